#pragma once

#include <string>
#include <string_view>

#include "base/input_error.h"
#include "scenario/files.h"

namespace apogee {

/// What names in files begin with that mean the catalogue: "catalogue:v-2".
inline constexpr std::string_view catalogue_prefix = "catalogue:";

/// Where the names of files in a user's file are looked up.
struct Folders {
    std::string own;        ///< of the file that names them
    std::string catalogue;  ///< the catalogue's
};

/// The file that such a name in a user's file means.
/// @param catalogue   its folder.
/// @param subfolder   "vehicles/", or empty for scenarios.
/// @param place, key  where the name stands, for messages.
/// @throws InputError where the catalogue has no such file.
[[nodiscard]] std::string catalogue_file(const std::string& name, const std::string& catalogue,
                                         const std::string& subfolder, const Place& place,
                                         const std::string& key);

}  // namespace apogee
