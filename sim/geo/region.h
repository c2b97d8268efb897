#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/country_parts.h"
#include "geo/place.h"
#include "geo/polygon_distance.h"

/// How far something on the map is: a country, a part of one, a place, or a distance by itself.
namespace apogee {

enum class RegionKind : std::uint8_t { country, part, place, coordinates, distance };
[[nodiscard]] const char* name(RegionKind kind);

/// What to measure to.
struct Region {
    RegionKind kind = RegionKind::distance;
    std::string name;                  ///< in the map's words: "United States of America"; as typed otherwise
    std::optional<CountryId> country;  ///< of a country, a part, a place
    std::vector<CountryPart> parts;    ///< of a country; of a part itself alone
    Geodetic point;                    ///< of a place, of coordinates
    double distance_m = 0;             ///< of a distance
    std::vector<const PopulatedPlace*> namesakes = {};  ///< of a town: others of its name, less populous
};

/// What a text names: a distance ("10,000 km", "5500 nmi"), coordinates ("40.61,126.43"), a country, a part
/// of one ("Alaska"), a town, a town of a country ("Paris, France"), in this order. Of towns with one name
/// the most populous. Names are compared as `comparable_name` says.
/// @param option  names the text in messages. @throws InputError with the nearest name where there is none
[[nodiscard]] Region find_region(std::string_view text, std::string_view option);
/// As `find_region`, of what lies somewhere: a distance is refused.
[[nodiscard]] Region find_area(std::string_view text, std::string_view option);

/// The nearest and the farthest place of a part.
struct PartDistance {
    std::string name;
    bool counted = true;  ///< false: a territory, said apart
    NearestAndFarthest reach;
};

/// The part's name; of the main part, which has none, the country's.
[[nodiscard]] inline const std::string& name_of(const PartDistance& part, const Region& region) {
    return part.name.empty() ? region.name : part.name;
}

struct TownDistance {
    const PopulatedPlace* town;
    SeenPlace seen;
};

/// How far a region is from a place.
struct RegionDistance {
    Region region;
    Geodetic from;
    /// Of all parts, territories left out. Of a place both are the place; of a distance both have the
    /// distance alone.
    SeenPlace nearest, farthest;
    std::vector<PartDistance> parts;  ///< of a country that has several, or territories; those then last
    std::vector<TownDistance> towns;  ///< the most populous of the region, at most `most_towns`
    static constexpr std::size_t most_towns = 50;
};
[[nodiscard]] RegionDistance distance_to(const Geodetic& from, Region region);

/// The town nearest to a place, of a country where that has one: how the place lies as seen from it.
[[nodiscard]] TownDistance nearest_town(const Geodetic& from, std::optional<CountryId> country);

/// A country's capital, the most populous where it has several; null where the map names none.
[[nodiscard]] const PopulatedPlace* capital_of(CountryId country);

[[nodiscard]] Geodetic place_of(const PopulatedPlace& town);

/// "Paris, France"; the name alone of what is no town.
[[nodiscard]] std::string full_name(const Region& region);
[[nodiscard]] std::string full_name(const PopulatedPlace& town);

/// Where distances begin.
struct DistanceOrigin {
    std::string name;  ///< "Pyongyang, North Korea", or coordinates as typed
    Geodetic place;
    Region region;  ///< as the text names it
};
/// Of a country its capital. @throws InputError where the text names no place
[[nodiscard]] DistanceOrigin find_origin(std::string_view text, std::string_view option);

}  // namespace apogee
