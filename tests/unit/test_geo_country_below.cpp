#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "geo/world_map.h"

using namespace apogee;

namespace {

constexpr Detail details[] = {Detail::m110, Detail::m50, Detail::m10};

std::string name_at(const WorldMap& map, double latitude_deg, double longitude_deg) {
    const auto id = map.country_below(latitude_deg, longitude_deg);
    return id ? std::string(country(*id).name) : "sea";
}

/// Winding number of a closed ring around a point: written apart from the map's own search, which counts
/// crossings in grid steps along an elbow.
int winding_number(const std::vector<LatLon>& ring, double longitude, double latitude) {
    int winding = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const LatLon &a = ring[i], &b = ring[i + 1];
        const double side = (b.longitude_deg - a.longitude_deg) * (latitude - a.latitude_deg) -
                            (longitude - a.longitude_deg) * (b.latitude_deg - a.latitude_deg);
        if (a.latitude_deg <= latitude && b.latitude_deg > latitude && side > 0) ++winding;
        if (a.latitude_deg > latitude && b.latitude_deg <= latitude && side < 0) --winding;
    }
    return winding;
}

class BruteForce {
  public:
    explicit BruteForce(const WorldMap& map) : polygons_(map.country_polygons()) {
        for (const MapPolygon& polygon : polygons_) {
            double low = 90, high = -90;
            for (const LatLon& point : polygon.rings.front()) {
                low = std::min(low, point.latitude_deg);
                high = std::max(high, point.latitude_deg);
            }
            lowest_.push_back(low);
            highest_.push_back(high);
        }
    }

    /// Every country that the point is inside of.
    [[nodiscard]] std::vector<CountryId> countries_at(double latitude, double longitude) const {
        std::vector<CountryId> found;
        for (std::size_t i = 0; i < polygons_.size(); ++i) {
            if (latitude < lowest_[i] || latitude > highest_[i]) continue;
            const MapPolygon& polygon = polygons_[i];
            bool inside = false;
            for (const auto& ring : polygon.rings)
                if (winding_number(ring, longitude, latitude) != 0) inside = !inside;
            if (inside) found.push_back(*polygon.country);
        }
        return found;
    }

    void check(const WorldMap& map, double latitude, double longitude) {
        const auto expected = countries_at(latitude, longitude);
        const auto found = map.country_below(latitude, longitude);
        INFO(latitude << ' ' << longitude);
        if (expected.empty()) {
            CHECK_FALSE(found.has_value());
        } else {
            REQUIRE(found.has_value());
            CHECK(*found == *std::min_element(expected.begin(), expected.end()));
        }
        overlaps_ += expected.size() > 1;
    }

    [[nodiscard]] int overlaps() const { return overlaps_; }

  private:
    std::vector<MapPolygon> polygons_;
    std::vector<double> lowest_, highest_;  ///< latitude of each polygon
    int overlaps_ = 0;
};

struct Known {
    const char* country;
    double latitude_deg, longitude_deg;
};

}  // namespace

TEST_CASE("the country below a capital is its own") {
    const Known capitals[] = {
        {"North Korea", 39.03, 125.75},   {"South Korea", 37.57, 126.98},
        {"Japan", 35.69, 139.69},         {"China", 39.91, 116.40},
        {"Russia", 55.75, 37.62},         {"Mongolia", 47.91, 106.88},
        {"India", 28.61, 77.21},          {"Pakistan", 33.69, 73.06},
        {"Iran", 35.69, 51.42},           {"Iraq", 33.34, 44.40},
        {"Saudi Arabia", 24.69, 46.72},   {"Turkey", 39.92, 32.85},
        {"Egypt", 30.06, 31.25},          {"Ethiopia", 9.02, 38.75},
        {"Kenya", -1.28, 36.82},          {"South Africa", -25.75, 28.19},
        {"Nigeria", 9.06, 7.49},          {"Algeria", 36.70, 3.10},
        {"France", 48.85, 2.35},          {"Germany", 52.52, 13.41},
        {"United Kingdom", 51.51, -0.13}, {"Spain", 40.42, -3.70},
        {"Poland", 52.23, 21.01},         {"Ukraine", 50.45, 30.52},
        {"Sweden", 59.42, 17.85},         {"United States of America", 38.90, -77.04},
        {"Canada", 45.41, -75.70},        {"Mexico", 19.43, -99.13},
        {"Brazil", -15.78, -47.93},       {"Argentina", -34.65, -58.55},
        {"Chile", -33.46, -70.65},        {"Australia", -35.28, 149.13},
        {"New Zealand", -41.20, 174.95},  {"Kazakhstan", 51.18, 71.45},
    };
    for (const Detail detail : {Detail::m50, Detail::m10})
        for (const Known& capital : capitals)
            CHECK(name_at(WorldMap::at(detail), capital.latitude_deg, capital.longitude_deg) ==
                  capital.country);
}

TEST_CASE("enclaves, exclaves and islands") {
    const Known everywhere[] = {
        {"Lesotho", -29.5, 28.3},
        {"South Africa", -29.5, 26.5},
        {"Gambia", 13.4, -15.5},
        {"Senegal", 12.9, -15.5},
        {"Russia", 54.7, 21.2},                      // Kaliningrad
        {"United States of America", 64.8, -147.7},  // Alaska
        {"Greenland", 72, -40},
        {"sea", 36, 123.5},  // Yellow Sea
        {"sea", 40, 134},    // between Korea and Japan
        {"sea", 41.5, 51},   // the Caspian is water, not a country's
        {"sea", 0, 0},
        {"sea", -30, -120},
    };
    for (const Detail detail : details)
        for (const Known& place : everywhere)
            CHECK(name_at(WorldMap::at(detail), place.latitude_deg, place.longitude_deg) == place.country);

    const Known finer[] = {
        {"San Marino", 43.94, 12.46},    {"Italy", 43.94, 12.30},
        {"South Korea", 33.38, 126.55},                                               // Jeju
        {"South Korea", 37.50, 130.865},                                              // Ulleungdo
        {"Japan", 26.6, 128.0},                                                       // Okinawa
        {"Guam", 13.45, 144.78},         {"United States of America", 19.6, -155.5},  // Hawaii
        {"Russia", 45.0, 147.8},                                                      // Iturup: de facto
        {"Azerbaijan", 39.3, 45.4},                                                   // Nakhchivan
        {"Portugal", 37.78, -25.5},                                                   // Azores
        {"Taiwan", 23.8, 121.0},
    };
    for (const Detail detail : {Detail::m50, Detail::m10})
        for (const Known& place : finer)
            CHECK(name_at(WorldMap::at(detail), place.latitude_deg, place.longitude_deg) == place.country);
    // The Vatican is narrower than the grid of 1:10m; 1:50m draws it enlarged.
    CHECK(name_at(WorldMap::at(Detail::m50), 41.9025, 12.434) == "Vatican");
    CHECK(name_at(WorldMap::at(Detail::m10), 41.9025, 12.434) == "Italy");
}

TEST_CASE("disputed land follows control, as docs/map.md says") {
    for (const Detail detail : {Detail::m50, Detail::m10}) {
        const WorldMap& map = WorldMap::at(detail);
        CHECK(name_at(map, 45.0, 34.1) == "Russia");  // Crimea
        CHECK(name_at(map, 42.6, 20.9) == "Kosovo");
        CHECK(name_at(map, 9.6, 44.0) == "Somaliland");
        CHECK(name_at(map, 35.3, 33.6) == "Northern Cyprus");
        CHECK(name_at(map, 25.0, -13.0) == "Morocco");  // west of the berm
        CHECK(name_at(map, 21.9, -13.7) == "Western Sahara");
        CHECK(name_at(map, 43.0, 41.0) == "Georgia");  // Abkhazia
        CHECK(name_at(map, 35.4, 77.1) == "Siachen Glacier");
    }
}

TEST_CASE("the antimeridian divides nothing") {
    for (const Detail detail : {Detail::m50, Detail::m10}) {
        const WorldMap& map = WorldMap::at(detail);
        CHECK(name_at(map, -16.85, -179.97) == "Fiji");  // Taveuni
        CHECK(name_at(map, -16.85, 179.97) == "Fiji");
        CHECK(name_at(map, 71.2, 179.5) == "Russia");  // Wrangel Island
        CHECK(name_at(map, 71.2, -179.5) == "Russia");
        for (const double latitude : {66.5, 68.0, 71.2, -16.85, -88.0})
            for (const double offset : {-1e-3, -1e-9, -1e-13, 0.0, 1e-13, 1e-9, 1e-3}) {
                const auto expected = name_at(map, latitude, 179.99);
                INFO(latitude << ' ' << offset);
                CHECK(expected != "sea");
                CHECK(name_at(map, latitude, 180 + offset) == expected);
                CHECK(name_at(map, latitude, -180 + offset) == expected);
                CHECK(name_at(map, latitude, 540 + offset) == expected);
            }
        for (double latitude = -90; latitude <= 90; latitude += 0.0625)
            CHECK(map.country_below(latitude, 180) == map.country_below(latitude, -180));
    }
}

TEST_CASE("the poles, and what is no place") {
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        for (const double longitude : {-180.0, -90.0, 0.0, 45.5, 180.0}) {
            CHECK(name_at(map, -90, longitude) == "Antarctica");
            CHECK(name_at(map, -89.9999, longitude) == "Antarctica");
            CHECK(name_at(map, 90, longitude) == "sea");
        }
        CHECK_FALSE(map.country_below(91, 0));
        CHECK_FALSE(map.country_below(std::numeric_limits<double>::quiet_NaN(), 0));
        CHECK_FALSE(map.country_below(40, std::numeric_limits<double>::infinity()));
    }
}

TEST_CASE("a point agrees with the winding number of every polygon") {
    std::mt19937 random(20171129);
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        BruteForce brute_force(map);
        std::uniform_real_distribution<double> longitude(-180, 180), sine(-1, 1);
        const int points = detail == Detail::m10 ? 500 : 5000;
        for (int i = 0; i < points; ++i)
            brute_force.check(map, std::asin(sine(random)) * 57.29577951308232, longitude(random));
        CHECK(brute_force.overlaps() == 0);
        // Beside vertices, straight north, east and askew: where crossing counts go wrong.
        const auto lines = map.lines();
        std::uniform_int_distribution<std::size_t> pick(0, lines.size() - 1);
        std::uniform_real_distribution<double> small(-3e-3, 3e-3);
        for (int i = 0; i < points / 2; ++i) {
            const auto line = lines[pick(random)].points;
            const LatLon vertex =
                line[std::uniform_int_distribution<std::size_t>(0, line.size() - 1)(random)];
            const double north = i % 3 == 0 ? 0 : small(random), east = i % 3 == 1 ? 0 : small(random);
            const double latitude = vertex.latitude_deg + north, x = vertex.longitude_deg + east;
            if (std::abs(latitude) < 90 && std::abs(x) < 180) brute_force.check(map, latitude, x);
        }
    }
}

TEST_CASE("either side of a border lies one of its two countries") {
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        BruteForce brute_force(map);
        int sides = 0, flaws = 0;
        std::vector<LatLon> foreign_vertices;
        for (const MapLine& line : map.lines()) {
            if (line.kind != LineKind::border) continue;
            const auto pair = std::minmax(*line.first, *line.second);
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
                const LatLon &a = line.points[i], &b = line.points[i + 1];
                const double east = b.longitude_deg - a.longitude_deg,
                             north = b.latitude_deg - a.latitude_deg;
                const double longitude = a.longitude_deg + east / 2, latitude = a.latitude_deg + north / 2;
                // A metre to the left and to the right of the edge's middle.
                const double shift = 1e-5 / std::hypot(east, north);
                const auto left = map.country_below(latitude + east * shift, longitude - north * shift);
                const auto right = map.country_below(latitude - east * shift, longitude + north * shift);
                ++sides;
                if (left && right && std::minmax(*left, *right) == pair) {
                    const auto middle = map.country_below(latitude, longitude);
                    const auto vertex = map.country_below(a.latitude_deg, a.longitude_deg);
                    if (middle != left && middle != right) FAIL(latitude << ' ' << longitude);
                    // Ends are left out: there a third country may begin.
                    if (i > 0 && vertex != line.first && vertex != line.second) foreign_vertices.push_back(a);
                    continue;
                }
                // The source's own flaws: borders that the rounding to its grid has crossed or folded.
                ++flaws;
                brute_force.check(map, latitude + east * shift, longitude - north * shift);
                brute_force.check(map, latitude - east * shift, longitude + north * shift);
            }
        }
        CHECK(sides > 1000);
        CHECK(flaws <= (detail == Detail::m50 ? 0 : 5));
        CHECK(foreign_vertices.size() <= 3);
    }
}

TEST_CASE("one kilometre either side of a border") {
    // The 49th parallel and the Sudanese-Egyptian border on 22 degrees north are straight in the data.
    for (const Detail detail : {Detail::m50, Detail::m10}) {
        const WorldMap& map = WorldMap::at(detail);
        CHECK(name_at(map, 49.01, -110) == "Canada");
        CHECK(name_at(map, 48.985, -110) == "United States of America");
        CHECK(name_at(map, 22.01, 28) == "Egypt");
        CHECK(name_at(map, 21.985, 28) == "Sudan");
        CHECK(name_at(map, 66, -141.03) == "United States of America");
        CHECK(name_at(map, 66, -140.97) == "Canada");
    }
}

TEST_CASE("a point exactly on a border belongs to the north, on a meridian to the east") {
    int parallels = 0, meridians = 0;
    for (const Detail detail : details) {
        const WorldMap& map = WorldMap::at(detail);
        for (const MapLine& line : map.lines()) {
            if (line.kind != LineKind::border) continue;
            for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
                const LatLon &a = line.points[i], &b = line.points[i + 1];
                const double longitude = (a.longitude_deg + b.longitude_deg) / 2;
                const double latitude = (a.latitude_deg + b.latitude_deg) / 2;
                const auto here = map.country_below(latitude, longitude);
                if (a.latitude_deg == b.latitude_deg) {
                    CHECK(here == map.country_below(latitude + 1e-6, longitude));
                    CHECK(here != map.country_below(latitude - 1e-6, longitude));
                    ++parallels;
                } else if (a.longitude_deg == b.longitude_deg) {
                    CHECK(here == map.country_below(latitude, longitude + 1e-6));
                    CHECK(here != map.country_below(latitude, longitude - 1e-6));
                    ++meridians;
                }
            }
        }
    }
    CHECK(parallels > 20);
    CHECK(meridians > 20);
}
