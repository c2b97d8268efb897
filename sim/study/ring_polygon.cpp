#include "study/ring_polygon.h"

#include <algorithm>
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
    constexpr double most_rad = pi / 180, most_turn_deg = 10, least_rad = 1e-7;
    const double apart = (r1 - r0).norm();
    const Geodetic from = place_of(r0), to = place_of(r1);
    const double turn = std::abs(turn_deg(degrees(from.longitude), degrees(to.longitude)));
    if ((apart > most_rad || turn > most_turn_deg) && apart > least_rad) {
        const double middle = 0.5 * (t0 + t1);
        const Vec3<double> r = arc.at(middle);
        add_arc(arc, t0, r0, middle, r, line);
        add_arc(arc, middle, r, t1, r1, line);
        return;
    }
    line.push_back(to);
}

double signed_area(const MapPolygon& polygon) {
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const LongitudeLatitude &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
        twice += a.longitude_deg * b.latitude_deg - b.longitude_deg * a.latitude_deg;
    }
    return 0.5 * twice;
}

/// The line with what it holds on its left, longitudes without jumps; the last point is the first again,
/// 360 degrees away where the line runs round the axis.
MapPolygon unrolled(const std::vector<Geodetic>& line) {
    MapPolygon path;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        const Geodetic& place = line[(2 * line.size() - i) % line.size()];
        const double longitude = degrees(place.longitude);
        const double before = path.empty() ? longitude : path.back().longitude_deg;
        path.push_back({before + turn_deg(before, longitude), degrees(place.latitude)});
    }
    return path;
}

/// All of the map but what a line holds that goes round clockwise: beside it, above it and below it.
std::vector<MapPolygon> around(const MapPolygon& hole) {
    const auto west_east = std::minmax_element(hole.begin(), hole.end(), [](const auto& a, const auto& b) {
        return a.longitude_deg < b.longitude_deg;
    });
    const auto n = static_cast<std::ptrdiff_t>(hole.size());
    const std::ptrdiff_t west = west_east.first - hole.begin(), east = west_east.second - hole.begin();
    const auto part = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        MapPolygon points;
        for (std::ptrdiff_t i = from;; i = (i + 1) % n) {
            points.push_back(hole[static_cast<std::size_t>(i)]);
            if (i == to) return points;
        }
    };
    const double w = west_east.first->longitude_deg, e = west_east.second->longitude_deg;
    // Clockwise: eastward along the upper edge, westward along the lower one.
    MapPolygon above = part(west, east), below = part(east, west);
    above.insert(above.end(), {{e, 90}, {w, 90}});
    below.insert(below.end(), {{w, -90}, {e, -90}});
    return {above, below, {{e, -90}, {w + 360, -90}, {w + 360, 90}, {e, 90}}};
}

/// The parts of a polygon on one side of a meridian: `side` -1 west, +1 east of it.
std::vector<MapPolygon> part_beside(const MapPolygon& polygon, double meridian_deg, int side) {
    struct Chain {
        MapPolygon points;
        bool used = false;
    };
    const auto inside = [&](const LongitudeLatitude& p) {
        return side < 0 ? p.longitude_deg < meridian_deg : p.longitude_deg >= meridian_deg;
    };
    const std::size_t n = polygon.size();
    std::size_t first = 0;
    while (first < n && inside(polygon[first])) ++first;
    if (first == n) return {polygon};
    std::vector<Chain> chains;
    for (std::size_t i = 0; i < n; ++i) {
        const LongitudeLatitude &a = polygon[(first + i) % n], &b = polygon[(first + i + 1) % n];
        if (inside(a) != inside(b)) {
            const double part = (meridian_deg - a.longitude_deg) / (b.longitude_deg - a.longitude_deg);
            const LongitudeLatitude edge{meridian_deg,
                                         a.latitude_deg + part * (b.latitude_deg - a.latitude_deg)};
            if (inside(b)) chains.push_back({});
            chains.back().points.push_back(edge);
        }
        if (inside(b)) chains.back().points.push_back(b);
    }
    // Crossings in order of latitude bound the stretches of the meridian that lie in the polygon: the first
    // and the second, the third and the fourth, ... A chain goes on along its stretch.
    struct Crossing {
        double latitude_deg;
        std::size_t chain;
        bool enters;
    };
    std::vector<Crossing> crossings;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        crossings.push_back({chains[i].points.front().latitude_deg, i, true});
        crossings.push_back({chains[i].points.back().latitude_deg, i, false});
    }
    std::ranges::stable_sort(crossings, {}, &Crossing::latitude_deg);
    std::vector<std::size_t> next(chains.size());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const Crossing &low = crossings[i], &high = crossings[i + 1];
        if (low.enters != high.enters)
            next[low.enters ? high.chain : low.chain] = low.enters ? low.chain : high.chain;
    }
    std::vector<MapPolygon> parts;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        MapPolygon part;
        for (std::size_t k = i; !chains[k].used; k = next[k]) {
            chains[k].used = true;
            part.insert(part.end(), chains[k].points.begin(), chains[k].points.end());
        }
        if (!part.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

/// Shifts polygons onto the map, cutting them at its edges.
void put_on_map(const MapPolygon& polygon, std::vector<MapPolygon>& map) {
    constexpr double least_area_deg2 = 1e-9;  // what rounding leaves of parts that only touch an edge
    const auto [west, east] = std::ranges::minmax(polygon, {}, &LongitudeLatitude::longitude_deg);
    for (double shift = 360 * std::floor((west.longitude_deg + 180) / 360); shift - 180 < east.longitude_deg;
         shift += 360) {
        for (const MapPolygon& part : part_beside(polygon, shift - 180, +1)) {
            for (MapPolygon piece : part_beside(part, shift + 180, -1)) {
                for (LongitudeLatitude& p : piece)
                    p.longitude_deg = std::clamp(p.longitude_deg - shift, -180.0, 180.0);
                const auto repeated = std::ranges::unique(piece);
                piece.erase(repeated.begin(), repeated.end());
                if (piece.size() > 1 && piece.front() == piece.back()) piece.pop_back();
                if (signed_area(piece) > least_area_deg2) map.push_back(std::move(piece));
            }
        }
    }
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

std::vector<MapPolygon> map_polygons(const std::vector<Geodetic>& line) {
    assert(line.size() >= 3);
    MapPolygon path = unrolled(line);
    const double round = path.back().longitude_deg - path.front().longitude_deg;
    std::vector<MapPolygon> flat, map;
    if (std::abs(round) > 180) {  // round a pole: close the polygon along the edge of the map
        const double pole = round > 0 ? 90 : -90;
        path.push_back({path.back().longitude_deg, pole});
        path.push_back({path.front().longitude_deg, pole});
        flat = {path};
    } else {
        path.pop_back();
        flat = signed_area(path) > 0 ? std::vector<MapPolygon>{path} : around(path);
    }
    for (const MapPolygon& polygon : flat) put_on_map(polygon, map);
    return map;
}

}  // namespace apogee
