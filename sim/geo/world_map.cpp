#include "geo/world_map.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "geo/country_grid.h"
#include "geo/embedded_data.h"
#include "geo/map_file.h"

namespace apogee {

namespace {

std::optional<CountryId> country_of(std::uint32_t code) {
    if (code == 0) return std::nullopt;
    assert(code <= countries().size());
    return static_cast<CountryId>(code - 1);
}

}  // namespace

const WorldMap& WorldMap::at(Detail detail) {
    switch (detail) {
        case Detail::m110: {
            static const WorldMap map(embedded::world_110m(), 2);
            return map;
        }
        case Detail::m50: {
            static const WorldMap map(embedded::world_50m(), 1);
            return map;
        }
        case Detail::m10:
            break;
    }
    static const WorldMap map(embedded::world_10m(), 0.5);
    return map;
}

WorldMap::~WorldMap() = default;

WorldMap::WorldMap(std::string_view bytes, double cell_deg) {
    MapFile file(bytes);
    credit_ = file.line();
    read_arcs(file, cell_deg);
    read_polygons(file);
    assert(file.at_end());
}

void WorldMap::read_arcs(MapFile& file, double cell_deg) {
    const MapGrid grid = file.grid();
    std::vector<GridPoint> steps;
    std::vector<GridArc> arcs(file.number());
    std::int32_t x = 0, y = 0;
    for (GridArc& arc : arcs) {
        const auto kind = static_cast<LineKind>(file.byte());
        arc.first = static_cast<std::uint16_t>(file.number());
        arc.second = static_cast<std::uint16_t>(file.number());
        const std::size_t count = file.number();
        arc.begin = steps.size();
        arc.end = arc.begin + count;
        for (std::size_t i = 0; i < count; ++i) {
            x += file.signed_number();
            y += file.signed_number();
            steps.push_back({x, y});
        }
        lines_.push_back({kind, country_of(arc.first), country_of(arc.second), {}});
    }
    points_.reserve(steps.size());
    for (const GridPoint& step : steps)
        points_.push_back(
            {std::clamp(grid.origin_latitude_deg + grid.latitude_step_deg * step.y, -90.0, 90.0),
             grid.west_deg + 360.0 * step.x / grid.width});
    for (std::size_t i = 0; i < arcs.size(); ++i)
        lines_[i].points = std::span(points_).subspan(arcs[i].begin, arcs[i].end - arcs[i].begin);
    grid_ = std::make_unique<CountryGrid>(grid, std::move(steps), arcs, cell_deg);
}

void WorldMap::read_polygons(MapFile& file) {
    polygons_.resize(file.number());
    std::int32_t arc = 0;
    for (StoredPolygon& polygon : polygons_) {
        polygon.country = country_of(file.number());
        polygon.rings.resize(file.number());
        for (std::vector<ArcUse>& ring : polygon.rings) {
            ring.resize(file.number());
            for (ArcUse& use : ring) {
                arc += file.signed_number();
                use = {static_cast<std::uint32_t>(arc), file.byte() != 0};
                assert(use.arc < lines_.size());
            }
        }
    }
}

MapPolygon WorldMap::assemble(const StoredPolygon& stored) const {
    MapPolygon polygon{stored.country, {}};
    for (const std::vector<ArcUse>& uses : stored.rings) {
        std::vector<LatLon>& ring = polygon.rings.emplace_back();
        for (const ArcUse& use : uses) {
            const std::span<const LatLon> points = lines_[use.arc].points;
            // Where two arcs meet they share a point.
            if (!ring.empty()) ring.pop_back();
            if (use.reversed)
                ring.insert(ring.end(), points.rbegin(), points.rend());
            else
                ring.insert(ring.end(), points.begin(), points.end());
        }
    }
    return polygon;
}

std::vector<MapPolygon> WorldMap::land_polygons() const {
    std::vector<MapPolygon> result;
    for (const StoredPolygon& polygon : polygons_)
        if (!polygon.country) result.push_back(assemble(polygon));
    return result;
}

std::vector<MapPolygon> WorldMap::country_polygons() const {
    std::vector<MapPolygon> result;
    for (const StoredPolygon& polygon : polygons_)
        if (polygon.country) result.push_back(assemble(polygon));
    return result;
}

std::vector<MapPolygon> WorldMap::polygons_of(CountryId country) const {
    std::vector<MapPolygon> result;
    for (const StoredPolygon& polygon : polygons_)
        if (polygon.country == country) result.push_back(assemble(polygon));
    return result;
}

std::optional<NearCoast> WorldMap::nearest_coast(double latitude_deg, double longitude_deg,
                                                 double within_m) const {
    return grid_->nearest_coast(latitude_deg, longitude_deg, within_m);
}

std::optional<CountryId> WorldMap::country_below(double latitude_deg, double longitude_deg) const {
    return grid_->country_below(latitude_deg, longitude_deg);
}

std::optional<CountryId> country_below(double latitude_deg, double longitude_deg) {
    return WorldMap::at(Detail::m10).country_below(latitude_deg, longitude_deg);
}

}  // namespace apogee
