#include <catch2/catch.hpp>
#include <cmath>

#include "physics/geodesic.h"
#include "study/range.h"
#include "study/ring_polygon.h"

using namespace apogee;

namespace {

bool holds(const std::vector<MapPolygon>& polygons, double longitude_deg, double latitude_deg) {
    bool inside = false;
    for (const MapPolygon& p : polygons)
        for (std::size_t i = 0, j = p.size() - 1; i < p.size(); j = i++)
            if ((p[i].latitude_deg > latitude_deg) != (p[j].latitude_deg > latitude_deg) &&
                longitude_deg < (p[j].longitude_deg - p[i].longitude_deg) *
                                        (latitude_deg - p[i].latitude_deg) /
                                        (p[j].latitude_deg - p[i].latitude_deg) +
                                    p[i].longitude_deg)
                inside = !inside;
    return inside;
}

/// Area on the unit sphere of polygons whose edges are straight on the map, positive counter-clockwise.
double area(const MapPolygon& p) {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const LongitudeLatitude &a = p[i], &b = p[(i + 1) % p.size()];
        const double low = radians(a.latitude_deg), high = radians(b.latitude_deg);
        const double mean_sine =
            std::abs(high - low) < 1e-9 ? std::sin(low) : (std::cos(low) - std::cos(high)) / (high - low);
        sum -= mean_sine * radians(b.longitude_deg - a.longitude_deg);
    }
    return sum;
}

}  // namespace

TEST_CASE("the map's polygons of a circle hold its area and its centre wherever it lies") {
    Earth sphere;
    sphere.flattening = 0;
    const double latitude = GENERATE(0.0, 39.0, -60.0, 85.0), longitude = GENERATE(0.0, 125.7, 179.0, -100.0);
    // Small; across the edge; with one pole; with both; all but a spot on the far side.
    const double radius_km = GENERATE(300.0, 3000.0, 7000.0, 13000.0, 17000.0, 19000.0);
    CAPTURE(latitude, longitude, radius_km);
    const Geodetic centre{radians(latitude), radians(longitude), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere, centre, 1000 * radius_km, 72)));
    double sum = 0;
    for (const MapPolygon& p : polygons) {
        CHECK(area(p) > 0);  // counter-clockwise
        sum += area(p);
        for (const LongitudeLatitude& at : p) {
            CHECK(std::abs(at.longitude_deg) <= 180);
            CHECK(std::abs(at.latitude_deg) <= 90);
        }
    }
    const double angle = 1000 * radius_km / sphere.equatorial_radius_m;
    // 72 corners with straight edges lose at most 1 - sin(5 deg) / (5 deg) = 0.13 % where the circle is small
    // and gets no points between them.
    CHECK(sum == Approx(2 * pi * (1 - std::cos(angle))).epsilon(1.4e-3));
    CHECK(holds(polygons, longitude, latitude));
    // Inside and outside its rim, in many directions.
    for (int i = 0; i < 36; ++i) {
        for (const double part : {0.97, 1.03}) {
            const Geodetic p = place_along(sphere, centre, 2 * pi * (i + 0.37) / 36, 1000 * radius_km * part);
            if (part * radius_km > 20000) continue;
            CHECK(holds(polygons, degrees(p.longitude), degrees(p.latitude)) == (part < 1));
        }
    }
}

TEST_CASE("a circle across 180 degrees is cut there and nowhere else") {
    Earth sphere;
    sphere.flattening = 0;
    const Geodetic centre{radians(10), radians(179), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere, centre, 500e3, 36)));
    REQUIRE(polygons.size() == 2);
    for (const MapPolygon& p : polygons) {
        int on_edge = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double here = p[i].longitude_deg, next = p[(i + 1) % p.size()].longitude_deg;
            on_edge += std::abs(here) == 180 ? 1 : 0;
            CHECK(std::abs(next - here) < 90);  // no edge runs across the map
        }
        CHECK(on_edge == 2);
    }
}

TEST_CASE("a circle round a pole runs along the map's edge to it") {
    Earth sphere;
    sphere.flattening = 0;
    const double pole = GENERATE(1.0, -1.0);
    const Geodetic centre{radians(80 * pole), radians(30), 0};
    const auto polygons = map_polygons(ring_line(plain_circle(sphere, centre, 2500e3, 72)));
    int corners = 0;
    for (const MapPolygon& p : polygons)
        for (const LongitudeLatitude& at : p)
            corners += std::abs(at.longitude_deg) == 180 && at.latitude_deg == 90 * pole ? 1 : 0;
    CHECK(corners == 2);
    CHECK(holds(polygons, -150, 89.9 * pole));
    CHECK(holds(polygons, 179.99, 89.9 * pole));
}

TEST_CASE("the line through a ring's places is smooth and passes through them") {
    Earth sphere;
    sphere.flattening = 0;
    const Geodetic centre{radians(45), radians(20), 0};
    const std::vector<Geodetic> places = plain_circle(sphere, centre, 9000e3, 72);
    const std::vector<Geodetic> line = ring_line(places);
    CHECK(line.size() > 72 * 4);
    for (const Geodetic& p : line)  // a chord would lie 9 km inside
        CHECK(geodesic(sphere, centre, p).distance_m == Approx(9000e3).margin(50).epsilon(0));
    for (const Geodetic& place : places)
        CHECK(std::any_of(line.begin(), line.end(),
                          [&](const Geodetic& p) { return geodesic(sphere, p, place).distance_m < 0.01; }));
}
