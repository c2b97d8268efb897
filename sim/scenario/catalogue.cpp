#include "scenario/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/input_error.h"
#include "scenario/files.h"

namespace apogee {

std::string catalogue_file(const std::string& name, const std::string& catalogue,
                           const std::string& subfolder, const Place& place, const std::string& key) {
    const std::string short_name = name.substr(catalogue_prefix.size());
    const bool plain = !short_name.empty() && std::ranges::all_of(short_name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    if (!plain)
        throw input_error(place, key, fmt::format("{} is not a name of the catalogue", in_quotes(name)),
                          "expected like \"catalogue:v-2\"; `apogee list` shows the names");
    return resolve_beside(catalogue, subfolder + short_name + ".toml", place, key);
}

}  // namespace apogee
