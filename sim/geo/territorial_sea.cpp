#include "geo/territorial_sea.h"

#include "geo/country_grid.h"
#include "geo/world_map.h"

namespace apogee {

Zone zone_below(double latitude_deg, double longitude_deg) {
    const WorldMap& map = WorldMap::at(Detail::m10);
    if (const auto land = map.country_below(latitude_deg, longitude_deg)) return {land, {}};
    const std::optional<NearCoast> coast = map.nearest_coast(latitude_deg, longitude_deg, territorial_sea_m);
    return {{}, coast ? std::optional(coast->country) : std::nullopt};
}

}  // namespace apogee
