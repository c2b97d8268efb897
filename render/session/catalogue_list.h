#pragma once

#include <string>
#include <vector>

namespace apogee {

/// A scenario that comes with the program.
struct CatalogueEntry {
    std::string argument;  ///< "catalogue:v-2"
    std::string title;
    std::string year;  ///< of the launch; empty where none is stated
};

/// All of them by name, read once; those that are wrong are left out. Empty where the catalogue is missing.
[[nodiscard]] const std::vector<CatalogueEntry>& catalogue_list();

}  // namespace apogee
