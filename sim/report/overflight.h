#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flight/trajectory.h"
#include "geo/below.h"

namespace apogee {

/// A town near the track, and how near.
struct NearbyPlace {
    std::string name, country;
    double distance_m = 0;
};

/// A stretch of the ground track over one country, or over one sea within or beyond a country's territorial
/// sea.
struct Overflight {
    Below below;
    std::string territorial_sea_of;  ///< the country; empty over land and beyond 12 nautical miles
    double from_s = 0, to_s = 0;
    double from_height_m = 0, to_height_m = 0;  ///< at both ends
    double least_height_m = 0, most_height_m = 0;
    NearbyPlace nearest;  ///< of the towns that the map names
};

/// Whose land, or which sea, lies below a flight, from its first instant to its last; nothing for one that
/// never leaves the pad. Ends are within 1 ms of the map's borders; what lies below for less than the step of
/// the search may be missed: the track's length over 2000, but 1 to 5 km, and more where a track is longer
/// than 100,000 km (it is looked at in 20,000 places at most). Seas have no agreed edges: their names are
/// asked for every 111 km. Territorial seas are those of `zone_below`: by distance to the coast. Borders
/// as Natural Earth draws them (docs/map.md): de facto control, no statement on claims.
[[nodiscard]] std::vector<Overflight> overflights(const Trajectory& trajectory);

/// "Japan", "waters of Japan", "North Pacific Ocean".
[[nodiscard]] std::string name_of(const Overflight& over);

}  // namespace apogee
