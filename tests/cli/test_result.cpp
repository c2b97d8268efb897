#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/angles.h"
#include "cli/command.h"
#include "physics/constants.h"

using apogee::testing::CommandResult;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

TEST_CASE("The JSON result holds the documented keys", "[cli][json]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const Json result = Json::parse(here.run("run a.toml --json").out);
    for (const char* key : {"outcome", "apogee_km", "apogee_time_s", "range_km", "impact_azimuth_deg",
                            "flight_time_s", "max_dynamic_pressure_kPa", "max_deceleration_g"}) {
        CAPTURE(key);
        REQUIRE(result.contains(key));
        CHECK_FALSE(result[key].is_null());
    }
    for (const char* key : {"latitude_deg", "longitude_deg", "speed_km_s", "flight_path_angle_deg"}) {
        CHECK(result.at("impact").at(key).is_number());
    }
    for (const char* key :
         {"time_s", "height_km", "speed_inertial_km_s", "speed_air_km_s", "flight_path_angle_deg"}) {
        CHECK(result.at("burnout").at(key).is_number());
    }
    for (const char* key :
         {"time_s", "latitude_deg", "longitude_deg", "height_km", "speed_air_km_s", "speed_inertial_km_s"}) {
        CHECK(result.at("final").at(key).is_number());
    }
    for (const Json& event : result.at("events")) {
        CHECK(event.at("name").is_string());
        for (const char* key : {"time_s", "latitude_deg", "longitude_deg", "height_km", "speed_air_km_s"}) {
            CHECK(event.at(key).is_number());
        }
    }
    const Json provenance = result.at("provenance");
    CHECK(provenance.at("version").is_string());
    CHECK(provenance.at("scenario_hash").get<std::string>().size() == 16);
    CHECK(provenance.at("models").at("atmosphere") == "us1976");
    CHECK(provenance.at("models").at("gravity") == "j2");
}

TEST_CASE("Figures of one result agree with one another", "[cli][json]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const Json result = Json::parse(here.run("run a.toml --json").out);
    CHECK(result.at("impact").at("flight_path_angle_deg").get<double>() < -30);
    CHECK(result["final"]["time_s"] == result["flight_time_s"]);
    CHECK(result["final"]["latitude_deg"] == result["impact"]["latitude_deg"]);
    CHECK(std::abs(result["final"]["height_km"].get<double>()) < 1e-6);
    CHECK(result["burnout"]["time_s"].get<double>() == Approx(70).margin(1e-9));
    const Json events = result["events"];
    CHECK(std::is_sorted(events.begin(), events.end(),
                         [](const Json& a, const Json& b) { return a["time_s"] < b["time_s"]; }));
    const auto event = [&](const char* name) {
        return *std::find_if(events.begin(), events.end(), [&](const Json& e) { return e["name"] == name; });
    };
    CHECK(event("apogee")["height_km"] == result["apogee_km"]);
    CHECK(event("apogee")["time_s"] == result["apogee_time_s"]);
    CHECK(event("impact")["time_s"] == result["flight_time_s"]);
    const Json range = result.at("reported").at("range_km");
    CHECK(range.at("value") == 250);
    CHECK(range.at("computed") == result["range_km"]);
    CHECK(range.at("residual").get<double>() == result["range_km"].get<double>() - 250);
    CHECK(range.at("residual_percent").get<double>() == Approx(range["residual"].get<double>() / 2.5));
    CHECK(range.at("uncertainty") == Json{{"low", 240}, {"high", 260}});
    CHECK(range.at("source") == "nobody");
}

TEST_CASE("A reported longitude beyond the antimeridian is compared by the short way", "[cli][json]") {
    const Workspace here;
    here.write("a.toml", released(30e3, 300));
    const double longitude = Json::parse(here.run("run a.toml --json").out)["impact"]["longitude_deg"];
    // The same fall, started so that it ends 0.1 degrees west of the antimeridian.
    here.write("b.toml", released(30e3, 300) + "[reported]\nimpact_longitude_deg = -179.9\n");
    const Json result = Json::parse(
        here.run("run b.toml --json --set initial.longitude_deg=" + std::to_string(10 + 179.9 - longitude))
            .out);
    CHECK(result["impact"]["longitude_deg"].get<double>() == Approx(179.9).margin(1e-5));
    CHECK(result["reported"]["impact_longitude_deg"]["residual"].get<double>() == Approx(-0.2).margin(1e-5));
    CHECK(result["reported"]["impact_longitude_deg"]["residual_percent"].is_null());
}

TEST_CASE("A release on a circle is reported as that orbit", "[cli][json]") {
    const Workspace here;
    // Over a still sphere, no air: a circular orbit of 500 km from a level release at its own speed.
    const double gm = apogee::constants::wgs84_gm_m3_s2, radius = apogee::constants::sphere_radius_m + 500e3;
    const double speed = std::sqrt(gm / radius), slant = speed / std::sqrt(2.0);
    std::string text = released(500e3, slant, "") +
                       "[environment]\nearth = \"sphere\"\ngravity = \"central\"\natmosphere = \"none\"\n"
                       "rotation = false\n";
    text.replace(text.find("velocity_north_m_s = 0"), 22, "velocity_north_m_s = " + std::to_string(slant));
    here.write("a.toml", text);
    const CommandResult run = here.run("run a.toml --json");
    CHECK(run.status == 5);
    const Json result = Json::parse(run.out);
    REQUIRE(result.at("outcome") == "in_orbit");
    const Json orbit = result.at("orbit");
    // to_string prints the speed to 1e-6 m/s, which is 2 mm of semi-major axis.
    CHECK(orbit.at("perigee_km").get<double>() == Approx(500).margin(1e-5));
    CHECK(orbit.at("apogee_km").get<double>() == Approx(500).margin(1e-5));
    CHECK(orbit.at("inclination_deg").get<double>() == Approx(45).margin(1e-6));
    CHECK(orbit.at("period_s").get<double>() ==
          Approx(2 * apogee::pi * std::sqrt(radius * radius * radius / gm)).epsilon(1e-8));
    CHECK(here.run("run a.toml").out.find("perigee x apogee      500.0 x 500.0 km") != std::string::npos);
}

TEST_CASE("The report says what the JSON says", "[cli]") {
    const Workspace here;
    std::string text = single_stage;
    text.insert(text.find("azimuth_deg"), "time = 2023-12-31T23:59:30+00:00\nsite = \"Somewhere\"\n");
    here.write("a.toml", text);
    const Json result = Json::parse(here.run("run a.toml --json").out);
    const std::string report = here.run("run a.toml").out;
    const auto shows = [&](const std::string& part) {
        CAPTURE(part, report);
        CHECK(report.find(part) != std::string::npos);
    };
    const auto one_decimal = [](double value) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%.1f", value);
        return std::string(buffer);
    };
    shows("A single stage\n==============\n");
    shows("Somewhere, 35.0000 N 45.0000 E");
    shows("2023-12-31 23:59:30 UTC");
    shows("00:00:40 +1d  stage 1 burnout");
    shows(" km at T+");
    shows("range                 " + one_decimal(result["range_km"]) + " km");
    shows("(" + one_decimal(result["flight_time_s"]) + " s)");
    shows("240 to 260");
    shows("[1] nobody");
    shows("hash " + result["provenance"]["scenario_hash"].get<std::string>());
}

TEST_CASE("Several flights stand side by side within the page", "[cli]") {
    const Workspace here;
    std::string arguments;
    for (int i = 0; i < 7; ++i) {
        const std::string name = "a-scenario-with-a-long-name-" + std::to_string(i) + ".toml";
        here.write(name, single_stage);
        arguments += name + ' ';
    }
    const CommandResult run = here.run("run --quiet " + arguments);
    CHECK(run.status == 0);
    std::size_t outcomes = 0, widest = 0, line_start = 0;
    for (std::size_t i = 0; i < run.out.size(); ++i) {
        if (run.out.compare(i, 6, "landed") == 0) ++outcomes;
        if (run.out[i] != '\n') continue;
        widest = std::max(widest, i - line_start);
        line_start = i + 1;
    }
    CHECK(outcomes == 7);
    CHECK(widest <= 100);
}

TEST_CASE("What never happens is said on standard error, by check and in JSON", "[cli][json]") {
    const Workspace here;
    std::string text = single_stage;
    const std::string programme = "programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 45\n";
    text.replace(
        text.find(programme), programme.size(),
        "programme = \"gravity-turn\"\nkick_speed_m_s = 50\nkick_angle_deg = 3\nkick_duration_s = 0\n");
    here.write("a.toml", text + "[shroud]\nmass_kg = 5\njettison_height_km = 5000\n");
    const std::string kick = "ascent.kick_duration_s: a kick of 0 s tilts nothing",
                      shroud = "shroud.jettison_height_km: it is never jettisoned";
    const auto holds = [](const std::string& all, const std::string& part) {
        return all.find(part) != std::string::npos;
    };
    const CommandResult run = here.run("run a.toml --json");
    CHECK(holds(run.err, "warning: a: " + kick + "\n"));
    CHECK(holds(run.err, "warning: a: " + shroud));
    const Json listed = Json::parse(run.out).at("warnings");
    for (const std::string& line : {kick, shroud})
        CHECK(std::any_of(listed.begin(), listed.end(),
                          [&](const Json& one) { return holds(one.get<std::string>(), line); }));
    CHECK(here.run("run a.toml --quiet").err.empty());
    // What needs no flight, `check` knows; what is of another programme, `range` does not say.
    CHECK(holds(here.run("check a.toml").out, kick));
    CHECK_FALSE(holds(here.run("range a.toml").err, kick));
}

TEST_CASE("A burnout on the way down is not called a climb", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    CHECK(here.run("run a.toml").out.find(" km high, climbing at ") != std::string::npos);
    // Steered at the ground from 12 s on.
    const std::string down = here.run(
                                     "run a.toml --set ascent.burnout_elevation_deg=-89 --set "
                                     "ascent.vertical_s=30")
                                 .out;
    INFO(down);
    CHECK(down.find(" km high, descending at ") != std::string::npos);
}
