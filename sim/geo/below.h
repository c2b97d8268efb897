#pragma once

#include <string>

namespace apogee {

/// What lies at a place, or below a flight.
struct Below {
    std::string name;   ///< of the country or the sea
    bool land = false;  ///< a country
};

/// The country below, else the sea. Seas have no agreed edges: the one is named whose label, weighted by the
/// sea's rank, is nearest among those that no land hides from the point.
[[nodiscard]] Below below(double latitude_deg, double longitude_deg);

}  // namespace apogee
