#include "report/distance_report.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/text.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

/// "NNE" of an azimuth.
std::string_view compass(double azimuth) {
    constexpr std::array names{"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                               "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
    const double sixteenths = azimuth / (2 * pi) * names.size();
    return names[static_cast<std::size_t>(std::lround(sixteenths)) % names.size()];
}

std::string coordinates(const Geodetic& place) {
    return fmt::format("{} {}", fixed(degrees(place.latitude), 3), fixed(degrees(place.longitude), 3));
}

/// Distances in the unit that was asked for.
class Writer {
  public:
    explicit Writer(LengthUnit unit) : unit_(unit) {}

    [[nodiscard]] std::string distance(double metres) const {
        return fixed(metres / metres_per(unit_), unit_ == LengthUnit::m ? 0 : 1);
    }
    [[nodiscard]] std::vector<std::string> cells(const SeenPlace& seen) const {
        return {distance(seen.distance_m), fixed(degrees(seen.azimuth), 1)};
    }
    void columns(TextTable& table, const std::string& what) const {
        table.column(fmt::format("{}\n{}", what, name(unit_)));
        table.column("azimuth\ndeg");
    }

  private:
    LengthUnit unit_;
};

/// The origin's region, and those measured to.
std::vector<const Region*> regions_of(const DistanceOrigin& from, std::span<const RegionDistance> list) {
    std::vector<const Region*> regions{&from.region};
    for (const RegionDistance& d : list) regions.push_back(&d.region);
    return regions;
}

/// Of a country there is no one point.
Json point_or_null(const Region& region, double angle) {
    return region.parts.empty() ? Json(degrees(angle)) : Json();
}

std::string ends_table(const RegionDistance& d, const Writer& writer) {
    TextTable table;
    table.column("\n", TextTable::Align::left);
    writer.columns(table, "distance");
    table.column("where\n", TextTable::Align::left);
    const auto add = [&](const char* which, const SeenPlace& seen) {
        std::vector<std::string> cells = writer.cells(seen);
        cells.insert(cells.begin(), which);
        cells.push_back(whereabouts(seen.place, d.region.country));
        table.row(std::move(cells));
    };
    add("nearest point", d.nearest);
    add("farthest point", d.farthest);
    return table.print();
}

std::string parts_table(const RegionDistance& d, const Writer& writer) {
    if (d.parts.empty()) return {};
    TextTable table;
    table.column("\n", TextTable::Align::left);
    writer.columns(table, "nearest");
    writer.columns(table, "farthest");
    table.column("\n", TextTable::Align::left);
    for (const PartDistance& part : d.parts) {
        std::vector<std::string> cells = writer.cells(part.reach.nearest);
        const std::vector<std::string> farthest = writer.cells(part.reach.farthest);
        cells.insert(cells.begin(), name_of(part, d.region));
        cells.insert(cells.end(), farthest.begin(), farthest.end());
        cells.emplace_back(part.counted ? "" : "territory, not counted above");
        table.row(std::move(cells));
    }
    return "  Parts\n" + table.print(4);
}

std::string towns_table(const RegionDistance& d, const Writer& writer) {
    if (d.towns.empty()) return {};
    TextTable table;
    table.column("\n", TextTable::Align::left);
    writer.columns(table, "distance");
    table.column("people\n");
    for (const TownDistance& town : d.towns) {
        std::vector<std::string> cells = writer.cells(town.seen);
        cells.insert(cells.begin(), std::string(town.town->name));
        cells.push_back(fmt::format("{}", town.town->population));
        table.row(std::move(cells));
    }
    return fmt::format("  {} on the map, the most populous first\n",
                       d.towns.size() == 1 ? std::string("The only town")
                                           : fmt::format("{} largest towns", d.towns.size())) +
           table.print(4);
}

}  // namespace

std::string whereabouts(const Geodetic& place, std::optional<CountryId> in) {
    const TownDistance near = nearest_town(place, in);
    constexpr double in_town_m = 5000;
    if (near.seen.distance_m < in_town_m) return fmt::format("{}, {}", coordinates(place), near.town->name);
    return fmt::format("{}, {:.0f} km {} of {}", coordinates(place), near.seen.distance_m / 1000,
                       compass(near.seen.azimuth), near.town->name);
}

std::string namesakes_text(const Region& region) {
    if (region.namesakes.empty()) return {};
    std::string others;
    for (const PopulatedPlace* town : region.namesakes)
        others += fmt::format("{}{} ({})", others.empty() ? "" : "; ", coordinates(place_of(*town)),
                              country(town->country).name);
    if (region.namesakes.size() == 1)
        return fmt::format("{} is the more populous of two towns of its name, at {}. The other: {}.",
                           full_name(region), coordinates(region.point), others);
    return fmt::format("{} is the most populous of {} towns of its name, at {}. The others: {}.",
                       full_name(region), region.namesakes.size() + 1, coordinates(region.point), others);
}

Json seen_place_json(const SeenPlace& seen, std::optional<CountryId> in) {
    const TownDistance near = nearest_town(seen.place, in);
    return {{"distance_km", seen.distance_m / 1000},
            {"azimuth_deg", degrees(seen.azimuth)},
            {"latitude_deg", degrees(seen.place.latitude)},
            {"longitude_deg", degrees(seen.place.longitude)},
            {"nearest_place", near.town->name},
            {"nearest_place_km", near.seen.distance_m / 1000}};
}

std::string distance_report(const DistanceOrigin& from, std::span<const RegionDistance> list,
                            LengthUnit unit) {
    const Writer writer(unit);
    std::string text = fmt::format("From {} ({})\n", printable(from.name), coordinates(from.place));
    TextTable points;
    points.column("\n", TextTable::Align::left);
    writer.columns(points, "distance");
    bool any = false;
    for (const RegionDistance& d : list) {
        if (!d.region.parts.empty()) continue;
        std::vector<std::string> cells = writer.cells(d.nearest);
        cells.insert(cells.begin(), printable(full_name(d.region)));
        points.row(std::move(cells));
        any = true;
    }
    if (any) text += '\n' + points.print();
    for (const Region* region : regions_of(from, list))
        if (const std::string note = namesakes_text(*region); !note.empty()) text += indented("  ", note);
    for (const RegionDistance& d : list)
        if (!d.region.parts.empty())
            text += '\n' + full_name(d.region) + '\n' + ends_table(d, writer) + parts_table(d, writer) +
                    towns_table(d, writer);
    text += '\n' + indented("Distances ",
                            "along the WGS 84 ellipsoid; borders of the 1:10m map (Natural Earth, control on "
                            "the ground), good to a kilometre. Places: GeoNames, CC BY 4.0.");
    return text;
}

Json distance_json(const DistanceOrigin& from, std::span<const RegionDistance> list) {
    Json json = Json::array();
    for (const RegionDistance& d : list) {
        const std::optional<CountryId>& in = d.region.country;
        Json entry{{"from", from.name},
                   {"to", full_name(d.region)},
                   {"kind", name(d.region.kind)},
                   {"latitude_deg", point_or_null(d.region, d.region.point.latitude)},
                   {"longitude_deg", point_or_null(d.region, d.region.point.longitude)},
                   {"namesakes", d.region.namesakes.size()},
                   {"distance_km", d.nearest.distance_m / 1000},
                   {"azimuth_deg", degrees(d.nearest.azimuth)}};
        if (!d.region.parts.empty()) {
            entry["nearest"] = seen_place_json(d.nearest, in);
            entry["farthest"] = seen_place_json(d.farthest, in);
            entry["parts"] = Json::array();
            for (const PartDistance& part : d.parts)
                entry["parts"].push_back({{"name", name_of(part, d.region)},
                                          {"counted", part.counted},
                                          {"nearest", seen_place_json(part.reach.nearest, in)},
                                          {"farthest", seen_place_json(part.reach.farthest, in)}});
            entry["places"] = Json::array();
            for (const TownDistance& town : d.towns)
                entry["places"].push_back({{"name", town.town->name},
                                           {"population", town.town->population},
                                           {"distance_km", town.seen.distance_m / 1000},
                                           {"azimuth_deg", degrees(town.seen.azimuth)}});
        }
        json.push_back(std::move(entry));
    }
    return json;
}

}  // namespace apogee
