#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/angles.h"
#include "geo/place.h"
#include "geo/sea.h"
#include "geo/world_map.h"

using namespace apogee;

namespace {

constexpr Detail details[] = {Detail::m110, Detail::m50, Detail::m10};

double shoelace_deg2(const std::vector<LatLon>& ring) {
    // About the first point: the area of a small ring is not lost in the product of large coordinates.
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].longitude_deg - ring[0].longitude_deg,
                     ay = ring[i].latitude_deg - ring[0].latitude_deg,
                     bx = ring[i + 1].longitude_deg - ring[0].longitude_deg,
                     by = ring[i + 1].latitude_deg - ring[0].latitude_deg;
        sum += ax * by - bx * ay;
    }
    return sum / 2;
}

/// Area south of a geodetic latitude, per radian of longitude, on the WGS 84 ellipsoid from the equator,
/// km^2. Source: Snyder, Map Projections: A Working Manual (1987), eq. 3-12 (q) times a^2/2.
double zone_km2(double latitude_deg) {
    const double a_km = 6378.137, e2 = 0.00669437999014, e = std::sqrt(e2);
    const double s = std::sin(radians(latitude_deg));
    const double q = (1 - e2) * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
    return a_km * a_km / 2 * q;
}

double area_km2(const std::vector<MapPolygon>& polygons) {
    double total = 0;
    for (const MapPolygon& polygon : polygons) {
        for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
            const auto& ring = polygon.rings[r];
            double sum = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                // Simpson's rule along the straight edge.
                const double a = ring[i].latitude_deg, b = ring[i + 1].latitude_deg;
                const double mean = (zone_km2(a) + 4 * zone_km2((a + b) / 2) + zone_km2(b)) / 6;
                sum += radians(ring[i + 1].longitude_deg - ring[i].longitude_deg) * mean;
            }
            total += r == 0 ? std::abs(sum) : -std::abs(sum);
        }
    }
    return total;
}

}  // namespace

TEST_CASE("every ring is closed, has area, lies on the plane and jumps nowhere") {
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        std::vector<MapPolygon> all = map.land_polygons();
        const auto of_countries = map.country_polygons();
        CHECK(all.size() > 100);
        all.insert(all.end(), of_countries.begin(), of_countries.end());
        for (const MapPolygon& polygon : all) {
            REQUIRE_FALSE(polygon.rings.empty());
            for (const auto& ring : polygon.rings) {
                REQUIRE(ring.size() >= 4);
                CHECK(ring.front() == ring.back());
                // Half a grid cell is the least that a ring on the grid can have: 3e-6.
                CHECK(std::abs(shoelace_deg2(ring)) > 2.9e-6);
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const LatLon &a = ring[i], &b = ring[i + 1];
                    REQUIRE(std::abs(a.longitude_deg) <= 180);
                    REQUIRE(std::abs(a.latitude_deg) <= 90);
                    REQUIRE_FALSE(a == b);
                    // Only the south pole's edge spans the plane.
                    if (std::abs(b.longitude_deg - a.longitude_deg) > 90) CHECK(a.latitude_deg == -90);
                }
            }
        }
    }
}

TEST_CASE("lines to draw leave out the seam and are not doubled") {
    for (const Detail detail : details) {
        std::map<LineKind, int> kinds;
        int doubled = 0;
        std::set<std::pair<std::pair<double, double>, std::pair<double, double>>> edges;
        for (const MapLine& line : WorldMap::at(detail).lines()) {
            ++kinds[line.kind];
            REQUIRE(line.points.size() >= 2);
            CHECK(line.first.has_value() == (line.kind == LineKind::coast || line.kind == LineKind::border ||
                                             (line.kind == LineKind::seam && line.first)));
            CHECK(line.second.has_value() == (line.kind == LineKind::border));
            if (line.kind == LineKind::seam || line.kind == LineKind::internal) continue;
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
                const LatLon &a = line.points[i], &b = line.points[i + 1];
                CHECK(std::abs(b.longitude_deg - a.longitude_deg) < 30);
                CHECK_FALSE((std::abs(a.longitude_deg) == 180 && std::abs(b.longitude_deg) == 180));
                CHECK(std::min(a.latitude_deg, b.latitude_deg) > -89);
                if (line.kind == LineKind::border) {
                    const std::pair from(a.longitude_deg, a.latitude_deg),
                        to(b.longitude_deg, b.latitude_deg);
                    doubled += !edges.insert(std::minmax(from, to)).second;
                }
            }
        }
        CHECK(doubled <= 1);  // a fold in the source, one grid step long
        CHECK(kinds[LineKind::coast] > 100);
        CHECK(kinds[LineKind::border] > 200);
        CHECK(kinds[LineKind::seam] > 0);
        CHECK(kinds[LineKind::internal] < 10);
    }
}

TEST_CASE("land has the area of the Earth's land, and countries make it up") {
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        const double land = area_km2(map.land_polygons()), sum = area_km2(map.country_polygons());
        // 148.9 million km^2; 1:110m has no small islands, and lakes count as land. Antarctica's ice shelves
        // too.
        CHECK(land == Approx(148.9e6).epsilon(0.02));
        CHECK(sum == Approx(land).epsilon(1e-4));
    }
    const WorldMap& map = WorldMap::at(Detail::m10);
    const auto area = [&](const char* name) { return area_km2(map.polygons_of(*find_country(name))); };
    // Land and inland water; CIA World Factbook. Coasts on the grid are good to half a percent here.
    CHECK(area("North Korea") == Approx(120538).epsilon(0.02));
    CHECK(area("Lesotho") == Approx(30355).epsilon(0.02));
    CHECK(area("Mongolia") == Approx(1564116).epsilon(0.01));
    CHECK(area("France") == Approx(643801).epsilon(0.02));
    for (const Country& each : countries()) CHECK(each.area_km2 > 0);
}

TEST_CASE("a country's label stands in it") {
    int seen = 0;
    for (std::size_t i = 0; i < countries().size(); ++i) {
        const Country& each = countries()[i];
        const auto id = static_cast<CountryId>(i);
        const bool in_m50 = !WorldMap::at(Detail::m50).polygons_of(id).empty();
        const WorldMap& map = WorldMap::at(in_m50 ? Detail::m50 : Detail::m10);
        INFO(each.name);
        CHECK(map.country_below(each.label_latitude_deg, each.label_longitude_deg) == id);
        CHECK(find_country(each.name) == id);
        CHECK(find_country(each.label) == id);
        ++seen;
    }
    CHECK(seen == 255);
    CHECK_FALSE(find_country("Atlantis"));
    CHECK(country(*find_country("North Korea")).iso_number == 408);
}

TEST_CASE("places are where they should be, the largest first") {
    const auto list = places();
    CHECK(list.size() > 7000);
    CHECK(std::is_sorted(list.begin(), list.end(), [](const PopulatedPlace& a, const PopulatedPlace& b) {
        return a.population > b.population;
    }));
    int elsewhere = 0, in_water = 0;
    for (const PopulatedPlace& place : list) {
        const auto below = country_below(place.latitude_deg, place.longitude_deg);
        in_water += !below;
        elsewhere += below && *below != place.country;
        REQUIRE(place.name.size() > 1);
        CHECK((place.capital || place.population >= 60000));
    }
    // Off the rounded coast, and moved over a border by rounding to a thousandth of a degree.
    CHECK(in_water < 140);
    CHECK(elsewhere < 10);

    const auto named = [&](std::string_view name) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const PopulatedPlace& p) { return p.name == name; });
        REQUIRE(found != list.end());
        return *found;
    };
    CHECK(named("Pyongyang").capital);
    CHECK(country(named("Pyongyang").country).name == "North Korea");
    CHECK(named("Pyongyang").latitude_deg == Approx(39.034));
    CHECK(named("Pyongyang").longitude_deg == Approx(125.754));
    CHECK_FALSE(named("Vladivostok").capital);
    CHECK(country(named("São Paulo").country).name == "Brazil");
    CHECK(country(named("Sevastopol").country).name == "Russia");
}

TEST_CASE("a sea's name stands on water") {
    std::set<std::string_view> names;
    for (const Sea& sea : seas()) {
        INFO(sea.name);
        CHECK(names.insert(sea.name).second);
        for (const Detail detail : details)
            CHECK_FALSE(WorldMap::at(detail).country_below(sea.latitude_deg, sea.longitude_deg));
    }
    CHECK(std::is_sorted(seas().begin(), seas().end(),
                         [](const Sea& a, const Sea& b) { return (a.rank == 0) > (b.rank == 0); }));
}
