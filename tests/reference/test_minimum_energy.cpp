#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "physics/constants.h"
#include "range/search.h"
#include "range/standard_family.h"
#include "reference/csv.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

constexpr double gm = constants::wgs84_gm_m3_s2, sphere = constants::sphere_radius_m;

/// A body thrown from the ground of a still sphere without air.
Scenario thrown() {
    return parse_scenario(
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 0\nvelocity_north_m_s = 0\n"
        "velocity_east_m_s = 1\nvelocity_down_m_s = -1\n[environment]\natmosphere = \"none\"\n"
        "earth = \"sphere\"\ngravity = \"central\"\nrotation = false\n[payload]\nmass_kg = 1\n",
        "thrown.toml");
}

double range_m(Scenario& scenario, double speed_m_s, double angle) {
    auto& release = std::get<Release>(scenario.start);
    release.east_m_s = speed_m_s * std::cos(angle);
    release.down_m_s = -speed_m_s * std::sin(angle);
    return *summarise(propagate(plan(scenario), Tolerance::tight())).range_m;
}

}  // namespace

TEST_CASE("the minimum-energy flight is Wheelon's from the ground") {
    const auto table = read_reference("minimum_energy.csv");
    for (std::size_t i = 0; i < table.at("range_km").size(); ++i) {
        const double range_km = table.at("range_km")[i];
        CAPTURE(range_km);
        // The table's speed has 8 decimals: 1e-8 km/s are up to 1e-8 of the range.
        const MinimumEnergy least = minimum_energy(gm, sphere, sphere, 1000 * table.at("vmin_kms")[i]);
        CHECK(least.range_angle * sphere / 1000 == Approx(range_km).epsilon(1e-7));
        CHECK(degrees(least.angle) == Approx(table.at("gamma_deg")[i]).margin(1e-6).epsilon(0));
    }
}

TEST_CASE("flown with the least speed and searched over the angle a body reaches Wheelon's range") {
    const auto table = read_reference("minimum_energy.csv");
    Scenario scenario = thrown();
    for (std::size_t i = 0; i < table.at("range_km").size(); i += 4) {
        const double range_km = table.at("range_km")[i], speed = 1000 * table.at("vmin_kms")[i];
        CAPTURE(range_km);
        const auto flown = [&](double angle) { return range_m(scenario, speed, angle); };
        const double top = radians(table.at("gamma_deg")[i]);
        const double low = 0.5 * top, inside = 1.3 * top, high = 0.5 * (pi / 2 + inside);
        MaximumSearch search({low, flown(low)}, {inside, flown(inside)}, {high, flown(high)}, 1e-6);
        while (!search.done()) search.tell(flown(search.next()));
        CHECK(search.best().value / 1000 == Approx(range_km).epsilon(1e-6));
        // The range is flat at its top: 1e-10 of it are 1e-5 of the angle.
        CHECK(search.best().at == Approx(top).margin(1e-4).epsilon(0));
    }
}

TEST_CASE("from a height the minimum-energy angle is where a fixed speed carries farthest") {
    Scenario scenario = thrown();
    auto& release = std::get<Release>(scenario.start);
    const double height = GENERATE(100e3, 500e3), speed = GENERATE(2000.0, 5500.0, 7000.0);
    CAPTURE(height, speed);
    release.place.height = height;
    const MinimumEnergy least = minimum_energy(gm, sphere + height, sphere, speed);
    const double there = range_m(scenario, speed, least.angle);
    CHECK(there == Approx(least.range_angle * sphere).margin(0.01).epsilon(0));
    // Half a degree to either side costs more than the tolerance could hide.
    CHECK(range_m(scenario, speed, least.angle + radians(0.5)) < there - 10);
    CHECK(range_m(scenario, speed, least.angle - radians(0.5)) < there - 10);
}

TEST_CASE("a speed for half the sphere and more has no minimum-energy angle") {
    const double circular = std::sqrt(gm / sphere);
    CHECK(std::isnan(minimum_energy(gm, sphere, sphere, 1.001 * circular).angle));
    CHECK(std::isnan(minimum_energy(gm, sphere, sphere, 1.5 * circular).angle));
    CHECK(minimum_energy(gm, sphere, sphere, 0.9999 * circular).angle < radians(1));
}

TEST_CASE("a scenario enters the family with everything but its programme") {
    const Scenario linear = load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-14-2017-07-28.toml");
    const Scenario member = in_family(linear, {});
    const auto& turn = std::get<GravityTurn>(std::get<Launch>(member.start).ascent.programme);
    CHECK(turn.trigger == GravityTurn::Trigger::speed_m_s);
    CHECK(turn.trigger_value == 50);
    CHECK(std::get<Launch>(member.start).azimuth == std::get<Launch>(linear.start).azimuth);
    CHECK(member.vehicle.payload.mass_kg == linear.vehicle.payload.mass_kg);
    // A gravity turn begun by height keeps its own kick; one begun by time does not.
    const auto own = [](const std::string& trigger, const std::string& duration_s = "7") {
        Overrides overrides{{trigger, "120"}, {"ascent.kick_duration_s", duration_s}};
        const Scenario read = load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml", overrides);
        return std::get<GravityTurn>(std::get<Launch>(in_family(read, {}).start).ascent.programme);
    };
    CHECK(own("ascent.kick_height_m").trigger == GravityTurn::Trigger::height_m);
    CHECK(own("ascent.kick_height_m").trigger_value == 120);
    CHECK(own("ascent.kick_height_m").kick_duration_s == 7);
    // No angle of a kick that takes no time would change the flight.
    CHECK(own("ascent.kick_height_m", "0").kick_duration_s == 10);
    CHECK(own("ascent.kick_time_s").trigger == GravityTurn::Trigger::speed_m_s);
    CHECK(own("ascent.kick_time_s").kick_duration_s == 10);
    CHECK_THROWS_AS(in_family(thrown(), {}), InputError);
}

TEST_CASE("a scenario in the family states the numbers of its kick") {
    const auto stated = [](const std::string& trigger, const std::string& path) -> std::optional<double> {
        const Scenario read = load_scenario(
            APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml",
            {{trigger, "120"}, {"ascent.kick_angle_deg", "3"}, {"ascent.kick_duration_s", "7"}});
        const Scenario member = in_family(read, {});
        const auto found = std::ranges::find(member.parameters, path, &Parameter::path);
        return found == member.parameters.end() ? std::nullopt : std::optional(found->value);
    };
    const std::string speed = "ascent.kick_speed_m_s", height = "ascent.kick_height_m";
    CHECK(stated(speed, speed) == 120);
    CHECK_FALSE(stated(speed, height));
    CHECK(stated(height, height) == 120);
    CHECK_FALSE(stated(height, speed));
    CHECK(stated(height, "ascent.kick_angle_deg") == Approx(3));
    CHECK(stated(height, "ascent.kick_duration_s") == 7);
}
