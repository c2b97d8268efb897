#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace apogee {

/// A country or territory of the map: its place in countries(). The same in every detail of the map; it may
/// change with a new release of the data, so files and reports carry names.
enum class CountryId : std::uint16_t {};

/// What Natural Earth 4.1.0 draws as a country of its own: de facto control, not a statement on claims
/// (docs/map.md has the policy).
struct Country {
    std::string_view name;       ///< English, UTF-8, written out
    std::string_view label;      ///< the same, shortened for a map
    int iso_number;              ///< ISO 3166-1 numeric; 0 where there is none
    double label_latitude_deg;   ///< inside the country's largest part, far from its edge
    double label_longitude_deg;  ///< [-180, 180)
    double area_km2;             ///< of the 1:50m polygons (1:10m if not in there), on WGS 84
};

/// All countries and territories, by name.
[[nodiscard]] std::span<const Country> countries();

[[nodiscard]] const Country& country(CountryId id);

/// The country with this name or label, letter by letter.
[[nodiscard]] std::optional<CountryId> find_country(std::string_view name);

}  // namespace apogee
