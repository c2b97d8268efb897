#include "scenario/catalogue.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

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

}  // namespace apogee
