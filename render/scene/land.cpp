#include "scene/land.h"

#include <algorithm>
#include <cmath>

namespace apogee {

namespace {

constexpr std::uint32_t chunk_edges = 32;
constexpr double longest_edge_deg = 1;

double signed_area(const std::vector<LatLon>& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        twice += (ring[i].longitude_deg - ring[i - 1].longitude_deg) *
                 (ring[i].latitude_deg + ring[i - 1].latitude_deg);
    return -twice;
}

LandPoint land_point(const LatLon& p) {
    const Vec3<double> d = direction(p);
    return {static_cast<float>(radians(p.longitude_deg)), static_cast<float>(radians(p.latitude_deg)),
            d.cast<float>()};
}

LandChunk bounded(const std::vector<LandPoint>& points, std::uint32_t first, std::uint32_t count) {
    LandChunk c{first, count, 10, -10, 10, -10, Eigen::Vector3f::Zero(), 0};
    for (std::uint32_t i = first; i < first + count; ++i) {
        const LandPoint& p = points[i];
        c.west = std::min(c.west, p.longitude);
        c.east = std::max(c.east, p.longitude);
        c.south = std::min(c.south, p.latitude);
        c.north = std::max(c.north, p.latitude);
        c.middle += p.direction;
    }
    const float length = c.middle.norm();
    if (length > 0) c.middle /= length;
    for (std::uint32_t i = first; i < first + count; ++i)
        c.reach =
            std::max(c.reach, 2 * std::asin(std::min(1.0F, (points[i].direction - c.middle).norm() / 2)));
    return c;
}

}  // namespace

const LandShape& LandShape::at(Detail detail) {
    static const auto make = [](Detail d) { return LandShape(WorldMap::at(d)); };
    if (detail == Detail::m110) {
        static const LandShape shape = make(Detail::m110);
        return shape;
    }
    if (detail == Detail::m50) {
        static const LandShape shape = make(Detail::m50);
        return shape;
    }
    static const LandShape shape = make(Detail::m10);
    return shape;
}

LandShape::LandShape(const WorldMap& map) {
    const std::vector<MapPolygon> polygons = map.land_polygons();
    std::size_t points = 0;
    for (const MapPolygon& polygon : polygons)
        for (const auto& ring : polygon.rings) points += ring.size();
    for (const MapLine& line : map.lines()) points += line.points.size();
    points_.reserve(points + points / 8);  // long edges are divided: some per cent more
    for (const MapPolygon& polygon : polygons)
        for (std::size_t i = 0; i < polygon.rings.size(); ++i)
            rings_.push_back(add(polygon.rings[i], (signed_area(polygon.rings[i]) > 0) != (i == 0)));
    for (const MapLine& line : map.lines()) {
        if (line.kind != LineKind::coast && line.kind != LineKind::border) continue;
        lines_.push_back(add(line.points, false));
        lines_.back().border = line.kind == LineKind::border;
    }
}

LandPath LandShape::add(std::span<const LatLon> path, bool reverse) {
    const auto first = static_cast<std::uint32_t>(points_.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
        const LatLon& p = path[reverse ? path.size() - 1 - i : i];
        if (i > 0) {
            const LatLon& q = path[reverse ? path.size() - i : i - 1];
            const double dx = p.longitude_deg - q.longitude_deg, dy = p.latitude_deg - q.latitude_deg;
            const int parts =
                static_cast<int>(std::ceil(std::max(std::abs(dx), std::abs(dy)) / longest_edge_deg));
            for (int k = 1; k < parts; ++k)
                points_.push_back(
                    land_point({q.latitude_deg + dy * k / parts, q.longitude_deg + dx * k / parts}));
        }
        points_.push_back(land_point(p));
    }
    const auto last = static_cast<std::uint32_t>(points_.size()) - 1;
    LandPath result{static_cast<std::uint32_t>(chunks_.size()), 0};
    for (std::uint32_t i = first; i < last; i += chunk_edges) {
        chunks_.push_back(bounded(points_, i, std::min(chunk_edges, last - i) + 1));
        ++result.chunks;
    }
    return result;
}

Detail detail_for(const Camera& camera) {
    const double across_deg = degrees(std::max(camera.width, camera.height) / camera.scale);
    return across_deg < 15 ? Detail::m10 : across_deg < 150 ? Detail::m50 : Detail::m110;
}

ViewBounds::ViewBounds(const Camera& camera)
    : flat_(camera.projection.kind() == ProjectionKind::equirectangular) {
    const double w = camera.width / 2 / camera.scale, h = camera.height / 2 / camera.scale,
                 slack = 4 / camera.scale;
    if (flat_) {
        const double c = camera.projection.parallel_cosine();
        west_ = (camera.x - w - slack) / c;
        east_ = (camera.x + w + slack) / c;
        south_ = camera.y - h - slack;
        north_ = camera.y + h + slack;
        first_turn_ = static_cast<int>(std::floor((west_ + pi) / (2 * pi)));
        last_turn_ = static_cast<int>(std::floor((east_ + pi) / (2 * pi)));
        return;
    }
    antipode_ = -camera.projection.axes().row(2).transpose().cast<float>();
    const auto middle = camera.projection.inverse(camera.x, camera.y);
    reach_ = 4;
    if (!middle) return;
    middle_ = direction(*middle).cast<float>();
    // The farthest seen point lies on the edge of the picture, unless that leaves the Earth.
    float reach = 0;
    for (int i = 0; i <= 8; ++i)
        for (const auto& [u, v] :
             {std::pair{i / 4.0 - 1, -1.0}, {i / 4.0 - 1, 1.0}, {-1.0, i / 4.0 - 1}, {1.0, i / 4.0 - 1}}) {
            const auto p = camera.projection.inverse(camera.x + u * w, camera.y + v * h);
            if (!p) return;
            reach = std::max(
                reach, 2 * std::asin(std::min(1.0F, (direction(*p).cast<float>() - middle_).norm() / 2)));
        }
    reach_ = reach * 1.15F + 0.002F;
}

bool ViewBounds::may_see(const LandChunk& c, double turn) const {
    if (flat_) {
        const double shift = turn * 2 * pi;
        return c.east + shift >= west_ && c.west + shift <= east_ && c.north >= south_ && c.south <= north_;
    }
    const auto angle = [&](const Eigen::Vector3f& v) {
        return 2 * std::asin(std::min(1.0F, (v - c.middle).norm() / 2));
    };
    // Around the antipode the plane is torn: nothing may be left out there.
    return reach_ > 3 || angle(middle_) <= reach_ + c.reach || angle(antipode_) <= c.reach + 0.2F;
}

}  // namespace apogee
