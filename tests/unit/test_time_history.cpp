// What the time history says of one moment: thrust, mass, stage, phase.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "base/angles.h"
#include "flight/propagate.h"
#include "physics/constants.h"
#include "physics/us1976.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

constexpr double g0 = constants::standard_gravity_m_s2;

/// Straight up. Stage 1: 20 kg/s for 100 s, 280 s in vacuum and 240 s at sea level. A second's wait, stage 2:
/// 5 kg/s for 60 s, 300 s anywhere. It lifts off at once, or where `curve` says later.
Trajectory flown(const std::string& atmosphere, const std::string& curve = "") {
    return propagate(plan(parse_scenario(
        "[launch]\nlatitude_deg = 10\nlongitude_deg = 20\nazimuth_deg = 90\n"
        "[ascent]\nprogramme = \"linear\"\nvertical_s = 500\nburnout_elevation_deg = 90\n"
        "[environment]\natmosphere = \"" +
            atmosphere +
            "\"\n"
            "[[stage]]\npropellant_mass_kg = 2000\ndry_mass_kg = 200\nburn_time_s = 100\nisp_vacuum_s = 280\n"
            "isp_sea_level_s = 240\nseparation_delay_s = 4\n" +
            curve +
            "[[stage]]\npropellant_mass_kg = 300\ndry_mass_kg = 50\nburn_time_s = 60\nisp_vacuum_s = 300\n"
            "coast_before_s = 6\n[payload]\nmass_kg = 150\nballistic_coefficient_kg_m2 = 2000\n",
        "history.toml")));
}

struct Moment {
    double time_s, thrust_N, mass_kg;
    int stage;
    const char* phase;
};

}  // namespace

TEST_CASE("thrust, mass, stage and phase follow the burns", "[unit]") {
    const Trajectory flight = flown("none");
    REQUIRE(flight.lift_off_s == 0);
    REQUIRE(flight.outcome == Outcome::landed);
    // Without air the sea-level impulse plays no part.
    for (const Moment& expected :
         {Moment{0, 20 * 280 * g0, 2700, 1, "stage 1 burn"},
          Moment{60, 20 * 280 * g0, 1500, 1, "stage 1 burn"}, Moment{102, 0, 700, 1, "coast"},
          Moment{107, 0, 500, 2, "coast"}, Moment{110, 5 * 300 * g0, 500, 2, "stage 2 burn"},
          Moment{150, 5 * 300 * g0, 300, 2, "stage 2 burn"}, Moment{171, 0, 150, 0, "free flight"},
          Moment{flight.end_s - 1, 0, 150, 0, "re-entry"}}) {
        INFO("t = " << expected.time_s);
        const FlightPoint point = flight.point(expected.time_s);
        CHECK(point.thrust_N == Approx(expected.thrust_N).margin(1e-9));
        CHECK(point.mass_kg == Approx(expected.mass_kg).epsilon(1e-12));
        CHECK(point.stage == expected.stage);
        CHECK(point.phase == expected.phase);
        CHECK(point.drag_N == 0);
    }
}

TEST_CASE("thrust falls with the pressure around it to its sea-level value", "[unit]") {
    const Trajectory flight = flown("us1976");
    CHECK(flight.point(0).thrust_N == Approx(20 * 240 * g0).epsilon(1e-9));
    const FlightPoint low = flight.point(30), high = flight.point(99);
    const Air<double> air = air_at(us1976(), {low.place.height});
    CHECK(low.thrust_N ==
          Approx(20 * g0 * (280 - 40 * air.pressure / constants::sea_level_pressure_Pa)).epsilon(1e-6));
    CHECK(high.thrust_N == Approx(20 * 280 * g0).epsilon(1e-4));
}

TEST_CASE("phases know the pad, the way up and the way down", "[unit]") {
    const Trajectory flight =
        flown("us1976", "thrust_curve = { time_s = [0, 10, 100], fraction = [0.5, 1.2, 1.2] }\n");
    REQUIRE(flight.lift_off_s > 0.1);
    CHECK(flight.point(0.5 * flight.lift_off_s).phase == "pad");
    CHECK(flight.point(0.5 * flight.lift_off_s).thrust_N > 0);
    // It turns with the Earth; rounding: 1e-16 of 465 m/s.
    CHECK(flight.point(0.5 * flight.lift_off_s).speed_earth_m_s < 1e-12);
    CHECK(flight.point(flight.lift_off_s).phase == "stage 1 burn");
    const Event *up = flight.find(event_names::above_100_km), *down = flight.find(event_names::below_100_km);
    REQUIRE(up);
    REQUIRE(down);
    CHECK(flight.point(down->time_s - 1).phase == "free flight");
    CHECK(flight.point(down->time_s + 1).phase == "re-entry");
    // Thrown up from 10 km: below 100 km all the time, and a re-entry on the way down alone.
    const Trajectory thrown = propagate(plan(parse_scenario(
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 10000\nvelocity_north_m_s = 0\n"
        "velocity_east_m_s = 0\nvelocity_down_m_s = -500\n[payload]\nmass_kg = 10\n",
        "thrown.toml")));
    const Event* apogee = thrown.find(event_names::apogee);
    REQUIRE(apogee);
    CHECK(thrown.point(apogee->time_s - 1).phase == "free flight");
    CHECK(thrown.point(apogee->time_s + 1).phase == "re-entry");
}

// Would catch an axis with the wrong sign, a quadrant, or a motion that the turning Earth's is not taken
// from.
TEST_CASE("the course is the azimuth of the motion over the turning Earth", "[unit]") {
    for (const double azimuth : {0.4, 1.9, 3.5, 5.8}) {
        const Trajectory flight = propagate(plan(parse_scenario(
            fmt::format("[initial]\nlatitude_deg = 40\nlongitude_deg = 125\nheight_m = 100000\n"
                        "velocity_north_m_s = {}\nvelocity_east_m_s = {}\nvelocity_down_m_s = -2000\n"
                        "[environment]\natmosphere = \"none\"\n[payload]\nmass_kg = 10\n",
                        3000 * std::cos(azimuth), 3000 * std::sin(azimuth)),
            "thrown.toml")));
        CAPTURE(azimuth);
        // Rounding: 1e-16 of an Earth radius turned into a speed by its rotation.
        CHECK(flight.point(0).heading == Approx(azimuth).margin(1e-11).epsilon(0));
        // Later the difference of two places a second before and after. It leaves out h^2 / 6 of the jerk,
        // which gravitation makes 0.01 m/s^3 at most: 2e-3 m/s beside 3,000 m/s; dense output adds less.
        for (const double t : {100.0, 400.0}) {
            REQUIRE(t + 1 < flight.end_s);
            const Earth& earth = flight.plan->earth;
            const Vec3<double> moved = to_earth_fixed(earth, flight.point(t + 1).place) -
                                       to_earth_fixed(earth, flight.point(t - 1).place);
            const FlightPoint point = flight.point(t);
            const EastNorthUp axes = east_north_up(point.place);
            const double expected = std::atan2(moved.dot(axes.east), moved.dot(axes.north));
            CHECK(std::remainder(point.heading - expected, 2 * pi) == Approx(0).margin(2e-6));
        }
    }
}
