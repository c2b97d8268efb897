#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "report/flight_report.h"
#include "unit/example_scenario.h"

namespace apogee {
namespace {

Flight landed_flight() {
    const Scenario scenario =
        testing::parsed(testing::replaced(testing::flight, "duration_s = 4000\n", ""), Overrides{});
    Flight flight;
    flight.name = "s";
    flight.scenario = scenario;
    flight.trajectory = propagate(plan(scenario));
    flight.summary = summarise(flight.trajectory);
    REQUIRE(flight.summary.impact);
    REQUIRE(flight.summary.burnout);
    return flight;
}

void holds(const std::string& text, const std::string& words) {
    INFO(text);
    CHECK(text.find(words) != std::string::npos);
}

}  // namespace

// Each sentence of a report that would be wrong at the other sign, or at nothing.
TEST_CASE("a burnout climbs, descends or is level", "[report]") {
    Flight flight = landed_flight();
    FlightPoint& burnout = *flight.summary.burnout;
    burnout.place.height = 12'340;
    burnout.flight_path_angle = radians(7.5);
    holds(flight_report(flight), ", 12.34 km high, climbing at 7.50 deg\n");
    burnout.flight_path_angle = radians(-7.5);
    holds(flight_report(flight), ", 12.34 km high, descending at 7.50 deg\n");
    for (const double nothing_deg : {0.0, 0.004, -0.004}) {
        burnout.flight_path_angle = radians(nothing_deg);
        holds(flight_report(flight), ", 12.34 km high, level\n");
    }
    burnout.place.height = -250;
    holds(flight_report(flight), ", 0.250 km below the ellipsoid, level\n");
    // Nothing but rounding, on either side of 0.
    for (const double nothing_m : {0.0, 7e-10, -7e-10, 0.4, -0.4}) {
        burnout.place.height = nothing_m;
        holds(flight_report(flight), ", 0 km high, level\n");
    }
}

TEST_CASE("a place on the equator or the meridian of Greenwich has no negative zero", "[report]") {
    CHECK(place_text({radians(-1e-6), radians(-1e-6), 0}) == "0.0000 N 0.0000 E");
    CHECK(place_text({radians(-12.5), radians(-0.0001), 0}) == "12.5000 S 0.0001 W");
}

// Would catch an apogee that was never flown among those that were.
TEST_CASE("in tables an apogee of the osculating orbit is marked", "[report]") {
    Flight flown = landed_flight(), cut = flown;
    cut.summary.apogee_kind = ApogeeKind::osculating;
    const std::string both = comparison_report({flown, cut}), neither = comparison_report({flown, flown});
    // One mark, and the note on it.
    CHECK(std::ranges::count(both, '*') == 2);
    holds(both, "*\n");
    holds(both, "  * of the osculating orbit, not flown\n");
    CHECK(neither.find('*') == neither.npos);
}

TEST_CASE("a body released on the ground has no flight, and one at rest no angle", "[report]") {
    Flight flight;
    flight.scenario = parse_scenario(
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 0\nvelocity_north_m_s = 0\n"
        "velocity_east_m_s = 0\nvelocity_down_m_s = 0\n[payload]\nmass_kg = 1\n"
        "ballistic_coefficient_kg_m2 = 1000\n",
        "s.toml");
    flight.trajectory = propagate(plan(flight.scenario));
    flight.summary = summarise(flight.trajectory);
    holds(flight_report(flight), "  flight time           0:00, released on the ground\n");
    holds(flight_report(flight), "  impact                0.0000 N 0.0000 E, 0.000 km/s\n");
}

TEST_CASE("an impact at the start lies in no direction from it", "[report]") {
    Flight flight = landed_flight();
    flight.summary.range_m = 1234;
    flight.summary.impact_azimuth = radians(76.0);
    holds(flight_report(flight), "1.234 km over the ground, 76.0 deg from the start\n");
    const auto direction = [&](double range_m) {
        Flight other = flight;
        other.summary.range_m = range_m;
        if (range_m < 1) other.summary.impact_azimuth.reset();
        return comparison_report({flight, other});
    };
    holds(direction(1), "impact azimuth, deg               76.00    76.00\n");
    holds(direction(0), "impact azimuth, deg               76.00        -\n");
    flight.summary.range_m = 0;
    flight.summary.impact_azimuth.reset();
    holds(flight_report(flight), "less than a metre over the ground\n");
}

TEST_CASE("a flight that did not land ends high or below, in orbit above what there is", "[report]") {
    Flight flight = landed_flight();
    flight.summary.impact.reset();
    flight.trajectory.outcome = Outcome::in_orbit;
    flight.summary.final.place.height = 321'000;
    holds(flight_report(flight), "in orbit: the orbit stays above the air\n");
    holds(flight_report(flight), ", 321.0 km high, ");
    flight.summary.final.place.height = -4000;
    holds(flight_report(flight), ", 4.000 km below the ellipsoid, ");
    FlightPlan airless = *flight.trajectory.plan;
    airless.has_air = false;
    flight.trajectory.plan = std::make_shared<const FlightPlan>(std::move(airless));
    holds(flight_report(flight), "in orbit: the orbit stays above the ground\n");
}

}  // namespace apogee
