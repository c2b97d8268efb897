#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "base/length_units.h"
#include "geo/region.h"

namespace apogee {

/// For reading on a terminal 100 columns wide.
[[nodiscard]] std::string distance_report(const DistanceOrigin& from, std::span<const RegionDistance> list,
                                          LengthUnit unit);

/// A list with one object each: docs/claims.md. Always in km.
[[nodiscard]] nlohmann::ordered_json distance_json(const DistanceOrigin& from,
                                                   std::span<const RegionDistance> list);

/// "52.924 172.438, 2340 km W of Anchorage": where a place is, and from which town in which direction.
[[nodiscard]] std::string whereabouts(const Geodetic& place, std::optional<CountryId> country);

/// "The most populous of 4 towns called Springfield, at ...": which town was meant, and where the others are.
/// Empty where the name is one town's alone.
[[nodiscard]] std::string namesakes_text(const Region& region);

/// A place with its distance and azimuth from another, as an object; its nearest town beside it.
[[nodiscard]] nlohmann::ordered_json seen_place_json(const SeenPlace& seen, std::optional<CountryId> country);

}  // namespace apogee
