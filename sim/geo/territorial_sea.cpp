#include "geo/territorial_sea.h"

#include "geo/country_grid.h"
#include "geo/world_map.h"

namespace apogee {

std::optional<CountryId> territorial_sea(double latitude_deg, double longitude_deg) {
    if (country_below(latitude_deg, longitude_deg)) return std::nullopt;
    const std::optional<NearCoast> coast =
        WorldMap::at(Detail::m10).nearest_coast(latitude_deg, longitude_deg, territorial_sea_m);
    return coast ? std::optional(coast->country) : std::nullopt;
}

}  // namespace apogee
