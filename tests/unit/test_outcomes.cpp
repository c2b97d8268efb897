// Flights that begin or end in an unusual way.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "flight/propagate.h"
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

TEST_CASE("a hyperbola that comes in first goes out again", "[unit]") {
    const Trajectory flight = flown(
        "title = \"passing by\"\n[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 3e6\n"
        "velocity_north_m_s = 0\nvelocity_east_m_s = 20000\nvelocity_down_m_s = 50\n"
        "[payload]\nmass_kg = 1000\nballistic_coefficient_kg_m2 = 1000\n");
    CHECK(flight.outcome == Outcome::escaped);
    // It is known to escape as soon as it climbs: 50 m/s are gone within a minute.
    CHECK(flight.end_s < 1000);
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
