#include "range/ring_polygon.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace apogee {
namespace {

Vec3<double> unit_vector(const Geodetic& place) {
    const double c = std::cos(place.latitude);
    return {c * std::cos(place.longitude), c * std::sin(place.longitude), std::sin(place.latitude)};
}

Geodetic place_of(const Vec3<double>& r) {
    return {std::atan2(r.z(), std::hypot(r.x(), r.y())), std::atan2(r.y(), r.x()), 0};
}

/// The shorter way round from one longitude to another.
double turn_deg(double from_deg, double to_deg) {
    return std::remainder(to_deg - from_deg, 360.0);
}

struct Arc {
    Vec3<double> before, from, to, after;
    [[nodiscard]] Vec3<double> at(double t) const {
        const Vec3<double> a = 0.5 * (to - before), b = 0.5 * (after - from);
        const double t2 = t * t, t3 = t2 * t;
        return ((2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * a + (3 * t2 - 2 * t3) * to + (t3 - t2) * b)
            .normalized();
    }
};

/// Adds the points of an arc after its first, halving until neighbours are close.
void add_arc(const Arc& arc, double t0, const Vec3<double>& r0, double t1, const Vec3<double>& r1,
             std::vector<Geodetic>& line) {
    // Where the spline passes the Earth's centre no part of it is short: there the parameter ends the
    // halving.
    constexpr double most_rad = pi / 180, most_turn_deg = 10, least_rad = 1e-7, least_t = 1e-7;
    const double apart = (r1 - r0).norm();
    const Geodetic from = place_of(r0), to = place_of(r1);
    const double turn = std::abs(turn_deg(degrees(from.longitude), degrees(to.longitude)));
    if ((apart > most_rad || turn > most_turn_deg) && apart > least_rad && t1 - t0 > least_t) {
        const double middle = 0.5 * (t0 + t1);
        const Vec3<double> r = arc.at(middle);
        add_arc(arc, t0, r0, middle, r, line);
        add_arc(arc, middle, r, t1, r1, line);
        return;
    }
    line.push_back(to);
}

using FlatLine = std::vector<LatLon>;

double signed_area(const FlatLine& line) {
    double twice = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const LatLon &a = line[i], &b = line[(i + 1) % line.size()];
        twice += a.longitude_deg * b.latitude_deg - b.longitude_deg * a.latitude_deg;
    }
    return 0.5 * twice;
}

/// The line with what it holds on its left. Off the map's edge by more than rounding: a point on it would
/// belong to both sides, one at the pole to all longitudes.
FlatLine on_map(const std::vector<Geodetic>& line) {
    constexpr double beside_edge_deg = 1e-9, beside_pole_deg = 2e-7;  // 0.1 mm; 2 cm
    FlatLine points;
    for (auto place = line.rbegin(); place != line.rend(); ++place) {
        double longitude = std::remainder(degrees(place->longitude), 360.0);
        if (180 - std::abs(longitude) < beside_edge_deg) longitude = beside_edge_deg - 180;
        points.push_back(
            {std::clamp(degrees(place->latitude), beside_pole_deg - 90, 90 - beside_pole_deg), longitude});
    }
    return points;
}

/// Parts of the line from one crossing of 180 degrees to the next, each from edge to edge of the map; none
/// where the line does not cross.
std::vector<FlatLine> cut_at_edge(const FlatLine& line) {
    std::vector<FlatLine> parts;
    FlatLine before_first;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const LatLon &a = line[i], &b = line[(i + 1) % line.size()];
        (parts.empty() ? before_first : parts.back()).push_back(a);
        const double step = b.longitude_deg - a.longitude_deg;
        if (std::abs(step) <= 180) continue;
        // The way from a to b is the shorter one, over the edge.
        const double edge = step < 0 ? 180 : -180, way = step + 2 * edge;
        const double latitude =
            a.latitude_deg + (edge - a.longitude_deg) / way * (b.latitude_deg - a.latitude_deg);
        (parts.empty() ? before_first : parts.back()).push_back({latitude, edge});
        parts.push_back({{latitude, -edge}});
    }
    if (parts.empty()) return parts;
    parts.back().insert(parts.back().end(), before_first.begin(), before_first.end());
    return parts;
}

/// The way along the map's edge, counter-clockwise from its lower right corner, in degrees.
double along_edge(const LatLon& p) {
    return p.longitude_deg > 0 ? p.latitude_deg + 90 : 630 - p.latitude_deg;
}
constexpr double round_edge = 1080;
/// How far it is from one place on the edge to another, counter-clockwise.
double edge_between(double from, double to) {
    return to < from ? to - from + round_edge : to - from;
}

/// The corners of the map on the way between two places on its edge.
void add_corners(double from, double to, FlatLine& line) {
    constexpr std::array<LatLon, 4> corners{{{90, 180}, {90, -180}, {-90, -180}, {-90, 180}}};
    constexpr std::array<double, 4> places{180, 540, 720, 1080};
    const double way = edge_between(from, to);
    // Twice round: the way may lead over its beginning.
    for (std::size_t i = 0; i < 2 * corners.size(); ++i) {
        const double off = places[i % 4] + (i < 4 ? 0 : round_edge) - from;
        if (off > 0 && off < way) line.push_back(corners[i % 4]);
    }
}

/// Closes parts that run from edge to edge: from the end of each the polygon goes on counter-clockwise along
/// the edge, what it holds on its left, to the first place where a part begins.
std::vector<FlatLine> joined_ends(const std::vector<FlatLine>& parts) {
    std::vector<FlatLine> polygons;
    std::vector<bool> used(parts.size(), false);
    for (std::size_t first = 0; first < parts.size(); ++first) {
        FlatLine polygon;
        for (std::size_t i = first; !used[i];) {
            used[i] = true;
            polygon.insert(polygon.end(), parts[i].begin(), parts[i].end());
            const double end = along_edge(parts[i].back());
            const auto to_start = [&](const FlatLine& part) {
                return edge_between(end, along_edge(part.front()));
            };
            const auto next = std::ranges::min_element(parts, {}, to_start);
            add_corners(end, along_edge(next->front()), polygon);
            i = static_cast<std::size_t>(next - parts.begin());
        }
        if (!polygon.empty()) polygons.push_back(std::move(polygon));
    }
    return polygons;
}

}  // namespace

std::vector<Geodetic> ring_line(const std::vector<Geodetic>& places) {
    assert(places.size() >= 3);
    const std::size_t n = places.size();
    std::vector<Vec3<double>> r;
    for (const Geodetic& place : places) r.push_back(unit_vector(place));
    std::vector<Geodetic> line;
    for (std::size_t i = 0; i < n; ++i) {
        const Arc arc{r[(i + n - 1) % n], r[i], r[(i + 1) % n], r[(i + 2) % n]};
        add_arc(arc, 0, arc.from, 1, arc.to, line);
    }
    return line;
}

std::vector<GroundPolygon> map_polygons(const std::vector<Geodetic>& line) {
    assert(line.size() >= 3);
    const FlatLine whole = on_map(line);
    const std::vector<FlatLine> parts = cut_at_edge(whole);
    if (parts.empty()) {
        if (signed_area(whole) > 0) return {{whole, {}}};
        return {{{{-90, -180}, {-90, 180}, {90, 180}, {90, -180}}, whole}};
    }
    // Slivers beside the edge, of points that were put off it.
    constexpr double least_area_deg2 = 1e-14;
    std::vector<GroundPolygon> polygons;
    for (FlatLine& polygon : joined_ends(parts))
        if (signed_area(polygon) > least_area_deg2) polygons.push_back({std::move(polygon), {}});
    return polygons;
}

}  // namespace apogee
