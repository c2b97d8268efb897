// Flights that begin or end in an unusual way.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "batch/engine.h"
#include "estimate/reproduce.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "physics/constants.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

Trajectory flown(const std::string& text) {
    return propagate(plan(parse_scenario(text, "test.toml")));
}

/// Thrust begins below the weight of 11 t, is above it between, and falls to nothing: flow is linear in time.
std::string late_riser(const std::string& launch_keys, const std::string& curve) {
    return "title = \"late\"\n[launch]\nlatitude_deg = 0\nlongitude_deg = 0\nazimuth_deg = 90\n" +
           launch_keys +
           "[ascent]\nprogramme = \"linear\"\nvertical_s = 500\nburnout_elevation_deg = 90\n"
           "[environment]\natmosphere = \"none\"\n"
           "[[stage]]\npropellant_mass_kg = 9000\ndry_mass_kg = 1000\nisp_vacuum_s = 280\nseparates = false\n"
           "burn_time_s = 460\nthrust_curve = " +
           curve +
           "\nballistic_coefficient_kg_m2 = 1000\n[payload]\nmass_kg = 1000\n"
           "ballistic_coefficient_kg_m2 = 1000\n";
}

}  // namespace

// Would catch a search that looks at the ends of a span alone: at both of them this one stays on the pad.
TEST_CASE("thrust that exceeds weight only between the ends of a span lifts off", "[unit]") {
    const Trajectory whole = flown(late_riser("", "{ time_s = [0, 1], fraction = [1, 0] }"));
    // The same curve with a knot in it that changes nothing.
    const Trajectory cut = flown(late_riser("", "{ time_s = [0, 0.25, 1], fraction = [1, 0.75, 0] }"));
    REQUIRE(whole.outcome == Outcome::landed);
    CHECK(whole.lift_off_s > 0);
    CHECK(whole.lift_off_s == Approx(cut.lift_off_s).epsilon(1e-9));
    // Each lands within 1 m of the truth, at some km/s.
    CHECK(whole.end_s == Approx(cut.end_s).margin(1e-3));
}

TEST_CASE("a flight stopped before it lifts off stays on the pad until then", "[unit]") {
    const Trajectory flight =
        flown(late_riser("duration_s = 0.5\n", "{ time_s = [0, 0.25, 1], fraction = [1, 0.75, 0] }"));
    CHECK(flight.outcome == Outcome::duration_reached);
    CHECK(flight.end_s == 0.5);
    CHECK(flight.point(0.5).place.height == Approx(0).margin(1e-6));
}

// Would catch a flight that ends before it tells what happens at its end.
TEST_CASE("a burnout at the moment of the cut is an event", "[unit]") {
    const std::string steady = "{ time_s = [0, 1], fraction = [1, 1] }";
    CHECK(flown(late_riser("duration_s = 460\n", steady)).find("stage 1 burnout"));
    CHECK_FALSE(flown(late_riser("duration_s = 459.9\n", steady)).find("stage 1 burnout"));
}

TEST_CASE("a hyperbola that comes in first goes out again", "[unit]") {
    const Trajectory flight = flown(
        "title = \"passing by\"\n[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 3e6\n"
        "velocity_north_m_s = 0\nvelocity_east_m_s = 20000\nvelocity_down_m_s = 50\n"
        "[payload]\nmass_kg = 1000\nballistic_coefficient_kg_m2 = 1000\n");
    CHECK(flight.outcome == Outcome::escaped);
    // It is known to escape as soon as it climbs: 50 m/s are gone within a minute.
    CHECK(flight.end_s < 1000);
}

namespace {

/// Let go over the equator.
std::string released(int height_m, int east_m_s, int down_m_s, const std::string& keys = "") {
    return fmt::format(
        "title = \"released\"\n[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = {}\n"
        "velocity_north_m_s = 0\nvelocity_east_m_s = {}\nvelocity_down_m_s = {}\n{}"
        "[payload]\nmass_kg = 100\nballistic_coefficient_kg_m2 = 500\n",
        height_m, east_m_s, down_m_s, keys);
}

}  // namespace

// Would catch the osculating apogee of an arc that leads into the ground, below where it began.
TEST_CASE("what only falls has no apogee, however early it is cut", "[unit]") {
    for (const char* cut : {"", "duration_s = 10\n"}) {
        CHECK_FALSE(summarise(flown(released(10'000, 300, 30, cut))).apogee_m);
        CHECK_FALSE(summarise(flown(released(400'000, 3000, 500, cut))).apogee_m);
        // Upward it has one.
        CHECK(summarise(flown(released(10'000, 300, -30, cut))).apogee_m);
    }
    // In an orbit that it goes round, sinking at the cut, it comes to its apogee again.
    const FlightSummary orbit = summarise(flown(released(400'000, 7700, 100, "duration_s = 10\n")));
    REQUIRE(orbit.apogee_m);
    CHECK(*orbit.apogee_m > 400'000);
}

// Would catch a figure that is made by how much of the way round was flown: by one engine a second, by
// another two.
TEST_CASE("what is released into an orbit has no greatest dynamic pressure", "[unit]") {
    const Scenario scenario = parse_scenario(released(220'000, 7750, 220), "test.toml");
    const Trajectory flight = propagate(plan(scenario));
    REQUIRE(flight.outcome == Outcome::in_orbit);
    CHECK_FALSE(flight.find(event_names::max_dynamic_pressure));
    CHECK_FALSE(summarise(flight).max_dynamic_pressure_Pa);
    const BatchEngine engine(scenario, {"payload.mass_kg"});
    CaseTable cases(1);
    cases.resize(1);
    cases.row(0)[0] = 100;
    std::vector<CaseResult> results(1);
    engine.fly(cases, 0, results, {});
    REQUIRE(results[0].outcome == Outcome::in_orbit);
    CHECK(std::isnan(results[0].max_dynamic_pressure_kPa));
}

TEST_CASE("ignition comes before the lift-off of the same moment", "[unit]") {
    const Trajectory flight = flown(late_riser("", "{ time_s = [0, 1], fraction = [1, 1] }") +
                                    "# thrust below weight for minutes\n");
    REQUIRE(flight.events.size() > 2);
    CHECK(flight.events[0].name == "stage 1 ignition");
    const Trajectory at_once =
        propagate(plan(load_scenario(std::string(APOGEE_SCENARIOS_DIR) + "/v-2.toml")));
    CHECK(at_once.events[0].name == "stage 1 ignition");
    CHECK(at_once.events[1].name == "lift-off");
    CHECK(at_once.events[0].time_s == at_once.events[1].time_s);
}
