#include "scenario/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/input_error.h"
#include "scenario/table_files.h"

namespace apogee {

std::string catalogue_folder() {
    namespace fs = std::filesystem;
    if (const char* chosen = std::getenv("APOGEE_SCENARIOS"); chosen && *chosen) return chosen;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "apogee" / "scenarios";
        if (fs::is_directory(installed, error)) return installed.string();
    }
#ifdef APOGEE_SCENARIOS_DIR
    return APOGEE_SCENARIOS_DIR;
#else
    return "scenarios";
#endif
}

std::string catalogue_file(const std::string& name, const std::string& catalogue,
                           const std::string& subfolder, const Place& place, const std::string& key) {
    const std::string short_name = name.substr(catalogue_prefix.size());
    const bool plain = !short_name.empty() && std::ranges::all_of(short_name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    if (!plain)
        throw input_error(place, key, fmt::format("{} is no name of the catalogue", in_quotes(name)),
                          "expected like \"catalogue:v-2\"; `apogee list` shows the names");
    return resolve_beside(catalogue, subfolder + short_name + ".toml", place, key);
}

}  // namespace apogee
