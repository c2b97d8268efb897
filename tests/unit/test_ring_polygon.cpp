#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "physics/geodesic.h"
#include "range/range.h"
#include "range/ring_polygon.h"

using namespace apogee;

namespace {

using FlatLine = std::vector<LatLon>;

template <class F>
void for_each_edge(const FlatLine& line, F&& visit) {
    for (std::size_t i = 0; i < line.size(); ++i) visit(line[i], line[(i + 1) % line.size()]);
}

std::vector<FlatLine> lines_of(const std::vector<GroundPolygon>& polygons) {
    std::vector<FlatLine> lines;
    for (const GroundPolygon& p : polygons) {
        lines.push_back(p.outside);
        if (!p.hole.empty()) lines.push_back(p.hole);
    }
    return lines;
}

bool holds(const std::vector<GroundPolygon>& polygons, double longitude_deg, double latitude_deg) {
    bool inside = false;
    for (const FlatLine& line : lines_of(polygons))
        for_each_edge(line, [&](const LatLon& a, const LatLon& b) {
            if ((a.latitude_deg > latitude_deg) != (b.latitude_deg > latitude_deg) &&
                longitude_deg < (b.longitude_deg - a.longitude_deg) * (latitude_deg - a.latitude_deg) /
                                        (b.latitude_deg - a.latitude_deg) +
                                    a.longitude_deg)
                inside = !inside;
        });
    return inside;
}

/// Area on the unit sphere of a polygon whose edges are straight on the map, positive counter-clockwise.
double area(const FlatLine& line) {
    double sum = 0;
    for_each_edge(line, [&](const LatLon& a, const LatLon& b) {
        const double middle = radians(a.latitude_deg + b.latitude_deg) / 2,
                     half = radians(b.latitude_deg - a.latitude_deg) / 2;
        const double mean_sine = std::sin(middle) * (half == 0 ? 1 : std::sin(half) / half);
        sum -= mean_sine * radians(b.longitude_deg - a.longitude_deg);
    });
    return sum;
}

double area(const std::vector<GroundPolygon>& polygons) {
    double sum = 0;
    for (const FlatLine& line : lines_of(polygons)) sum += area(line);
    return sum;
}

/// On which side of the line from a to b a point lies.
double side(const LatLon& a, const LatLon& b, const LatLon& p) {
    return (b.longitude_deg - a.longitude_deg) * (p.latitude_deg - a.latitude_deg) -
           (b.latitude_deg - a.latitude_deg) * (p.longitude_deg - a.longitude_deg);
}

bool cross(const LatLon& a, const LatLon& b, const LatLon& c, const LatLon& d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// How often edges of the polygons cross, which those of a map never do.
int crossings(const std::vector<GroundPolygon>& polygons) {
    std::vector<std::pair<LatLon, LatLon>> edges;
    for (const FlatLine& line : lines_of(polygons))
        for_each_edge(line, [&](const auto& a, const auto& b) { edges.emplace_back(a, b); });
    int crossings = 0;
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            crossings += cross(edges[i].first, edges[i].second, edges[k].first, edges[k].second) ? 1 : 0;
    return crossings;
}

/// Whether they are what RFC 7946 asks for: on the map, closed by an edge that is not too long, wound the
/// right way, no edge over another, and no edge along a meridian but the map's own: cut nowhere else.
void check_valid(const std::vector<GroundPolygon>& polygons) {
    for (const GroundPolygon& p : polygons) {
        CHECK(area(p.outside) > 0);
        CHECK(area(p.hole) <= 0);
    }
    int outside_map = 0, cuts = 0, repeated = 0;
    for (const FlatLine& line : lines_of(polygons)) {
        for_each_edge(line, [&](const LatLon& a, const LatLon& b) {
            outside_map += std::abs(a.longitude_deg) > 180 || std::abs(a.latitude_deg) > 90 ? 1 : 0;
            repeated += a == b ? 1 : 0;
            // The line's own edges are a degree long at most.
            const bool far = std::abs(a.latitude_deg - b.latitude_deg) > 1.01;
            cuts += far && !(a.longitude_deg == b.longitude_deg && std::abs(a.longitude_deg) == 180) ? 1 : 0;
        });
    }
    CHECK(outside_map == 0);
    CHECK(repeated == 0);
    CHECK(cuts == 0);
    CHECK(crossings(polygons) == 0);
}

Earth sphere() {
    Earth sphere;
    sphere.flattening = 0;
    return sphere;
}

/// Places round another at distances that vary by a third, so that no symmetry helps: a smooth line without
/// loops.
std::vector<Geodetic> uneven_ring(const Geodetic& centre, double radius_km, int places) {
    std::vector<Geodetic> ring;
    for (int i = 0; i < places; ++i) {
        const double azimuth = 2 * pi * i / places;
        const double km = radius_km * (1 + 0.2 * std::cos(azimuth - 0.7) + 0.13 * std::sin(2 * azimuth));
        ring.push_back(place_along(sphere(), centre, azimuth, 1000 * km));
    }
    return ring;
}

}  // namespace

TEST_CASE("the map's polygons of a circle hold its area and its centre wherever it lies") {
    const double latitude = GENERATE(0.0, 39.0, -60.0, 85.0, -89.0, 90.0),
                 longitude = GENERATE(0.0, 125.7, 179.0, -100.0, 180.0);
    // 10 m; small; across the edge; with one pole; with both; all but a spot on the far side.
    const double radius_km = GENERATE(0.01, 300.0, 3000.0, 7000.0, 13000.0, 17000.0, 19000.0);
    CAPTURE(latitude, longitude, radius_km);
    const Geodetic centre{radians(latitude), radians(longitude), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere(), centre, 1000 * radius_km, 72)));
    check_valid(polygons);
    // Round a pole, round both, or beside the edge: one. Over the edge without a pole: two.
    const double degrees_km = 1000 * radians(1) * sphere().equatorial_radius_m / 1e6;
    const double reach_deg = radius_km / degrees_km;
    const bool north = 90 - latitude < reach_deg, south = 90 + latitude < reach_deg;
    const bool edge = holds(polygons, 180 - 1e-6, latitude) && holds(polygons, 1e-6 - 180, latitude);
    if (std::abs(latitude) < 90 || radius_km > 1)
        CHECK(polygons.size() == (!north && !south && edge ? 2 : 1));
    const double angle = 1000 * radius_km / sphere().equatorial_radius_m;
    // 72 corners with straight edges lose at most 1 - sin(5 deg) / (5 deg) = 0.13 % where the circle is small
    // and gets no points between them.
    CHECK(area(polygons) == Approx(2 * pi * 2 * std::pow(std::sin(angle / 2), 2)).epsilon(1.4e-3));
    if (radius_km > 1) CHECK(holds(polygons, longitude == 180 ? 179.9 : longitude, std::min(latitude, 89.9)));
    // Inside and outside its rim, in many directions.
    for (int i = 0; i < 36; ++i) {
        for (const double part : {0.97, 1.03}) {
            const Geodetic p =
                place_along(sphere(), centre, 2 * pi * (i + 0.37) / 36, 1000 * radius_km * part);
            if (part * radius_km > 20000) continue;
            CHECK(holds(polygons, degrees(p.longitude), degrees(p.latitude)) == (part < 1));
        }
    }
}

TEST_CASE("a ring's polygons do not depend on where its line starts or at which longitude it lies") {
    CHECK(rc::check([] {
        const auto between = [](double low, double high) {
            return low + (high - low) * *rc::gen::inRange(0, 1000001) / 1e6;
        };
        const Geodetic centre{radians(between(-90, 90)), radians(between(-180, 180)), 0};
        const double radius_km = between(1, 14000);
        const int places = *rc::gen::inRange(3, 73);
        std::vector<Geodetic> ring = uneven_ring(centre, radius_km, places);
        const std::vector<Geodetic> line = ring_line(ring);
        const auto polygons = map_polygons(line);
        const double whole = area(polygons);
        RC_ASSERT(whole > 0);
        // The same edges, cut elsewhere: what differs is rounding, some 1e-15 for each of a thousand edges,
        // and what 2 cm to a pole and 0.1 mm to the edge hold.
        constexpr double rounding = 1e-11;
        std::rotate(ring.begin(), ring.begin() + *rc::gen::inRange(0, places), ring.end());
        const auto started_elsewhere = map_polygons(ring_line(ring));
        RC_ASSERT(started_elsewhere.size() == polygons.size());
        RC_ASSERT(std::abs(area(started_elsewhere) - whole) < rounding);
        std::vector<Geodetic> turned = line;
        const double turn = radians(between(-360, 360));
        for (Geodetic& place : turned) place.longitude += turn;
        RC_ASSERT(std::abs(area(map_polygons(turned)) - whole) < rounding);
    }));
}

TEST_CASE("a ring of any form round any place is cut at 180 degrees and nowhere else") {
    const double latitude = GENERATE(0.0, 35.0, 75.0, -80.0, 90.0, -90.0);
    const double longitude = GENERATE(0.0, 170.0, -179.9999999999, 90.0);
    const double radius_km = GENERATE(0.5, 900.0, 5500.0, 10000.0, 14500.0);
    const int places = GENERATE(3, 4, 5, 24);
    CAPTURE(latitude, longitude, radius_km, places);
    const Geodetic centre{radians(latitude), radians(longitude), 0};
    const auto polygons = map_polygons(ring_line(uneven_ring(centre, radius_km, places)));
    REQUIRE_FALSE(polygons.empty());
    check_valid(polygons);
}

TEST_CASE("a ring round the pole from a site at 75 degrees is one polygon, at any longitude of the site") {
    const double longitude = GENERATE(170.0, 0.0, -45.0, 179.99, -180.0), pole = GENERATE(1.0, -1.0);
    const Geodetic centre{radians(75 * pole), radians(longitude), 0};
    const auto polygons = map_polygons(ring_line(uneven_ring(centre, 4000, 24)));
    REQUIRE(polygons.size() == 1);
    const FlatLine& outside = polygons[0].outside;
    CHECK(polygons[0].hole.empty());
    CHECK(std::ranges::count(outside, LatLon{90 * pole, 180}) == 1);
    CHECK(std::ranges::count(outside, LatLon{90 * pole, -180}) == 1);
    CHECK(std::ranges::count_if(outside, [](const auto& p) { return std::abs(p.longitude_deg) == 180; }) ==
          4);
    CHECK(holds(polygons, -150, 89.9 * pole));
    CHECK(holds(polygons, 179.99, 89.9 * pole));
    CHECK_FALSE(holds(polygons, longitude / 2, -75 * pole));
}

TEST_CASE("a ring through a pole is valid and holds half of what lies round the pole") {
    const double pole = GENERATE(1.0, -1.0), longitude = GENERATE(0.0, 30.0, 90.0, 180.0);
    CAPTURE(pole, longitude);
    // Its places lie 30 degrees from a centre at latitude 60: the first or the middle one on the pole.
    const Geodetic centre{radians(60 * pole), radians(longitude), 0};
    const double radius_m = radians(30) * sphere().equatorial_radius_m;
    const auto polygons = map_polygons(ring_line(plain_circle(sphere(), centre, radius_m, 72)));
    check_valid(polygons);
    CHECK(area(polygons) == Approx(2 * pi * (1 - std::cos(radians(30)))).epsilon(1e-3));
    for (int i = 0; i < 12; ++i) {
        const double off = 15 + 30.0 * i;  // from the centre's meridian
        const double at = std::remainder(longitude + off, 360);
        CAPTURE(at);
        CHECK(holds(polygons, at, 89.5 * pole) == (std::abs(std::remainder(off, 360)) < 90));
    }
}

TEST_CASE("a ring that leaves out a spot of the Earth is the map with a hole, or with a bite at its edge") {
    const double longitude = GENERATE(0.0, 100.0);
    const Geodetic centre{radians(20), radians(longitude), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere(), centre, 17000e3, 72)));
    REQUIRE(polygons.size() == 1);
    // The spot lies opposite: across 180 degrees, or beside them.
    CHECK(polygons[0].hole.empty() == (longitude == 0));
    CHECK(holds(polygons, longitude, 20));
    CHECK_FALSE(holds(polygons, longitude - 179.9, -20));
}

TEST_CASE("a circle across 180 degrees is cut there and nowhere else") {
    const Geodetic centre{radians(10), radians(179), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere(), centre, 500e3, 36)));
    REQUIRE(polygons.size() == 2);
    for (const GroundPolygon& p : polygons) {
        int on_edge = 0;
        for_each_edge(p.outside, [&](const LatLon& a, const LatLon& b) {
            on_edge += std::abs(a.longitude_deg) == 180 ? 1 : 0;
            CHECK(std::abs(b.longitude_deg - a.longitude_deg) < 90);  // no edge runs across the map
        });
        CHECK(on_edge == 2);
    }
}

TEST_CASE("a line whose neighbours lie opposite each other ends") {
    const Geodetic east{0, 0, 0}, west{0, pi, 0}, north{radians(40), pi / 2, 0};
    CHECK(ring_line({east, west, north}).size() < 10000);
}

TEST_CASE("the line through a ring's places is smooth and passes through them") {
    const Geodetic centre{radians(45), radians(20), 0};
    const std::vector<Geodetic> places = plain_circle(sphere(), centre, 9000e3, 72);
    const std::vector<Geodetic> line = ring_line(places);
    CHECK(line.size() > 72 * 4);
    for (const Geodetic& p : line)  // a chord would lie 9 km inside
        CHECK(geodesic(sphere(), centre, p).distance_m == Approx(9000e3).margin(50).epsilon(0));
    for (const Geodetic& place : places)
        CHECK(std::any_of(line.begin(), line.end(),
                          [&](const Geodetic& p) { return geodesic(sphere(), p, place).distance_m < 0.01; }));
}
