#pragma once

#include <string>

namespace apogee {

/// What lies at a place, or below a flight.
struct Below {
    std::string name;   ///< of the country or the sea
    bool land = false;  ///< a country
};

/// The country below, else the sea. Seas have no agreed edges: the one is named whose label is
/// nearest, weighted by the sea's rank, where land on the way makes it farther.
[[nodiscard]] Below below(double latitude_deg, double longitude_deg);

}  // namespace apogee
