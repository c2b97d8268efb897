#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/country.h"
#include "geo/world_map.h"

/// What of a country is told apart when it is said how far it is.
namespace apogee {

/// A part of a country that lies by itself, and has a name of its own.
struct CountryPart {
    std::string name;  ///< "Alaska"; of the rest "the 48 states", or "mainland and nearer islands"
    std::vector<MapPolygon> polygons;  ///< of the 1:10m map
};

/// A country's parts, the rest first; one, without a name, where none is told apart. Empty where the 1:10m
/// map draws nothing of the country: it is narrower than the map's grid.
/// The parts are those that readers of range maps ask for (country_parts.cpp lists them): written by us.
[[nodiscard]] std::vector<CountryPart> country_parts(CountryId country);

/// The map's countries and territories that another one administers and that are not counted as its parts:
/// Guam for the United States. As ISO 3166-1 lists them with codes of their own; not a statement on claims.
[[nodiscard]] std::vector<CountryId> territories_of(CountryId country);

/// The name of the part of a country in which a point of it lies; empty where none is told apart.
[[nodiscard]] std::string_view part_at(CountryId country, const LatLon& point);

/// A part of a country by its name. "mainland and nearer islands" is none: many countries have
/// them.
struct PartOfCountry {
    CountryId country;
    std::string_view name;
};
[[nodiscard]] std::vector<PartOfCountry> named_parts();

}  // namespace apogee
