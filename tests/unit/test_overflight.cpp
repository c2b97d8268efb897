#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/angles.h"
#include "geo/place.h"
#include "geo/territorial_sea.h"
#include "physics/earth.h"
#include "report/flown_path.h"
#include "report/overflight.h"
#include "unit/flown_example.h"

namespace apogee {
namespace {

using namespace testing;

Trajectory minuteman(const char* azimuth_deg) {
    return propagate(plan(
        load_scenario(APOGEE_SCENARIOS_DIR "/minuteman-iii.toml", {{"launch.azimuth_deg", azimuth_deg}})));
}

/// One stretch goes on where the last one ended, over something else, and together they are the flight.
void check_cover(const Trajectory& trajectory, const std::vector<Overflight>& all) {
    REQUIRE_FALSE(all.empty());
    CHECK(all.front().from_s == first_instant(trajectory));
    CHECK(all.back().to_s == trajectory.end_s);
    for (std::size_t i = 1; i < all.size(); ++i) {
        CHECK(all[i].from_s >= all[i - 1].to_s);
        CHECK(all[i].from_s - all[i - 1].to_s <= 1e-3);
        CHECK(name_of(all[i]) != name_of(all[i - 1]));
    }
}

}  // namespace

TEST_CASE("A border is passed where it is", "[overflight]") {
    // North-northeast from Vandenberg: into Canada over the 49th parallel, which the map draws to 0.01
    // degrees.
    const Trajectory trajectory = minuteman("20");
    const std::vector<Overflight> all = overflights(trajectory);
    check_cover(trajectory, all);
    CHECK(all.front().below.name == "United States of America");
    REQUIRE(all[1].below.name == "Canada");
    CHECK(degrees(trajectory.point(all[1].from_s).place.latitude) == Approx(49).margin(0.01));
    CHECK(all[1].from_height_m == Approx(trajectory.point(all[1].from_s).place.height).epsilon(0).margin(1));
    double highest_m = 0;
    for (const Overflight& over : all) highest_m = std::max(highest_m, over.most_height_m);
    CHECK(highest_m == Approx(*summarise(trajectory).apogee_m).epsilon(0).margin(1e-3));
    CHECK(all.back().below.name == "North Sea");
}

TEST_CASE("The antimeridian and the poles are no borders", "[overflight]") {
    const Flight east = released_flight(-20, 178, 0, 4000, "\"A body\""),
                 north = released_flight(84, 40, 4000, 0, "\"A body\"");
    for (const Flight& flight : {east, north}) check_cover(flight.trajectory, overflights(flight.trajectory));
    const auto holds_180 = [&](const Overflight& over) {
        return east.trajectory.point(over.from_s).place.longitude > 0 &&
               east.trajectory.point(over.to_s).place.longitude < 0;
    };
    CHECK(std::ranges::count_if(overflights(east.trajectory), holds_180) == 1);
    CHECK(std::ranges::count(overflights(north.trajectory), std::string("Arctic Ocean"), name_of) == 1);
}

// Would catch a stretch that goes on over another country, one that is left out, and ends that are not at the
// border: along tracks over many borders, islands, 180 degrees and a pole.
TEST_CASE("Between the ends of a stretch lies what it says", "[overflight]") {
    const char* const title = "\"A body\"";
    const Trajectory trajectory = GENERATE_COPY(released_flight(47, 2, 600, 4200, title).trajectory,
                                                released_flight(-8, 105, 200, 4200, title).trajectory,
                                                released_flight(60, 165, 1500, 4000, title).trajectory,
                                                released_flight(75, 20, 4300, 300, title).trajectory);
    const std::vector<Overflight> all = overflights(trajectory);
    check_cover(trajectory, all);
    // Islands that the search may miss are passed within its step; a tenth of a second is some 400 m.
    const double step_s = 0.1;
    double wrong_s = 0;
    for (const Overflight& over : all)
        for (double t = over.from_s + 2e-3; t < over.to_s - 2e-3; t += step_s) {
            const Geodetic place = trajectory.place(t, trajectory.state(t).r_I);
            const Below there = below(degrees(place.latitude), degrees(place.longitude));
            if (there.land != over.below.land || (there.land && there.name != over.below.name))
                wrong_s += step_s;
        }
    // Of a track over hundreds of skerries; each of those that are missed lasts less than half a second.
    CHECK(wrong_s < 0.005 * (trajectory.end_s - first_instant(trajectory)));
}

// Would catch a territorial sea that is told where the coast is farther, or not told where it is near, and
// one over land.
TEST_CASE("A territorial sea lies between the coast and twelve nautical miles", "[overflight]") {
    // West from Vandenberg, over the open Pacific.
    const Trajectory trajectory = minuteman("250");
    const std::vector<Overflight> all = overflights(trajectory);
    check_cover(trajectory, all);
    REQUIRE(all.size() >= 3);
    CHECK(name_of(all[0]) == "United States of America");
    CHECK(name_of(all[1]) == "waters of United States of America");
    CHECK_FALSE(all[1].below.land);
    CHECK(all[2].territorial_sea_of.empty());
    const auto place = [&](double t) { return trajectory.point(t).place; };
    const double breadth_m =
        geodesic(trajectory.plan->earth, place(all[1].from_s), place(all[1].to_s)).distance_m;
    // The track leaves the coast at some angle, so its way is at least the breadth.
    CHECK(breadth_m >= 12 * 1852 - 10);
    for (const Overflight& over : all)
        for (const double part : {0.1, 0.5, 0.9}) {
            const Geodetic at = place(over.from_s + part * (over.to_s - over.from_s));
            const auto whose = zone_below(degrees(at.latitude), degrees(at.longitude)).territorial_sea;
            CHECK((whose ? std::string(country(*whose).label) : "") == over.territorial_sea_of);
        }
}

TEST_CASE("The nearest town is the nearest of all", "[overflight]") {
    const Trajectory trajectory = minuteman("20");
    for (const Overflight& over : overflights(trajectory)) {
        double least_m = 1e9;
        std::string name;
        for (int i = 0; i <= 200; ++i) {
            const Geodetic at = trajectory.point(over.from_s + (over.to_s - over.from_s) * i / 200).place;
            for (const PopulatedPlace& place : places()) {
                // The haversine, a third of a per cent from the ellipsoid.
                const double latitude = radians(place.latitude_deg);
                const double a = std::sin(0.5 * (latitude - at.latitude)),
                             b = std::sin(0.5 * (radians(place.longitude_deg) - at.longitude));
                const double distance =
                    2 * 6371e3 *
                    std::asin(std::sqrt(a * a + std::cos(latitude) * std::cos(at.latitude) * b * b));
                if (distance < least_m) {
                    least_m = distance;
                    name = place.name;
                }
            }
        }
        INFO(over.below.name << " from " << over.from_s);
        // Looks 10 km apart may prefer one of two that are nearly as near: by 5 km at the very most, where
        // the track passes over one.
        CHECK(over.nearest.distance_m == Approx(least_m).epsilon(0.005).margin(5e3));
    }
}

}  // namespace apogee
