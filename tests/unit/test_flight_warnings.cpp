#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "report/flight_warnings.h"
#include "unit/example_scenario.h"

namespace apogee {
namespace {

using testing::replaced;

/// What a flight shows beyond what its scenario says by itself.
std::vector<std::string> shown_by(const Scenario& scenario) {
    Flight flight;
    flight.name = "s";
    flight.scenario = scenario;
    flight.trajectory = propagate(plan(scenario));
    std::vector<std::string> lines = flight_warnings(flight);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(warnings(scenario).size()));
    return lines;
}

std::vector<std::string> shown(const Overrides& changes, const std::string& text = testing::flight) {
    return shown_by(testing::parsed(replaced(text, "duration_s = 4000\n", ""), changes));
}

bool only(const std::vector<std::string>& lines, const std::string& words) {
    for (const std::string& line : lines) UNSCOPED_INFO(line);
    return lines.size() == 1 && lines[0].find(words) != std::string::npos;
}

std::string kicked(const std::string& trigger, const std::string& duration_s) {
    return replaced(testing::flight, "programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 40\n",
                    "programme = \"gravity-turn\"\n" + trigger +
                        "\nkick_angle_deg = 3\nkick_duration_s = " + duration_s + "\n");
}

}  // namespace

TEST_CASE("a shroud that is never jettisoned is told", "[report]") {
    CHECK(shown(Overrides{}).empty());
    CHECK(only(shown({{"shroud.jettison_height_km", "50000"}}),
               "shroud.jettison_height_km: it is never jettisoned: the vehicle does not rise to 50000 km"));
    CHECK(only(shown({{"shroud.jettison_time_s", "90000"}}),
               "shroud.jettison_time_s: it is never jettisoned: the flight ends at "));
    CHECK(shown({{"shroud.jettison_time_s", "100"}}).empty());
    // Stopped on the way up.
    CHECK(only(shown_by(testing::parsed(testing::flight, {{"launch.duration_s", "60"}})),
               "shroud.jettison_height_km"));
    // In orbit it may come later: nobody has flown that far.
    const Overrides orbit{{"stage[2].isp_vacuum_s", "2000"}, {"ascent.burnout_elevation_deg", "-15"}};
    Overrides late = orbit;
    late.emplace_back("shroud.jettison_height_km", "90000");
    const Scenario scenario = testing::parsed(replaced(testing::flight, "duration_s = 4000\n", ""), late);
    const Outcome outcome = propagate(plan(scenario)).outcome;
    REQUIRE((outcome == Outcome::in_orbit || outcome == Outcome::escaped));
    CHECK(only(shown_by(scenario), "it stays on as far as the flight is followed"));
}

TEST_CASE("a kick that never begins or is never finished is told", "[report]") {
    CHECK(shown({}, kicked("kick_speed_m_s = 50", "10")).empty());
    CHECK(only(shown({}, kicked("kick_speed_m_s = 9900", "10")),
               "ascent.kick_speed_m_s: the kick never begins: 9900 m/s is not reached by "));
    CHECK(only(shown({}, kicked("kick_height_m = 1e6", "10")),
               "ascent.kick_height_m: the kick never begins: 1e+06 m"));
    CHECK(only(shown({}, kicked("kick_speed_m_s = 50", "5000")),
               "ascent.kick_duration_s: the kick begins at "));
    // What is known without flying is said once.
    CHECK(shown({}, kicked("kick_time_s = 5000", "10")).empty());
    CHECK(shown({}, kicked("kick_speed_m_s = 9900", "0")).empty());
    CHECK(shown({}, kicked("kick_time_s = 0", "10")).empty());
}

TEST_CASE("a stage that is to ignite after the impact is told", "[report]") {
    const std::vector<std::string> lines = shown({{"stage[2].coast_before_s", "50000"}});
    CHECK(only(lines, "stage 2 ignition at "));
}

TEST_CASE("a vehicle that stays on the pad is told by its outcome alone", "[report]") {
    CHECK(shown({{"payload.mass_kg", "900000"}}).empty());
}

TEST_CASE("nothing that the catalogue asks for fails to happen", "[report]") {
    for (const auto& entry : std::filesystem::directory_iterator(APOGEE_SCENARIOS_DIR)) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path());
        const Scenario scenario = load_scenario(entry.path().string());
        CHECK(warnings(scenario) == vehicle_warnings(scenario));
        CHECK(shown_by(scenario).empty());
    }
}

}  // namespace apogee
