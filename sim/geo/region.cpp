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
#include "geo/coordinates.h"

namespace apogee {
namespace {

using Text = std::string_view;

/// ASCII letters small; others as they are.
std::string small(Text text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}
bool same(Text a, Text b) {
    return small(a) == small(b);
}

/// Names that people use and the map does not.
struct OtherName {
    Text used, of_map;
};
constexpr std::array other_names{OtherName{"United States", "United States of America"},
                                 OtherName{"USA", "United States of America"},
                                 OtherName{"US", "United States of America"},
                                 OtherName{"Continental United States", "the 48 states"},
                                 OtherName{"Contiguous United States", "the 48 states"},
                                 OtherName{"UK", "United Kingdom"},
                                 OtherName{"Great Britain", "United Kingdom"},
                                 OtherName{"DPRK", "North Korea"},
                                 OtherName{"Republic of Korea", "South Korea"},
                                 OtherName{"Czech Republic", "Czechia"},
                                 OtherName{"Ivory Coast", "Côte d'Ivoire"},
                                 OtherName{"Burma", "Myanmar"},
                                 OtherName{"New York", "New York City"},
                                 OtherName{"Washington", "Washington, D.C."},
                                 OtherName{"Washington DC", "Washington, D.C."}};

Text name_of_map(Text used) {
    const auto other =
        std::ranges::find_if(other_names, [&](const OtherName& n) { return same(n.used, used); });
    return other == other_names.end() ? used : other->of_map;
}

std::optional<CountryId> country_called(Text used) {
    const Text name = name_of_map(used);
    const auto list = countries();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (same(list[i].name, name) || same(list[i].label, name)) return static_cast<CountryId>(i);
    return std::nullopt;
}

/// "10,000 km": commas stand between groups of three digits; a unit must follow.
std::optional<double> distance_km(Text text, Text option) {
    const std::size_t end = text.find_first_not_of("0123456789., ");
    if (end == Text::npos || end == 0) return std::nullopt;
    const Text number = trimmed(text.substr(0, end));
    const std::optional<LengthUnit> unit = find_length_unit(trimmed(text.substr(end)));
    if (!unit || number.empty()) return std::nullopt;
    const auto refuse = [&](Text problem) {
        return InputError(fmt::format("{}: {}: {}; expected a distance such as \"10,000 km\" or \"5500 nmi\"",
                                      option, in_quotes(text), problem));
    };
    std::string digits;
    const std::size_t point = std::min(number.find('.'), number.size());
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (number[i] != ',') {
            digits += number[i];
            continue;
        }
        const bool thousands = i > 0 && i < point && (point - i) % 4 == 0;
        if (!thousands) throw refuse("a comma that parts no thousands");
    }
    const std::optional<double> value = finite_number(digits);
    if (!value) throw refuse("no number");
    if (!(*value > 0)) throw refuse("no distance");
    return *value * metres_per(*unit) / 1000;
}

bool looks_like_coordinates(Text text) {
    return text.find(',') != Text::npos && text.find_first_not_of("0123456789+-., eE") == Text::npos;
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

Region region_of_town(const PopulatedPlace& town) {
    return {RegionKind::place, std::string(town.name), town.country, {}, place_of(town), 0};
}

/// "Paris, France": what stands before the last comma, in the country behind it.
const PopulatedPlace* town_called(Text text) {
    const std::size_t comma = text.rfind(',');
    const std::optional<CountryId> in =
        comma == Text::npos ? std::nullopt : country_called(trimmed(text.substr(comma + 1)));
    const Text name = in ? trimmed(text.substr(0, comma)) : text;
    for (const PopulatedPlace& town : places())
        if (same(town.name, name) && (!in || town.country == *in)) return &town;
    return nullptr;
}

[[noreturn]] void refuse_name(Text text, Text option) {
    std::vector<std::string> small_names;
    std::vector<Text> names;
    for (const Country& c : countries()) names.push_back(c.name);
    for (const OtherName& other : other_names) names.push_back(other.used);
    for (const PartOfCountry& part : named_parts()) names.push_back(part.name);
    for (const PopulatedPlace& town : places()) names.push_back(town.name);
    for (const Text name : names) small_names.push_back(small(name));
    const std::vector<Text> candidates(small_names.begin(), small_names.end());
    const std::string word = small(text);
    const Text near = nearest_word(word, candidates);
    std::string advice =
        "expected a country, a town of 60,000 people or more, coordinates such as 40.61,126.43, or a "
        "distance "
        "such as \"10,000 km\"";
    if (!near.empty()) {
        const auto at = std::ranges::find(candidates, near) - candidates.begin();
        advice = "did you mean " + in_quotes(names[static_cast<std::size_t>(at)]) + "?";
    }
    throw InputError(
        fmt::format("{}: {}: the map knows nothing of this name; {}", option, in_quotes(text), advice));
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
    if (const auto km = distance_km(text, option))
        return {RegionKind::distance, std::string(text), std::nullopt, {}, {}, 1000 * *km};
    if (looks_like_coordinates(text))
        return {RegionKind::coordinates, std::string(text), std::nullopt, {}, read_place(text, option), 0};
    const Text name = name_of_map(text);
    if (const auto id = country_called(name)) return region_of_country(*id, text, option);
    for (const PartOfCountry& part : named_parts())
        if (same(part.name, name)) return region_of_part(part, text, option);
    if (const PopulatedPlace* town = town_called(name)) return region_of_town(*town);
    refuse_name(text, option);
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
    const Region region = find_region(text, option);
    switch (region.kind) {
        case RegionKind::place:
        case RegionKind::coordinates:
            return {full_name(region), region.point};
        case RegionKind::country:
            if (const PopulatedPlace* capital = capital_of(*region.country))
                return {full_name(*capital) + " (its capital)", place_of(*capital)};
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
