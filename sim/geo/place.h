#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "geo/country.h"

namespace apogee {

/// A town or city. Source: GeoNames (docs/map.md), to a thousandth of a degree.
struct PopulatedPlace {
    std::string_view name;  ///< UTF-8, as people write it in English, Latin letters
    CountryId country;      ///< as the 1:10m map has it there, but for what docs/map.md names
    double latitude_deg;
    double longitude_deg;
    std::uint32_t population;
    bool capital;  ///< of a country or territory, by GeoNames
};

/// Places with 60,000 people or more and all capitals, the most populous first.
[[nodiscard]] std::span<const PopulatedPlace> places();

}  // namespace apogee
