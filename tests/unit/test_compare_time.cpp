// When a measured flight took place, and how long the computed one is flown beside it.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.h"
#include "compare/fit.h"
#include "temporary_folder.h"

namespace apogee::testing {
namespace {

/// docs/compare.md: a stage that coasts, before any of its numbers is fitted.
constexpr const char* coast =
    "[initial]\nlatitude_deg = 28.5\nlongitude_deg = -79.5\nheight_m = 88500\nvelocity_north_m_s = 0\n"
    "velocity_east_m_s = 1900\nvelocity_down_m_s = -1000\nduration_s = 160\n"
    "[environment]\natmosphere = \"none\"\n[payload]\nmass_kg = 30000\n";
const std::string ses_11 = APOGEE_TEST_DATA "/falcon9_ses_11.csv";

std::string orbit(double height_m, double east_m_s) {
    return fmt::format(
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = {}\nvelocity_north_m_s = 0\n"
        "velocity_east_m_s = {}\nvelocity_down_m_s = 0\n[payload]\nmass_kg = 100\n"
        "ballistic_coefficient_kg_m2 = 5000\n",
        height_m, east_m_s);
}

}  // namespace

TEST_CASE("a clock is found for a flight that fits badly: no row is moved out of it", "[compare][fit]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("coast.toml", coast);
    // The data last 155 s of the flight's 160: from -185.018 to -180.006 s nothing lies outside.
    for (const double accuracy : {0.001, 0.15}) {
        INFO(accuracy);
        MeasuredFlight data = read_measured_flight(ses_11);
        for (MeasuredQuantity& quantity : data.quantities)
            if (quantity.name == "speed_m_s") quantity.accuracy = accuracy;
        const Fit alone = fit({file, {}, {}, true, 0}, data);
        CHECK(alone.offset_s >= -185.02);
        CHECK(alone.offset_s <= -180);
        CHECK(compare(data, alone.flight, alone.offset_s).outside == 0);
    }
    MeasuredFlight data = read_measured_flight(ses_11);
    const Fit both =
        fit({file, {}, {"initial.velocity_east_m_s", "initial.velocity_down_m_s"}, true, 0}, data);
    CHECK(both.offset_s == Approx(-185.018).margin(5.1));
    CHECK(compare(data, both.flight, both.offset_s).outside == 0);
}

TEST_CASE("a clock is found for a short piece of a long flight, and for data that begin before a release",
          "[compare][fit]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("coast.toml", coast);
    const Flight truth = fly_scenario(file, {});
    const auto rows = [&](double from_s, double to_s, double step_s, double zero_s) {
        std::string csv = "time_s,height_km,speed_m_s\n";
        for (double time_s = from_s; time_s < to_s; time_s += step_s) {
            const FlightPoint point = truth.trajectory.point(std::max(time_s, 0.0));
            // Before the release it was under thrust, and elsewhere.
            csv += fmt::format("{:.1f},{:.3f},{:.2f}\n", time_s + zero_s,
                               point.place.height / 1000 + std::min(time_s, 0.0) / 2,
                               point.speed_earth_m_s + 10 * std::min(time_s, 0.0));
        }
        return read_measured_flight(folder.write("d.csv", csv));
    };
    const Fit piece = fit({file, {}, {}, true, 0}, rows(70, 74, 0.5, 300));
    CHECK(piece.offset_s == Approx(-300).margin(0.1));
    const Fit early = fit({file, {}, {}, true, 0}, rows(-60, 150, 1, 60));
    CHECK(early.offset_s == Approx(-60).margin(0.1));
}

TEST_CASE("apogee compare: a clock at its bound is said to be there, and messages name the option",
          "[compare][cli]") {
    const Workspace here;
    here.write("coast.toml", coast);
    here.write("one.csv", "time_s,height_km\n200,90\n");
    const std::string data = "'" + ses_11 + "'";
    const CommandResult found = here.run("compare coast.toml " + data + " --time-offset fit");
    CHECK(found.status == 0);
    CHECK_THAT(found.out, Catch::Contains("before lift-off (or release), fitted: AT ITS BOUND") &&
                              !Catch::Contains("inf") && !Catch::Contains("nan"));
    const auto json =
        nlohmann::json::parse(here.run("compare coast.toml " + data + " --time-offset fit --json").out);
    CHECK(json["fit"]["data_zero_sd_s"].is_null());
    CHECK(json["rows_outside_the_flight"] == 0);

    const CommandResult one = here.run("compare coast.toml one.csv --time-offset fit");
    CHECK(one.status == 2);
    CHECK(one.err == "--time-offset: found 1 measured value for 1 number; expected more of them\n");
    const CommandResult piped = here.run("compare - " + data + " --time-offset fit < coast.toml");
    CHECK(piped.status == 2);
    CHECK_THAT(piped.err, Catch::StartsWith("--time-offset: reads the scenario many times"));

    here.write("ground.toml",
               "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 0\nvelocity_north_m_s = 0\n"
               "velocity_east_m_s = 0\nvelocity_down_m_s = 0\n[payload]\nmass_kg = 1\n"
               "ballistic_coefficient_kg_m2 = 1000\n");
    const CommandResult ground = here.run("compare ground.toml one.csv");
    CHECK(ground.status == 2);
    CHECK(ground.err ==
          "ground.toml:1:1: is released on the ground and stays there; expected a scenario that flies\n");
}

TEST_CASE("beside data a flight in orbit, or escaping, is flown to their last row", "[compare]") {
    const TemporaryFolder folder;
    for (const double east_m_s : {7300.0, 12000.0}) {
        INFO(east_m_s);
        const std::string file = folder.write("round.toml", orbit(500e3, east_m_s));
        const Flight brief = fly_scenario(file, {});
        REQUIRE(
            (brief.trajectory.outcome == Outcome::in_orbit || brief.trajectory.outcome == Outcome::escaped));
        REQUIRE(brief.trajectory.end_s < 2000);
        const Flight flown = fly_scenario(file, {}, 9000);
        CHECK(flown.trajectory.end_s == 9000);
        // The same orbit as where the scenario itself states how long.
        const Flight stated = fly_scenario(file, {{"initial.duration_s", "9000"}});
        CHECK((flown.trajectory.point(9000).state.r_I - stated.trajectory.point(9000).state.r_I).norm() <
              1e-3);
    }
    // What comes down is not flown below the ground, and no scenario for longer than any other flight.
    const std::string falls = folder.write("falls.toml", orbit(100e3, 100));
    CHECK(fly_scenario(falls, {}, 9000).trajectory.outcome == Outcome::landed);
    CHECK(fly_scenario(folder.write("far.toml", orbit(500e3, 12000)), {}, 1e9).trajectory.end_s ==
          time_limit_s);

    const Workspace here;
    here.write("round.toml", orbit(500e3, 7300));
    const Flight flown = fly_scenario(here.path("round.toml").string(), {}, 9000);
    std::string csv = "time_s,height_km,longitude_deg\n";
    for (double time_s = 0; time_s <= 9000; time_s += 100) {
        const FlightPoint point = flown.trajectory.point(time_s);
        csv += fmt::format("{:.0f},{:.3f},{:.4f}\n", time_s, point.place.height / 1000,
                           point.place.longitude * 180 / M_PI);
    }
    here.write("d.csv", csv);
    const auto given = nlohmann::json::parse(here.run("compare round.toml d.csv --json").out);
    CHECK(given["rows_outside_the_flight"] == 0);
    CHECK(given["quantities"][0]["rms"].get<double>() < 0.001);
    const auto sought =
        nlohmann::json::parse(here.run("compare round.toml d.csv --time-offset fit --json").out);
    CHECK(sought["data_zero_after_lift_off_s"].get<double>() == Approx(0).margin(0.1));
    // A short piece of a later revolution is found, too.
    std::string header = csv.substr(0, csv.find('\n') + 1), later;
    for (int row = 70; row <= 90; ++row) {
        const std::string line = fmt::format("\n{},", 100 * row);
        const std::size_t at = csv.find(line) + line.size();
        later += fmt::format("{},{}", 100 * (row - 70), csv.substr(at, csv.find('\n', at) + 1 - at));
    }
    here.write("later.csv", header + later);
    const auto found =
        nlohmann::json::parse(here.run("compare round.toml later.csv --time-offset fit --json").out);
    CHECK(found["data_zero_after_lift_off_s"].get<double>() == Approx(7000).margin(0.1));
    // A piece that begins 2500 s after the release is flown to its last row, too.
    MeasuredFlight piece = read_measured_flight(here.path("d.csv").string());
    constexpr std::size_t left_out = 25;
    const auto cut = [](std::vector<double>& values) {
        values.erase(values.begin(), values.begin() + left_out);
    };
    cut(piece.time_s);
    for (MeasuredQuantity& quantity : piece.quantities) cut(quantity.values);
    for (double& time_s : piece.time_s) time_s -= 2500;
    const Fit late = fit({here.path("round.toml").string(), {}, {}, true, 0, 13000}, piece);
    CHECK(late.offset_s == Approx(2500).margin(0.1));
    CHECK(compare(piece, late.flight, late.offset_s).outside == 0);
}

}  // namespace apogee::testing
