// Flights at the edges of the rules, each flown by every engine: `flown` asks them all.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "physics/constants.h"
#include "properties/engine_agreement.h"
#include "scenario/scenario.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

struct Flown {
    Trajectory flight;
    FlightSummary summary;
};

/// Flies a scenario by `propagate` and by lanes of every width, and holds them together.
Flown flown(const Scenario& scenario) {
    const Agreement agreement = compare_engines(scenario);
    for (const std::string& what : agreement.disagreements) FAIL_CHECK(what);
    Trajectory flight = propagate(plan(scenario));
    FlightSummary summary = summarise(flight);
    return {std::move(flight), std::move(summary)};
}
Flown flown(const std::string& text) {
    INFO(text);
    return flown(parse_scenario(text, "edge.toml"));
}

std::string number(double value) {
    return std::to_string(value);
}

std::string released(double height_m, double north, double east, double down, const std::string& payload,
                     const std::string& more = "") {
    return "[initial]\nlatitude_deg = 10\nlongitude_deg = 20\nheight_m = " + number(height_m) +
           "\nvelocity_north_m_s = " + number(north) + "\nvelocity_east_m_s = " + number(east) +
           "\nvelocity_down_m_s = " + number(down) + "\n[payload]\n" + payload + more;
}

const std::string heavy = "mass_kg = 1000\nballistic_coefficient_kg_m2 = 5000\n";

/// One stage without air, with its programme, pad and burn.
std::string launched(const std::string& ascent, const std::string& stage, const std::string& more = "",
                     const std::string& launch = "") {
    return "[launch]\nlatitude_deg = 35\nlongitude_deg = 0\nazimuth_deg = 90\n" + launch + "[ascent]\n" +
           ascent + "[[stage]]\n" + stage + "dry_mass_kg = 150\n" + more;
}

}  // namespace

TEST_CASE("what hangs on a parachute or floats like a feather lands", "[edge]") {
    for (const double coefficient : {0.3, 1.0, 5.0})
        for (const double height_m : {4e3, 12e3, 90e3}) {
            const Flown drop =
                flown(released(height_m, 0, 20, 0,
                               "mass_kg = 100\nballistic_coefficient_kg_m2 = " + number(coefficient) + "\n"));
            CHECK(drop.flight.outcome == Outcome::landed);
            // Terminal speed at sea level: sqrt(2 g B / density).
            const double terminal = std::sqrt(2 * 9.78 * coefficient / 1.225);
            CHECK(drop.summary.impact->speed_air_m_s == Approx(terminal).epsilon(0.01));
        }
}

TEST_CASE("an orbit that decays comes down and one that clears the air stays up", "[edge]") {
    const double circular_200 =
        7784.26 - 465.1 * 1.03 * 0.985;  // over the turning ground, eastward at 10 degrees
    CHECK(flown(released(200e3, 0, circular_200 + 60, 0, heavy)).flight.outcome == Outcome::in_orbit);
    // A perigee in the air: bound, and cutting it.
    const Flown low = flown(released(200e3, 0, circular_200 - 150, 0, heavy));
    CHECK(low.flight.outcome == Outcome::landed);
    const Flown gone = flown(released(200e3, 0, 11500, 500, heavy));
    CHECK((gone.flight.outcome == Outcome::escaped || gone.flight.outcome == Outcome::landed));
}

// Would catch searches that follow a decaying orbit for days, and take the place where it comes down for a
// range.
TEST_CASE("what goes round once is over where ranges are searched for", "[edge]") {
    const double r = constants::wgs84_equatorial_radius_m + 140e3;
    const double over_ground = std::sqrt(constants::wgs84_gm_m3_s2 / r) -
                               constants::wgs84_rotation_rate_rad_s * r * std::cos(10 * pi / 180);
    Scenario scenario = parse_scenario(
        released(140e3, 0, over_ground, 0, "mass_kg = 1000\nballistic_coefficient_kg_m2 = 2000\n"),
        "edge.toml");
    const double revolution_s = 2 * pi * std::sqrt(r * r * r / constants::wgs84_gm_m3_s2);
    const Flown decayed = flown(scenario);
    CHECK(decayed.flight.outcome == Outcome::landed);
    CHECK(decayed.flight.end_s > 1.2 * revolution_s);
    scenario.once_round = true;
    const Flown once = flown(scenario);
    CHECK(once.flight.outcome == Outcome::in_orbit);
    CHECK(once.flight.end_s == Approx(revolution_s).epsilon(0.01));
}

TEST_CASE("an orbit without air is proved by a revolution", "[edge]") {
    const std::string none = "[environment]\natmosphere = \"none\"\nearth = \"sphere\"\nrotation = false\n";
    // Over a sphere of 6371 km: circular at 10 km, with 1 m/s more or less.
    const double circular = std::sqrt(constants::wgs84_gm_m3_s2 / (constants::sphere_radius_m + 10e3));
    CHECK(flown(released(10e3, 0, circular + 1, 0, "mass_kg = 1\n", none)).flight.outcome ==
          Outcome::in_orbit);
    CHECK(flown(released(10e3, 0, circular - 10, 0, "mass_kg = 1\n", none)).flight.outcome ==
          Outcome::landed);
}

// Would catch a step control that gives up where the predicted time to an edge is rounding.
TEST_CASE("starting on the edge of a layer is nothing special", "[edge]") {
    for (const double height_m : {11000.0, 86000.0, 100000.0, 110000.0, 1000000.0})
        for (const double down : {-300.0, 0.0, 300.0}) {
            const Flown flight = flown(released(height_m, 100, 50, down, heavy));
            CHECK(flight.flight.outcome == Outcome::landed);
        }
    const Flown pad = flown(
        launched("programme = \"pitch-table\"\ntime_s = [0, 10]\nelevation_deg = [80, 80]\n",
                 "propellant_mass_kg = 600\nburn_time_s = 20\nisp_vacuum_s = 250\n",
                 "[payload]\nmass_kg = 50\nballistic_coefficient_kg_m2 = 3000\n", "height_m = 100000\n"));
    CHECK(pad.flight.outcome == Outcome::landed);
}

TEST_CASE("100 km passed up and down within one step is seen twice", "[edge]") {
    // Thrown up without air from 90 km: over 100 km by 1 to 200 m.
    for (const double above_m : {1.0, 30.0, 200.0}) {
        const double speed = std::sqrt(2 * 9.48 * (10e3 + above_m));
        const Flown hop = flown(released(90e3, 0, 0, -speed, "mass_kg = 1\n",
                                         "[environment]\natmosphere = \"none\"\nrotation = false\n"));
        REQUIRE(hop.summary.apogee_m);
        int up = 0, down = 0;
        for (const Event& event : hop.flight.events) {
            up += event.name == event_names::above_100_km ? 1 : 0;
            down += event.name == event_names::below_100_km ? 1 : 0;
        }
        const int expected = *hop.summary.apogee_m > 100e3 ? 1 : 0;
        CHECK(up == expected);
        CHECK(down == expected);
    }
}

TEST_CASE("a shroud is let go where its height is barely reached", "[edge]") {
    // Vertical, no air: the summit found first, then a jettison height a little below and above it.
    const auto with_shroud = [&](double height_km) {
        return launched("programme = \"pitch-table\"\ntime_s = [0, 100]\nelevation_deg = [88, 88]\n",
                        "propellant_mass_kg = 560\nburn_time_s = 20\nisp_vacuum_s = 200\n",
                        "[shroud]\nmass_kg = 100\njettison_height_km = " + number(height_km) +
                            "\n[payload]\nmass_kg = 50\n[environment]\natmosphere = \"none\"\n");
    };
    const double summit_km = *flown(with_shroud(500)).summary.apogee_m / 1000;
    for (const double below_km : {0.002, 0.05, 1.0}) {
        CHECK(flown(with_shroud(summit_km - below_km)).flight.find(event_names::shroud_jettison));
        CHECK_FALSE(flown(with_shroud(summit_km + below_km)).flight.find(event_names::shroud_jettison));
    }
}

TEST_CASE("an apogee is stationary and greatest, else osculating, else none", "[edge]") {
    const std::string burn = "propellant_mass_kg = 600\nburn_time_s = 40\nisp_vacuum_s = 250\n",
                      payload = "[payload]\nmass_kg = 50\nballistic_coefficient_kg_m2 = 3000\n",
                      steady = "programme = \"pitch-table\"\ntime_s = [0, 10]\nelevation_deg = [80, 80]\n";
    const Flown whole = flown(launched(steady, burn, payload));
    REQUIRE(whole.summary.apogee);
    CHECK(whole.summary.apogee_kind == ApogeeKind::flown);
    const Flown cut = flown(launched(steady, burn, payload, "duration_s = 60\n"));
    CHECK(cut.flight.outcome == Outcome::duration_reached);
    CHECK_FALSE(cut.summary.apogee);
    CHECK(cut.summary.apogee_kind == ApogeeKind::osculating);
    CHECK_FALSE(cut.summary.range_m);
    CHECK_FALSE(cut.summary.flight_time_s);
    // In thin air the ellipse ahead is the flight to come, but for J2 and the last of the drag.
    CHECK(*cut.summary.apogee_m == Approx(*whole.summary.apogee_m).epsilon(0.02));
    const Flown falls = flown(released(50e3, 0, 100, 500, heavy));
    CHECK_FALSE(falls.summary.apogee_m);
    const Flown at_rest = flown(released(50e3, 0, 0, 0, heavy));
    REQUIRE(at_rest.summary.apogee);
    CHECK(at_rest.summary.apogee->time_s == 0);
    const Flown escapes = flown(released(300e3, 0, 12000, -100, heavy));
    CHECK(escapes.flight.outcome == Outcome::escaped);
    CHECK_FALSE(escapes.summary.apogee_m);
}

TEST_CASE("going away from a pole the height falls while the radius still grows", "[edge]") {
    // The ground falls by 21 km from pole to equator: 5 km/s southward over 45 degrees it does so by 16 m/s.
    for (const double south : {2000.0, 5000.0})
        for (const double down : {-5.0, 0.01, 1.0, 10.0, 18.0}) {
            std::string text = released(300e3, -south, 0, down, "mass_kg = 10\n");
            text.replace(text.find("latitude_deg = 10"), 17, "latitude_deg = 45");
            const Flown flight = flown(text);
            CHECK(flight.flight.outcome == Outcome::landed);
            CHECK(flight.summary.apogee_m.has_value() == (down < 0));
        }
}

TEST_CASE("a body released on the ground or below it has its own speed and angle", "[edge]") {
    for (const double height_m : {0.0, -300.0}) {
        const Flown stops = flown(released(height_m, 30, 0, 40, heavy));
        CHECK(stops.flight.outcome == Outcome::landed);
        CHECK(stops.summary.impact->speed_earth_m_s == Approx(50).epsilon(1e-9));
        CHECK(degrees(stops.summary.impact->flight_path_angle) == Approx(-53.13010235).epsilon(1e-9));
        CHECK(*stops.summary.flight_time_s == 0);
        CHECK(*stops.summary.range_m == Approx(0).margin(1e-6));
        const Flown thrown = flown(released(height_m, 30, 0, -40, heavy));
        CHECK(thrown.flight.outcome == Outcome::landed);
        CHECK(*thrown.summary.flight_time_s == Approx(8.2).epsilon(0.02));
    }
}

TEST_CASE("lift-off between the ends of a span, late or never, is one rule", "[edge]") {
    const auto curve = [](const std::string& fractions) {
        return launched(
            "programme = \"linear\"\nvertical_s = 500\nburnout_elevation_deg = 90\n",
            "propellant_mass_kg = 9000\nisp_vacuum_s = 280\nburn_time_s = 460\nseparates = false\n"
            "thrust_curve = { time_s = [0, 1], fraction = " +
                fractions + " }\n",
            "[payload]\nmass_kg = 2000\nballistic_coefficient_kg_m2 = 2000\n"
            "[environment]\natmosphere = \"none\"\n");
    };
    const Flown rises = flown(curve("[1, 0]"));
    CHECK(rises.flight.outcome == Outcome::landed);
    CHECK(rises.flight.lift_off_s > 0);
    CHECK(*rises.summary.flight_time_s == Approx(rises.flight.end_s - rises.flight.lift_off_s));
    const Flown never = flown(launched("programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 90\n",
                                       "propellant_mass_kg = 100\nisp_vacuum_s = 200\nburn_time_s = 460\n",
                                       "[payload]\nmass_kg = 2000\n"));
    CHECK(never.flight.outcome == Outcome::lift_off_failed);
    CHECK_FALSE(never.summary.range_m);
    CHECK_FALSE(never.summary.apogee_m);
}

TEST_CASE("the greatest dynamic pressure is found at a powered summit, and where a fall begins", "[edge]") {
    const std::string stage = "propellant_mass_kg = 3000\nburn_time_s = 60\nisp_vacuum_s = 250\n",
                      payload = "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n";
    for (const char* tilt : {"40", "60", "80", "90"})
        flown(launched(
            "programme = \"gravity-turn\"\nkick_speed_m_s = 60\nkick_duration_s = 5\nkick_angle_deg = " +
                std::string(tilt) + "\n",
            stage, payload));
    flown(released(3000, 0, 800, 0, heavy));
    flown(released(3000, 0, 800, -300, heavy));
    flown(released(3000, 0, 800, 300, heavy));
}

// Would catch an edge of the air that is met to a centimetre, where the density halves within one to a
// hundred: the greatest dynamic pressure is at that edge, and falls off beyond it.
TEST_CASE("the greatest dynamic pressure is found below a thin layer in which the air ends", "[edge]") {
    Scenario scenario = parse_scenario(
        launched(
            "programme = \"gravity-turn\"\nkick_speed_m_s = 60\nkick_duration_s = 5\nkick_angle_deg = 4\n",
            "propellant_mass_kg = 3000\nburn_time_s = 60\nisp_vacuum_s = 250\n",
            "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n"),
        "thin.toml");
    for (const double thick_m : {0.01, 0.1, 1.0, 100.0}) {
        scenario.environment.atmosphere = table_atmosphere(
            {{0, 6000, 6000 + thick_m, 60e3}, {1.2, 0.7, 0.35, 1e-4}, {288, 250, 250, 220}, {}});
        const Flown flight = flown(scenario);
        INFO(thick_m);
        const auto peak =
            std::find_if(flight.flight.events.begin(), flight.flight.events.end(),
                         [](const Event& e) { return e.name == event_names::max_dynamic_pressure; });
        REQUIRE(peak != flight.flight.events.end());
        // The load at the edge is known to its share of the layer, 7e-5; below, it grows by 1e-4 in a metre.
        CHECK(height_and_up(flight.flight.plan->earth, peak->state.r_I).height.m == Approx(6000).margin(1));
        // The density just below the edge, to the share of the layer within which it is met.
        const Vec3<double>&r = peak->state.r_I, &v = peak->state.v_I;
        const double omega = flight.flight.plan->earth.rotation_rate_rad_s;
        const Vec3<double> through_air{v.x() + omega * r.y(), v.y() - omega * r.x(), v.z()};
        CHECK(*flight.summary.max_dynamic_pressure_Pa ==
              Approx(0.5 * 0.7 * through_air.squaredNorm()).epsilon(2e-4));
    }
}

// Would catch a knot that is met less closely than its neighbour lies: between the two the drag area changes
// by its whole self, and beyond them the segment's line goes on to anything.
TEST_CASE("a drag curve may jump within a millionth of a Mach number", "[edge]") {
    for (const double width : {1e-6, 1e-3})
        for (const double after : {0.6, 0.1}) {
            const std::string drag = fmt::format(
                "[drag.jump]\nmach = [0, {:.9f}, 1, 2, {:.9f}, 5]\ncd = [0.2, 0.2, 0.9, 0.3, {}, 0.2]\n",
                1 - width, 2 + width, after);
            flown(launched("programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 40\n",
                           "propellant_mass_kg = 3000\nburn_time_s = 46\nisp_vacuum_s = 255\n"
                           "diameter_m = 0.9\ndrag = \"jump\"\n",
                           "[payload]\nmass_kg = 700\nballistic_coefficient_kg_m2 = 1300\n" + drag));
        }
}

// Would catch a kink gone over early because nothing is lost there yet: a vehicle without drag does not feel
// the wind until its thrust follows the air, and from then on every metre of height counts.
TEST_CASE("a wind that turns from layer to layer is met layer by layer", "[edge]") {
    Scenario scenario = parse_scenario(
        launched(
            "programme = \"gravity-turn\"\nkick_speed_m_s = 60\nkick_duration_s = 5\nkick_angle_deg = 4\n",
            "propellant_mass_kg = 3000\nburn_time_s = 60\nisp_vacuum_s = 250\n",
            "[payload]\nmass_kg = 500\n"),
        "wind.toml");
    // Layers of 90 m: an edge lies close ahead when the kick ends.
    for (const double thick_m : {90, 700}) {
        WindTable& wind = scenario.environment.wind = {};
        for (int i = 0; 250 + thick_m * i < 8000; ++i) {
            wind.height_m.push_back(250 + thick_m * i);
            wind.east_m_s.push_back(i % 2 == 0 ? 40 : -35);
            wind.north_m_s.push_back(i % 3 == 0 ? -30 : 20);
        }
        const double far = *flown(scenario).summary.range_m;
        for (const double tolerance : {1e-8, 1e-10, 1e-11, 1e-12})
            CHECK(*summarise(propagate(plan(scenario), {tolerance})).range_m == Approx(far).margin(2));
    }
}

// Would catch an edge gone over early where nothing is lost by it and yet something waits for the speed
// through the air, in which the wind beyond shows at once: the kick would begin some hundredths of a second
// early.
TEST_CASE("a kick that waits for a speed waits for it in the wind that is there", "[edge]") {
    Scenario scenario = parse_scenario(
        launched(
            "programme = \"gravity-turn\"\nkick_speed_m_s = 80\nkick_duration_s = 5\nkick_angle_deg = 4\n",
            "propellant_mass_kg = 3000\nburn_time_s = 60\nisp_vacuum_s = 250\n",
            "[payload]\nmass_kg = 500\n"),
        "wind.toml");
    for (double edge_m = 60; edge_m < 400; edge_m += 10) {
        INFO("the wind turns from " << edge_m << " m on");
        scenario.environment.wind = {{edge_m, edge_m + 1500}, {-15, -16}, {-42, 7}};
        const double far = *summarise(propagate(plan(scenario), {1e-10})).range_m;
        for (const double tolerance : {3e-9, 1e-11, 1e-12, 1e-13})
            // Two metres: twice what the default tolerance promises. The kick that began early moved it by
            // 200 m.
            CHECK(*summarise(propagate(plan(scenario), {tolerance})).range_m ==
                  Approx(far).epsilon(0).margin(2));
    }
}

TEST_CASE("a vehicle tilted on the pad is held until its thrust carries it", "[edge]") {
    const Flown tilted =
        flown(launched("programme = \"linear\"\nvertical_s = 2\nburnout_elevation_deg = 20\n",
                       "propellant_mass_kg = 3000\nburn_time_s = 60\nisp_vacuum_s = 250\n"
                       "thrust_curve = { time_s = [0, 30, 60], fraction = [0.1, 1, 1] }\n",
                       "[payload]\nmass_kg = 500\n"));
    REQUIRE(tilted.flight.outcome == Outcome::landed);
    const FlightPoint off = tilted.flight.point(tilted.flight.lift_off_s);
    // The linear programme has come down from 90 degrees since 2 s, over the 58 s that are left.
    const double elevation = radians(90 - 70 * (tilted.flight.lift_off_s - 2) / 58);
    const Forces<double> there =
        forces(*tilted.flight.plan, regime_at_start(*tilted.flight.plan, off.time_s, tilted.flight.start),
               off.time_s, tilted.flight.start.r_I, tilted.flight.start.v_I);
    CHECK(there.thrust * std::sin(elevation) == Approx(there.mass * 9.797).epsilon(1e-3));
    CHECK(tilted.summary.range_m > 1000.0);
}

TEST_CASE("rest is no climb and no fall", "[edge]") {
    // Far out, turning with the Earth, a body leaves at once: it is at its hyperbola's perigee.
    for (const double latitude : {0.0, -16.2})
        CHECK(flown("[initial]\nlatitude_deg = " + number(latitude) +
                    "\nlongitude_deg = 30\nheight_m = 4.8e8\nvelocity_north_m_s = 0\n"
                    "velocity_east_m_s = 0\nvelocity_down_m_s = 0\n[payload]\nmass_kg = 100\n")
                  .flight.outcome == Outcome::escaped);
    for (const double height_m : {0.0, -39.7}) {
        const Flown lying = flown(released(height_m, 0, 0, 0, heavy));
        CHECK(lying.flight.outcome == Outcome::landed);
        CHECK_FALSE(lying.summary.apogee);
        CHECK(*lying.summary.range_m == Approx(0).margin(1e-6));
    }
    // Thrown up from the ground itself: it comes back, and is not there already.
    const Flown thrown = flown(released(0, 0, 0, -0.7, heavy));
    CHECK(*thrown.summary.flight_time_s == Approx(2 * 0.7 / 9.78).epsilon(0.01));
}

// Would catch an edge of the air that is gone over early, tens of metres below it, and hides the ground.
TEST_CASE("a release below the first row of a table lands on its own ground", "[edge]") {
    Scenario scenario = parse_scenario(
        released(-54.6, 4850, -6690, -25, "mass_kg = 900\nballistic_coefficient_kg_m2 = 900\n"),
        "below.toml");
    scenario.environment.atmosphere =
        table_atmosphere({{0, 4300, 9900, 60e3}, {}, {245, 230, 250, 200}, {1.01e5, 5.6e4, 2.6e4, 20}});
    const Flown low = flown(scenario);
    REQUIRE(low.flight.outcome == Outcome::landed);
    CHECK(low.summary.final.place.height == Approx(-54.6).margin(1e-3));
}

// Would catch a kick that is over while the vehicle stands on the pad: thrust along a velocity that is none.
TEST_CASE("a kick by the clock waits for lift-off", "[edge]") {
    const auto range_km = [](double kick_s) {
        const Flown flight =
            flown(launched("programme = \"gravity-turn\"\nkick_time_s = " + number(kick_s) +
                               "\nkick_angle_deg = 3\nkick_duration_s = 10\n",
                           "propellant_mass_kg = 15000\nburn_time_s = 70\nisp_vacuum_s = 265\n"
                           "thrust_curve = {time_s = [0, 20, 20.1, 70], fraction = [0, 0.05, 1, "
                           "1]}\n",
                           "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n"));
        CHECK(flight.flight.outcome == Outcome::landed);
        CHECK(flight.flight.lift_off_s > 20);
        return flight.summary.range_m.value_or(0) / 1000;
    };
    const double waited = range_km(5);
    CHECK(waited > 100);
    CHECK(range_km(15) == Approx(waited).epsilon(1e-9));
    CHECK(range_km(25) != Approx(waited).epsilon(1e-3));
}

// Would catch thrust that is to follow the air of a vehicle at rest: it would have none, and topple.
TEST_CASE("a kick that is over in no time on the pad tilts nothing", "[edge]") {
    const auto apogee_km = [](const std::string& trigger) {
        const Flown flight = flown(launched(
            "programme = \"gravity-turn\"\n" + trigger + "\nkick_angle_deg = 20\nkick_duration_s = 0\n",
            "propellant_mass_kg = 15000\nburn_time_s = 70\nisp_vacuum_s = 265\n",
            "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n"));
        CHECK(flight.flight.outcome == Outcome::landed);
        return flight.summary.apogee_m.value_or(0) / 1000;
    };
    // Straight up, less what a turning Earth makes of a thrust that follows the air from 10 or from 50 m/s
    // on.
    CHECK(apogee_km("kick_time_s = 0") == Approx(apogee_km("kick_speed_m_s = 50")).epsilon(0.02));
}
