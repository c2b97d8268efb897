#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "base/angles.h"
#include "base/input_error.h"
#include "geo/polygon_distance.h"
#include "geo/region.h"

namespace apogee {
namespace {

Geodetic at(double latitude_deg, double longitude_deg) {
    return {radians(latitude_deg), radians(longitude_deg), 0};
}

/// Both ends by measuring every place on every edge, at most `step_deg` apart.
struct BruteForce {
    double nearest_m = 1e9, farthest_m = 0;

    BruteForce(const Geodetic& from, std::span<const MapPolygon> polygons, double step_deg) {
        for (const MapPolygon& polygon : polygons)
            for (const auto& ring : polygon.rings)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                    measure(from, ring[i], ring[i + 1], step_deg);
    }

  private:
    void measure(const Geodetic& from, const LatLon& a, const LatLon& b, double step_deg) {
        const double width = b.longitude_deg - a.longitude_deg, height = b.latitude_deg - a.latitude_deg;
        const int count = 1 + static_cast<int>(std::max(std::abs(width), std::abs(height)) / step_deg);
        for (int k = 0; k <= count; ++k) {
            const double part = static_cast<double>(k) / count;
            const double metres =
                geodesic(Earth{}, from, at(a.latitude_deg + part * height, a.longitude_deg + part * width))
                    .distance_m;
            nearest_m = std::min(nearest_m, metres);
            farthest_m = std::max(farthest_m, metres);
        }
    }
};

/// A rectangle in longitude and latitude.
std::vector<MapPolygon> rectangle(double south, double west, double north, double east) {
    return {{std::nullopt, {{{south, west}, {south, east}, {north, east}, {north, west}, {south, west}}}}};
}

std::vector<MapPolygon> polygons_of(const char* name) {
    return WorldMap::at(Detail::m10).polygons_of(*find_country(name));
}

}  // namespace

TEST_CASE("Nearest and farthest places of countries are those of all places on their edges",
          "[geo][claims]") {
    // Antimeridian (Fiji, Russia, New Zealand), pole (Antarctica), long straight borders (Egypt, Libya), an
    // enclave's hole (South Africa), thousands of islands.
    std::mt19937 random(7);
    std::uniform_real_distribution<double> height(-1, 1), longitude(-180, 180);
    for (const char* name :
         {"Fiji", "New Zealand", "Antarctica", "Egypt", "Libya", "South Africa", "Japan"}) {
        const std::vector<MapPolygon> polygons = polygons_of(name);
        for (int i = 0; i < 6; ++i) {
            const Geodetic from = at(degrees(std::asin(height(random))), longitude(random));
            const Geodetic opposite{-from.latitude,
                                    from.longitude > 0 ? from.longitude - pi : from.longitude + pi, 0};
            // Places on an edge that lie half a step from the answer are farther off by what the edge bends
            // within it: h^2 / (8 d) for a straight one, h = 550 m.
            const BruteForce all(from, polygons, 0.01);
            const NearestAndFarthest found = nearest_and_farthest(from, polygons);
            INFO(name << " from " << degrees(from.latitude) << " " << degrees(from.longitude));
            if (!inside(from, polygons)) {
                CHECK(found.nearest.distance_m <= all.nearest_m + 1e-3);
                CHECK(found.nearest.distance_m >= all.nearest_m - 20);
            }
            if (!inside(opposite, polygons)) {
                CHECK(found.farthest.distance_m >= all.farthest_m - 1e-3);
                CHECK(found.farthest.distance_m <= all.farthest_m + 20);
            }
            // The places are where they are said to be.
            CHECK(geodesic(Earth{}, from, found.nearest.place).distance_m ==
                  Approx(found.nearest.distance_m).margin(1e-6));
        }
    }
}

TEST_CASE("The nearest place may lie within an edge, the farthest one, too", "[geo][claims]") {
    // An edge along the equator, seen from its middle's north: the meridian's arc, whose length from the
    // equator to 10 degrees is 1,105,854.833 m (NGA.SIG.0012 (2014), the meridian arc's series).
    const NearestAndFarthest across = nearest_and_farthest(at(10, 5), rectangle(-5, 0, 0, 10));
    CHECK(across.nearest.distance_m == Approx(1'105'854.833).margin(1e-3));
    CHECK(degrees(across.nearest.place.longitude) == Approx(5).margin(1e-6));
    CHECK(degrees(across.nearest.azimuth) == Approx(180).margin(1e-6));
    // A parallel bends towards the pole as seen from a great circle: from the antipode's south the farthest
    // place of a northern edge is its middle. The place opposite of (-80, 180) is (80, 0); an edge along
    // 60 degrees is nearest to that in the middle, hence farthest from here.
    const NearestAndFarthest far = nearest_and_farthest(at(-80, 180), rectangle(50, -40, 60, 40));
    CHECK(degrees(far.farthest.place.longitude) == Approx(0).margin(1e-5));
    CHECK(degrees(far.farthest.place.latitude) == Approx(60).margin(1e-9));
}

TEST_CASE("Inside a polygon the nearest place is here, and the antipode inside is the farthest",
          "[geo][claims]") {
    const std::vector<MapPolygon> square = rectangle(-10, 20, 10, 40);
    const NearestAndFarthest here = nearest_and_farthest(at(1, 30), square);
    CHECK(here.nearest.distance_m == 0);
    CHECK(here.nearest.azimuth == 0);
    // Over either pole: half a meridian, 20,003,931.459 m.
    const NearestAndFarthest opposite = nearest_and_farthest(at(1, -150), square);
    CHECK(opposite.farthest.distance_m == Approx(20'003'931.459).margin(1e-3));
    CHECK(degrees(opposite.farthest.place.latitude) == Approx(-1));
    // A hole is not inside: the nearest place is on its edge.
    std::vector<MapPolygon> ring = square;
    ring.front().rings.push_back({{-1, 29}, {-1, 31}, {1, 31}, {1, 29}, {-1, 29}});
    CHECK(nearest_and_farthest(at(0, 30), ring).nearest.distance_m == Approx(110'574.389).margin(1e-3));
    // The poles are places like others.
    CHECK(nearest_and_farthest(at(-90, 0), polygons_of("Antarctica")).nearest.distance_m == 0);
    CHECK(nearest_and_farthest(at(90, 0), polygons_of("Antarctica")).farthest.distance_m ==
          Approx(20'003'931.459).margin(1e-3));
}

TEST_CASE("Distances between places are those of Vincenty's formula", "[geo][claims]") {
    // Computed apart from this program by T. Vincenty's inverse formula (Survey Review 23 (1975) 88), good to
    // 0.1 mm, from the coordinates of the map's towns.
    const Region from = find_region("Pyongyang", "FROM"), to = find_region("New York City", "TO");
    const SeenPlace seen = distance_to(from.point, to).nearest;
    CHECK(seen.distance_m == Approx(10'948'810.1168).margin(1e-3));
    CHECK(degrees(seen.azimuth) == Approx(14.986611).margin(1e-6));
}

TEST_CASE("Parts of the United States, and its territories, are told apart", "[geo][claims]") {
    const Region country = find_region("united states", "TO");
    CHECK(country.kind == RegionKind::country);
    CHECK(country.name == "United States of America");
    const RegionDistance d = distance_to(find_region("Pyongyang", "FROM").point, country);
    REQUIRE(d.parts.size() == 9);
    CHECK(d.parts[0].name == "the 48 states");
    CHECK(d.parts[1].name == "Alaska");
    CHECK(d.parts[2].name == "Hawaii");
    // Attu Island, which lies west of 180 degrees, and the Florida Keys.
    CHECK(d.nearest.distance_m == d.parts[1].reach.nearest.distance_m);
    CHECK(degrees(d.nearest.place.longitude) == Approx(172.4).margin(0.2));
    CHECK(d.farthest.distance_m == d.parts[0].reach.farthest.distance_m);
    CHECK(degrees(d.farthest.place.latitude) == Approx(24.6).margin(0.2));
    // Puerto Rico is farther, but a territory.
    const auto puerto_rico = std::ranges::find(d.parts, "Puerto Rico", &PartDistance::name);
    REQUIRE(puerto_rico != d.parts.end());
    CHECK_FALSE(puerto_rico->counted);
    CHECK(puerto_rico->reach.farthest.distance_m > d.farthest.distance_m);
    REQUIRE(d.towns.size() == RegionDistance::most_towns);
    for (const TownDistance& town : d.towns) {
        CHECK(town.seen.distance_m < d.farthest.distance_m);
        CHECK(town.seen.distance_m > d.nearest.distance_m);
    }
    const RegionDistance alaska = distance_to(d.from, find_region("alaska", "TO"));
    CHECK(alaska.nearest.distance_m == d.nearest.distance_m);
    REQUIRE(alaska.towns.size() == 1);
    CHECK(alaska.towns.front().town->name == "Anchorage");
}

TEST_CASE("Every part that is told apart is on the map, and a country loses no polygon", "[geo][claims]") {
    for (const PartOfCountry& part : named_parts()) {
        INFO(part.name);
        const std::vector<CountryPart> parts = country_parts(part.country);
        CHECK(parts.size() > 1);
        CHECK(std::ranges::count(parts, part.name, &CountryPart::name) == 1);
        std::size_t polygons = 0;
        for (const CountryPart& p : parts) polygons += p.polygons.size();
        CHECK(polygons == WorldMap::at(Detail::m10).polygons_of(part.country).size());
    }
    std::size_t territories = 0;
    for (std::size_t i = 0; i < countries().size(); ++i)
        territories += territories_of(static_cast<CountryId>(i)).size();
    CHECK(territories == 35);
}

// Would catch a far island counted to a mainland: Tokelau to New Zealand's, the Selvagens to Portugal's.
TEST_CASE("What is left of a country beside its named parts lies together", "[geo][claims]") {
    constexpr double together_m = 500e3;  // islands of Tasmania, and the Kurils one by one, lie nearer
    const auto size = [](const MapPolygon& p) { return p.rings.front().size(); };
    std::vector<CountryId> seen;
    for (const PartOfCountry& named : named_parts()) {
        if (std::ranges::find(seen, named.country) != seen.end()) continue;
        seen.push_back(named.country);
        std::vector<MapPolygon> rest = country_parts(named.country).front().polygons;
        std::ranges::stable_sort(rest, std::ranges::greater{}, size);
        // Each piece lies near one that is larger, and so on to the largest.
        for (std::size_t i = 1; i < rest.size(); ++i) {
            const LatLon& at = rest[i].rings.front().front();
            const Geodetic place{radians(at.latitude_deg), radians(at.longitude_deg), 0};
            const double off_m = nearest_and_farthest(place, std::span(rest).first(i)).nearest.distance_m;
            CAPTURE(country(named.country).name, at.latitude_deg, at.longitude_deg);
            CHECK(off_m < together_m);
        }
    }
    const auto part = [](const char* name) { return find_region(name, "TO").kind; };
    for (const char* name : {"Tokelau", "Kermadec Islands", "Franz Josef Land", "Juan Fernandez Islands"})
        CHECK(part(name) == RegionKind::part);
}

TEST_CASE("What a text names", "[geo][claims]") {
    const auto kind = [](const char* text) { return find_region(text, "TO").kind; };
    CHECK(kind("Georgia") == RegionKind::country);  // not the town
    CHECK(kind("40.61,126.43") == RegionKind::coordinates);
    CHECK(kind(" 40.61, 126.43 ") == RegionKind::coordinates);
    CHECK(kind("40.61N 126.43E") == RegionKind::coordinates);
    CHECK(kind("Alaska, United States") == RegionKind::part);
    CHECK(kind("Guam, USA") == RegionKind::country);
    CHECK(kind("Guam") == RegionKind::country);
    CHECK(kind("HAWAII") == RegionKind::part);
    CHECK(find_region("Paris, France", "TO").country == find_country("France"));
    CHECK(find_region("Portland, United States", "TO").kind == RegionKind::place);
    CHECK(find_region("10,000 km", "TO").distance_m == Approx(1e7));
    CHECK(find_region("5500 nmi", "TO").distance_m == Approx(5500 * 1852.0));
    CHECK(find_region("1,234.5 mi", "TO").distance_m == Approx(1234.5 * 1609.344));
    const auto message = [](const char* text) {
        try {
            static_cast<void>(find_region(text, "TO"));
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string("taken");
    };
    CHECK_THAT(message("10,000"), Catch::Contains("a distance without its unit, or coordinates?"));
    CHECK(message("10.5,100.25") == "taken");
    CHECK(message("Untied States") ==
          "TO: \"Untied States\": the map knows nothing of this name; did you mean \"United States\"?");
    // A name of two countries is not taken for one of them, nor a continent for a town spelt like it.
    CHECK_THAT(message("Korea"), Catch::Contains("\"North Korea\" or \"South Korea\""));
    CHECK_THAT(message("the Congo"), Catch::Contains("\"Democratic Republic of the Congo\""));
    // Nor a state of America for a town elsewhere, as Florida in Cuba.
    for (const char* state : {"Florida", "Texas", "Scotland", "Los Angeles, California"})
        CHECK_THAT(message(state), Catch::Contains("a part of a country, which the map does not have"));
    CHECK(find_region("Florida, Cuba", "TO").name == "Florida");
    CHECK(find_region("New York, United States", "TO").name == "New York City");
    CHECK(find_region("U.S. mainland", "TO").name == find_region("CONUS", "TO").name);
    for (const char* continent : {"Europe", "north america", "Africa"})
        CHECK_THAT(message(continent), Catch::Contains("a continent; expected a country"));
    CHECK_THAT(message("Amerika"), Catch::Contains("did you mean \"America\"?"));
    for (const char* named : {"America", "the United States", "The United States of America"})
        CHECK(find_region(named, "TO").country == find_country("United States of America"));
    CHECK(find_region("the Netherlands", "TO").kind == RegionKind::country);
    CHECK(find_region("The Hague", "TO").kind == RegionKind::place);
    CHECK(find_region("the 48 states", "TO").kind == RegionKind::part);
    CHECK(find_region("DR Congo", "TO").country == find_country("Democratic Republic of the Congo"));
    CHECK_THAT(message("xyzzy-quux-plugh"), Catch::Contains("expected a country, a town"));
    CHECK_THAT(message("10,00 km"), Catch::Contains("parts no thousands"));
    CHECK_THAT(message("0 km"), Catch::Contains("no distance"));
    CHECK_THAT(message("126.43,400"), Catch::Contains("no such place on Earth"));
    CHECK_THAT(message(""), Catch::Contains("expected a country"));
}

}  // namespace apogee
