#include "geo/region.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/length_units.h"
#include "base/text.h"
#include "base/typed_number.h"
#include "geo/coordinates.h"
#include "geo/place_name.h"
#include "physics/constants.h"

namespace apogee {
namespace {

using Text = std::string_view;

std::optional<CountryId> country_called(Text used) {
    const std::string name = comparable_name(name_of_map(used));
    const auto list = countries();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (comparable_name(list[i].name) == name || comparable_name(list[i].label) == name)
            return static_cast<CountryId>(i);
    return std::nullopt;
}

/// "10,000 km", "10 000 km", "5500 nmi": a number with a unit of length behind it.
std::optional<double> distance_m(Text text, Text option) {
    const std::size_t unit_at = text.find_last_of("0123456789.,") + 1;
    constexpr Text of_numbers = "0123456789., +-\u00a0\u202f";  // byte by byte, spaces that do not break too
    if (unit_at == 0 || text.find_first_not_of(of_numbers) < unit_at) return std::nullopt;
    const std::optional<LengthUnit> unit = find_length_unit(trimmed(text.substr(unit_at)));
    if (!unit) return std::nullopt;
    const auto refuse = [&](const std::string& problem) {
        return InputError(fmt::format("{}: {}: {}; expected a distance such as \"10,000 km\" or \"5500 nmi\"",
                                      option, in_quotes(text), problem));
    };
    const Text typed = trimmed(text.substr(0, unit_at));
    if (const std::string problem = ambiguous_point(typed); !problem.empty()) throw refuse(problem);
    const std::optional<double> value = number_with_thousands(typed);
    if (!value) throw refuse("no number, or a comma that parts no thousands");
    if (!(*value > 0)) throw refuse("no distance");
    const double metres = *value * metres_per(*unit);
    if (metres > constants::sphere_half_circumference_m)
        throw refuse(fmt::format("farther than half the way round the Earth, {:.0f} km",
                                 constants::sphere_half_circumference_m / 1000));
    return metres;
}

Region region_of_country(CountryId id, Text text, Text option) {
    Region region{RegionKind::country, std::string(country(id).name), id, country_parts(id), {}, 0};
    if (region.parts.empty())
        throw InputError(fmt::format(
            "{}: {}: the map draws nothing of it, being narrower than its grid of some 200 m; expected "
            "coordinates",
            option, in_quotes(text)));
    return region;
}

Region region_of_part(const PartOfCountry& part, Text text, Text option) {
    Region region = region_of_country(part.country, text, option);
    region.kind = RegionKind::part;
    std::erase_if(region.parts, [&](const CountryPart& p) { return p.name != part.name; });
    region.name = part.name;
    return region;
}

/// "Paris, France": of the towns of the name before the last comma, in the country behind it, the most
/// populous.
std::optional<Region> region_of_town(Text text) {
    const std::size_t comma = text.rfind(',');
    const std::optional<CountryId> in =
        comma == Text::npos ? std::nullopt : country_called(trimmed(text.substr(comma + 1)));
    const std::string wanted = comparable_name(in ? name_of_map(trimmed(text.substr(0, comma))) : text);
    std::vector<const PopulatedPlace*> towns;
    for (const PopulatedPlace& town : places())
        if (comparable_name(town.name) == wanted && (!in || town.country == *in)) towns.push_back(&town);
    if (towns.empty()) return std::nullopt;
    const PopulatedPlace& town = *towns.front();
    Region region{RegionKind::place, std::string(town.name), town.country, {}, place_of(town), 0};
    region.namesakes.assign(towns.begin() + 1, towns.end());
    return region;
}

/// "Alaska, United States", "Guam, USA": a part of the country behind the comma, or a territory of it.
std::optional<Region> region_of_part_or_territory(Text text, Text option) {
    const std::size_t comma = text.rfind(',');
    if (comma == Text::npos) return std::nullopt;
    const std::optional<CountryId> in = country_called(trimmed(text.substr(comma + 1)));
    if (!in) return std::nullopt;
    const Text name = trimmed(text.substr(0, comma));
    const std::string wanted = comparable_name(name_of_map(name));
    for (const PartOfCountry& part : named_parts())
        if (part.country == *in && comparable_name(part.name) == wanted)
            return region_of_part(part, text, option);
    const std::optional<CountryId> territory = country_called(name);
    if (territory && std::ranges::count(territories_of(*in), *territory) > 0)
        return region_of_country(*territory, text, option);
    return std::nullopt;
}

constexpr Text areas = "a country, a town of 60,000 people or more, or coordinates such as 40.61,126.43";

[[noreturn]] void refuse_name(Text text, Text option, Text expected) {
    std::vector<std::string> compared;
    std::vector<Text> names;
    for (const Country& c : countries()) names.push_back(c.name);
    for (const OtherName& other : other_names()) names.push_back(other.used);
    for (const PartOfCountry& part : named_parts()) names.push_back(part.name);
    for (const PopulatedPlace& town : places()) names.push_back(town.name);
    for (const Text name : names) compared.push_back(comparable_name(name));
    const std::vector<Text> candidates(compared.begin(), compared.end());
    const std::string word = comparable_name(text);
    const Text near = nearest_word(word, candidates);
    std::string advice = fmt::format("expected {}", expected);
    if (!near.empty()) {
        const auto at = std::ranges::find(candidates, near) - candidates.begin();
        advice = "did you mean " + in_quotes(names[static_cast<std::size_t>(at)]) + "?";
    }
    throw InputError(
        fmt::format("{}: {}: the map knows nothing of this name; {}", option, in_quotes(text), advice));
}

/// @param expected  for messages
Region area_called(Text text, Text option, Text expected) {
    if (looks_like_coordinates(text))
        return {RegionKind::coordinates, std::string(text), std::nullopt, {}, read_place(text, option), 0};
    if (const Text why = why_no_one_place(text); !why.empty())
        throw InputError(fmt::format("{}: {}: {}", option, in_quotes(text), why));
    const Text name = name_of_map(text);
    if (const auto id = country_called(name)) return region_of_country(*id, text, option);
    const std::string wanted = comparable_name(name);
    for (const PartOfCountry& part : named_parts())
        if (comparable_name(part.name) == wanted) return region_of_part(part, text, option);
    if (const auto town = region_of_town(name)) return *town;
    if (const auto part = region_of_part_or_territory(text, option)) return *part;
    // "Los Angeles, California": which of several towns of a name is meant, a state does not say to the map.
    if (const std::size_t comma = text.rfind(','); comma != Text::npos)
        if (const Text why = why_no_one_place(trimmed(text.substr(comma + 1))); !why.empty())
            throw InputError(
                fmt::format("{}: {}: {}: {}", option, in_quotes(text), trimmed(text.substr(comma + 1)), why));
    refuse_name(text, option, expected);
}

/// The same place everywhere on Earth is at a distance in no direction.
SeenPlace at_distance(const Geodetic& from, double distance_m) {
    return {from, distance_m, 0};
}

void add_parts(RegionDistance& result) {
    const Region& region = result.region;
    for (const CountryPart& part : region.parts)
        result.parts.push_back({part.name, true, nearest_and_farthest(result.from, part.polygons)});
    const auto nearest = std::ranges::min_element(
        result.parts, {}, [](const PartDistance& p) { return p.reach.nearest.distance_m; });
    const auto farthest = std::ranges::max_element(
        result.parts, {}, [](const PartDistance& p) { return p.reach.farthest.distance_m; });
    result.nearest = nearest->reach.nearest;
    result.farthest = farthest->reach.farthest;
    if (region.kind == RegionKind::country)
        for (const CountryId id : territories_of(*region.country)) {
            const std::vector<MapPolygon> polygons = WorldMap::at(Detail::m10).polygons_of(id);
            if (!polygons.empty())
                result.parts.push_back(
                    {std::string(country(id).name), false, nearest_and_farthest(result.from, polygons)});
        }
    if (result.parts.size() == 1) result.parts.clear();
}

void add_towns(RegionDistance& result) {
    const Region& region = result.region;
    for (const PopulatedPlace& town : places()) {
        if (result.towns.size() == RegionDistance::most_towns) return;
        if (town.country != *region.country) continue;
        if (region.kind == RegionKind::part &&
            part_at(town.country, {town.latitude_deg, town.longitude_deg}) != region.name)
            continue;
        result.towns.push_back({&town, seen_from(result.from, place_of(town))});
    }
}

}  // namespace

const char* name(RegionKind kind) {
    switch (kind) {
        case RegionKind::country:
            return "country";
        case RegionKind::part:
            return "part";
        case RegionKind::place:
            return "place";
        case RegionKind::coordinates:
            return "coordinates";
        case RegionKind::distance:
            return "distance";
    }
    return "";
}

Geodetic place_of(const PopulatedPlace& town) {
    return {radians(town.latitude_deg), radians(town.longitude_deg), 0};
}

Region find_region(std::string_view typed, std::string_view option) {
    const Text text = trimmed(typed);
    if (const auto distance = distance_m(text, option))
        return {RegionKind::distance, std::string(text), std::nullopt, {}, {}, *distance};
    if (text.find(',') != Text::npos && number_with_thousands(text))
        throw InputError(fmt::format(
            "{}: {}: a distance without its unit, or coordinates? expected \"{} km\", or coordinates "
            "such as 40.0,126.0",
            option, in_quotes(text), text));
    return area_called(text, option, fmt::format("{}, or a distance such as \"10,000 km\"", areas));
}

Region find_area(std::string_view typed, std::string_view option) {
    const Text text = trimmed(typed);
    if (distance_m(text, option))
        throw InputError(fmt::format("{}: {}: a distance; expected {}", option, in_quotes(text), areas));
    return area_called(text, option, areas);
}

RegionDistance distance_to(const Geodetic& from, Region region) {
    RegionDistance result;
    result.region = std::move(region);
    result.from = from;
    switch (result.region.kind) {
        case RegionKind::distance:
            result.nearest = result.farthest = at_distance(from, result.region.distance_m);
            return result;
        case RegionKind::place:
        case RegionKind::coordinates:
            result.nearest = result.farthest = seen_from(from, result.region.point);
            return result;
        case RegionKind::country:
        case RegionKind::part:
            break;
    }
    add_parts(result);
    add_towns(result);
    return result;
}

TownDistance nearest_town(const Geodetic& from, std::optional<CountryId> in) {
    const Vec3<double> here = sphere_direction(from.latitude, from.longitude);
    const auto nearest = [&](auto&& counts) {
        const PopulatedPlace* found = nullptr;
        double most = -std::numeric_limits<double>::infinity();
        for (const PopulatedPlace& town : places()) {
            if (!counts(town)) continue;
            const double cosine =
                here.dot(sphere_direction(place_of(town).latitude, place_of(town).longitude));
            if (cosine <= most) continue;
            most = cosine;
            found = &town;
        }
        return found;
    };
    const PopulatedPlace* town = nearest([&](const PopulatedPlace& p) { return in && p.country == *in; });
    if (!town) town = nearest([](const PopulatedPlace&) { return true; });
    return {town, seen_from(place_of(*town), from)};
}

const PopulatedPlace* capital_of(CountryId id) {
    for (const PopulatedPlace& town : places())
        if (town.country == id && town.capital) return &town;
    return nullptr;
}

DistanceOrigin find_origin(std::string_view text, std::string_view option) {
    const Region region = find_area(text, option);
    switch (region.kind) {
        case RegionKind::place:
        case RegionKind::coordinates:
            return {full_name(region), region.point, region};
        case RegionKind::country:
            if (const PopulatedPlace* capital = capital_of(*region.country))
                return {full_name(*capital) + " (its capital)", place_of(*capital), region};
            break;
        case RegionKind::part:
        case RegionKind::distance:
            break;
    }
    throw InputError(
        fmt::format("{}: {}: no single place; expected a town, a country with a capital, or "
                    "coordinates such as 40.61,126.43",
                    option, in_quotes(text)));
}

std::string full_name(const PopulatedPlace& town) {
    return fmt::format("{}, {}", town.name, country(town.country).name);
}

std::string full_name(const Region& region) {
    if (region.kind != RegionKind::place && region.kind != RegionKind::part) return region.name;
    return fmt::format("{}, {}", region.name, country(*region.country).name);
}

}  // namespace apogee
