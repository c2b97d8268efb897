// The numbers of a scenario from outside: the parameter table, overrides, the hash, warnings.
#include <fmt/format.h>

#include <set>

#include "physics/constants.h"
#include "unit/example_scenario.h"

using namespace apogee;
using namespace apogee::testing;

TEST_CASE("the parameter table knows every number, its place and its source", "[scenario]") {
    const Scenario s = parsed(flight);
    const Parameter& propellant = parameter(s, "stage[1].propellant_mass_kg");
    CHECK(propellant.value == 40000);
    CHECK(propellant.unit == "kg");
    CHECK(propellant.source == "J. Doe");
    CHECK(std::get<Triangular>(propellant.uncertainty).high == 44000);
    CHECK(propellant.place.file == "s.toml");
    CHECK(propellant.place.line == 26);
    CHECK(propellant.place.column == 22);
    CHECK_FALSE(propellant.defaulted);
    CHECK(parameter(s, "launch.azimuth_deg").value == 45);
    CHECK(parameter(s, "launch.azimuth_deg").most == 360);
    CHECK(std::get<Normal>(parameter(s, "launch.azimuth_deg").uncertainty).sd == 0.5);
    // The vehicle's source stands for its numbers, not for those of the launch.
    CHECK(parameter(s, "stage[2].dry_mass_kg").source == "estimate: round numbers");
    CHECK(parameter(s, "payload.mass_kg").source == "estimate: round numbers");
    CHECK(parameter(s, "launch.height_m").source.empty());
    CHECK(parameter(s, "booster[1].count").unit.empty());
    CHECK(parameter(s, "shroud.jettison_height_km").value == 90);
    CHECK(parameter(s, "stage[1].thrust_vacuum_kN").unit == "kN");
    CHECK(parameter(s, "ascent.burnout_elevation_deg").unit == "deg");

    std::set<std::string> paths;
    int line = 0;
    bool defaults = false;
    for (const Parameter& p : s.parameters) {
        CHECK(paths.insert(p.path).second);
        CHECK(p.least <= p.value);
        CHECK(p.value <= p.most);
        CHECK((p.defaulted || !defaults));
        defaults = p.defaulted;
        if (p.defaulted) continue;
        CHECK(p.place.line >= line);
        line = p.place.line;
    }
    CHECK(defaults);
}

TEST_CASE("an override (--set) changes one number, word or table", "[scenario]") {
    const auto set = [](const std::string& path, const std::string& value) {
        return parsed(flight, {{path, value}});
    };
    const Scenario s = set("stage[1].propellant_mass_kg", "41000");
    CHECK(s.vehicle.stages[0].motor.propellant_mass_kg == 41000);
    const Parameter& p = parameter(s, "stage[1].propellant_mass_kg");
    CHECK(std::holds_alternative<std::monostate>(p.uncertainty));
    CHECK(p.source == "--set");
    CHECK(p.place.file == "--set");
    CHECK(set("environment.gravity", "j6").gravity_name == "j6");
    CHECK(set("environment.gravity", "\"j6\"").gravity_name == "j6");
    CHECK(set("environment.rotation", "false").environment.earth.rotation_rate_rad_s == 0);
    CHECK(set("title", "A word or two").title == "A word or two");
    CHECK(set("drag.blunt.cd[2]", "1.5").vehicle.payload.drag->cd == std::vector{0.8, 1.5});
    CHECK(set("drag.blunt.cd", "[0.7, 0.9]").vehicle.payload.drag->cd == std::vector{0.7, 0.9});
    CHECK(std::get<Normal>(
              parameter(set("stage[2].dry_mass_kg", "{ value = 900, sd = 50 }"), "stage[2].dry_mass_kg")
                  .uncertainty)
              .sd == 50);
    // Later changes win; what says the same in another way gives way.
    CHECK(parsed(flight, {{"payload.mass_kg", "1"}, {"payload.mass_kg", "2"}}).vehicle.payload.mass_kg == 2);
    CHECK(set("stage[1].burn_time_s", "100").vehicle.stages[0].motor.burn_time_s == 100);
    CHECK(set("stage[1].isp_sea_level_s", "250").vehicle.stages[0].motor.isp_sea_level_s == 250);
    CHECK(set("shroud.jettison_time_s", "100").vehicle.shroud->jettison_time_s == 100.0);
    const Payload payload = set("payload.ballistic_coefficient_kg_m2", "3000").vehicle.payload;
    CHECK(payload.ballistic_coefficient_kg_m2 == 3000.0);
    CHECK_FALSE(payload.drag);
}

TEST_CASE("the hash is over what the flight depends on", "[scenario]") {
    const std::string hash = parsed(flight).hash;
    CHECK(hash.size() == 16);
    CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
    // Words for people, comments, order of tables and explicit defaults change nothing.
    CHECK(parsed("# a comment\n" + replaced(flight, "Two stages", "Another title")).hash == hash);
    CHECK(parsed(replaced(flight, "J. Doe", "R. Roe")).hash == hash);
    CHECK(parsed(flight, {{"stage[2].thrust_vacuum_kN", "206.85902343749996"}}).hash ==
          parsed(flight, {{"stage[2].burn_time_s", "128"}}).hash);
    CHECK(parsed(replaced(replaced(flight, "\"slender\"", "\"thin\""), "drag.slender", "drag.thin")).hash ==
          hash);
    CHECK(parsed(flight + "[drag.unused]\nmach = [0, 1]\ncd = [1, 2]\n").hash == hash);
    CHECK(parsed(flight, {{"stage[2].separates", "true"}, {"stage[1].coast_before_s", "0"}}).hash == hash);
    CHECK(parsed(flight, {{"stage[2].isp_sea_level_s", "300"}}).hash == hash);
    CHECK(parsed(flight, {{"stage[2].diameter_m", "1"}}).hash == hash);  // it has no drag
    CHECK(parsed(replaced(flight, "coast_drag = \"blunt\"", "coast_drag = \"slender\"")).hash ==
          parsed(replaced(flight, "coast_drag = \"blunt\"\n", "")).hash);
    const std::string wgs84_gm = fmt::format("{}", constants::wgs84_gm_m3_s2);
    CHECK(parsed(flight, {{"environment.gm_m3_s2", wgs84_gm}}).hash == hash);
    std::set<std::string> hashes{hash};
    for (const auto& [path, value] : Overrides{{"launch.azimuth_deg", "45.0000001"},
                                               {"launch.latitude_deg", "-30"},
                                               {"launch.height_m", "0"},
                                               {"launch.duration_s", "5000"},
                                               {"ascent.frame", "local"},
                                               {"ascent.vertical_s", "6"},
                                               {"stage[1].dry_mass_kg", "4001"},
                                               {"stage[2].coast_before_s", "3"},
                                               {"stage[2].separates", "false"},
                                               {"stage[2].thrust_curve.fraction[1]", "0.6"},
                                               {"stage[1].separation_delay_s", "1"},
                                               {"booster[1].count", "3"},
                                               {"shroud.mass_kg", "199"},
                                               {"payload.mass_kg", "701"},
                                               {"drag.slender.cd[1]", "0.21"},
                                               {"payload.reference_area_m2", "0.9"},
                                               {"environment.gravity", "j6"},
                                               {"environment.earth", "sphere"},
                                               {"environment.rotation", "false"},
                                               {"environment.atmosphere", "none"},
                                               {"environment.density_scale", "1.01"},
                                               {"environment.gm_m3_s2", "3.986e14"}}) {
        INFO(path);
        CHECK(hashes.insert(parsed(flight, {{path, value}}).hash).second);
    }
}

TEST_CASE("unlikely values are pointed out, likely ones are not", "[scenario]") {
    const auto set = [](const Overrides& changes) { return parsed(flight, changes); };
    const Scenario fine = set({});
    for (const std::string& line : warnings(fine)) UNSCOPED_INFO(line);
    CHECK(warnings(fine).empty());
    CHECK(warned(set({{"stage[2].dry_mass_kg", "300"}}), "stage 2: propellant fraction 0.968 is above"));
    CHECK(warned(set({{"stage[2].dry_mass_kg", "20000"}}), "stage 2: propellant fraction 0.31 is low"));
    CHECK(warned(set({{"stage[2].isp_vacuum_s", "480"}}), "stage 2: vacuum Isp 480 s"));
    CHECK(warned(set({{"booster[1].isp_vacuum_s", "500"}}), "booster 1: vacuum Isp 500 s"));
    CHECK(warned(set({{"payload.ballistic_coefficient_kg_m2", "50"}}), "payload: ballistic coefficient 50"));
    CHECK(warned(set({{"payload.mass_kg", "60"}}), "payload: 0.0009 of the mass"));
    CHECK(warned(parsed(replaced(flight, "nozzle_exit_area_m2 = 1\n", "")),
                 "stage 1: neither isp_sea_level_s"));
    CHECK(warned(parsed(replaced(replaced(flight, "drag = \"slender\"\n", ""),
                                 "source = \"estimate: round numbers\"", "")),
                 "stage 1: no drag table"));
    CHECK(warned(parsed(replaced(flight, "source = \"estimate: round numbers\"", "")),
                 " numbers have no source: stage[1].dry_mass_kg, "));
    // Mass at ignition 66,500 kg with everything; thrust by hand: core 698.675 kN, boosters 2 x 225.55 kN.
    CHECK_FALSE(warned(fine, "thrust to weight"));
    CHECK(warned(set({{"payload.mass_kg", "150000"}}),
                 "thrust to weight 0.54 at ignition: it cannot lift off"));
    CHECK(warned(set({{"stage[1].burn_time_s", "5"}}), "at lift-off is high"));
}

TEST_CASE("what is asked for and cannot happen is pointed out", "[scenario]") {
    // Two stages: the last burnout comes 2 s of coast and 120 s of burn after the first one.
    const Scenario linear = parsed(flight);
    const double burnout_s = linear.vehicle.stages[0].motor.burn_time_s + 122;
    const auto with = [&](const std::string& programme, const Overrides& changes = {}) {
        return parsed(replaced(flight, "programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 40\n",
                               programme),
                      changes);
    };
    const auto fine = [](const Scenario& scenario) {
        for (const std::string& line : warnings(scenario)) UNSCOPED_INFO(line);
        CHECK(warnings(scenario).empty());
    };
    const auto set = [](const char* key, double value) {
        return parsed(flight, {{key, std::to_string(value)}});
    };
    fine(set("ascent.vertical_s", burnout_s - 1));
    CHECK(warned(set("ascent.vertical_s", burnout_s + 1), "ascent.vertical_s: the vertical rise lasts "));
    CHECK_FALSE(
        warned(parsed(flight, {{"ascent.vertical_s", "1000"}, {"ascent.burnout_elevation_deg", "90"}}),
               "ascent.vertical_s"));  // vertical is what is asked for

    const auto table = [&](const std::string& times, const std::string& angles) {
        return with("programme = \"pitch-table\"\ntime_s = " + times + "\nelevation_deg = " + angles + "\n");
    };
    fine(table("[0, 60, 1000]", "[90, 40, 30]"));  // the last row shapes what is flown before it
    fine(table("[0, 60, 1000, 2000]", "[90, 40, 40, 40]"));
    CHECK(warned(table("[0, 60, 1000, 2000]", "[90, 40, 30, 20]"),
                 "ascent.elevation_deg: 1 of 4 rows change nothing"));
    CHECK(warned(table("[1000, 1100, 1200]", "[90, 40, 30]"),
                 "ascent.elevation_deg: 2 of 3 rows change nothing"));

    const auto rate = [&](const char* angle, const char* per_second) {
        return with(std::string("programme = \"pitch-rate\"\nloft_angle_deg = ") + angle +
                    "\nloft_rate_deg_s = " + per_second + "\n");
    };
    fine(rate("40", "1"));
    CHECK(warned(rate("40", "0.1"), "ascent.loft_angle_deg: 40 deg would be reached at 500.0 s, after"));
    CHECK(warned(rate("90", "1"), "loft_rate_deg_s tilts nothing"));

    const auto kick = [&](const std::string& trigger, const char* angle, const char* duration) {
        return with("programme = \"gravity-turn\"\n" + trigger + "\nkick_angle_deg = " + angle +
                    "\nkick_duration_s = " + duration + "\n");
    };
    fine(kick("kick_speed_m_s = 50", "3", "10"));
    fine(kick("kick_time_s = 20", "3", "10"));
    CHECK(warned(kick("kick_speed_m_s = 50", "0", "10"),
                 "ascent.kick_angle_deg: a kick of 0 deg tilts nothing"));
    CHECK(
        warned(kick("kick_height_m = 50", "3", "0"), "ascent.kick_duration_s: a kick of 0 s tilts nothing"));
    CHECK(
        warned(kick("kick_time_s = 1000", "3", "10"), "ascent.kick_time_s: the kick would begin at 1000 s"));
    CHECK(warned(kick("kick_time_s = 20", "3", "1000"),
                 "ascent.kick_duration_s: the kick would end at 1020 s"));

    CHECK(warned(set("launch.duration_s", 70), "launch.duration_s: the flight is stopped at 70 s, before "));
    CHECK(warned(parsed(flight, {{"launch.duration_s", "1000"}, {"shroud.jettison_time_s", "2000"}}),
                 "before the shroud's jettison at 2000 s"));
    CHECK(warned(parsed(flight, {{"environment.atmosphere", "none"}, {"environment.density_scale", "2"}}),
                 "environment.density_scale: there is no air"));
    // Another programme is flown instead: nothing of this one is said.
    CHECK(vehicle_warnings(kick("kick_speed_m_s = 50", "0", "10")).empty());
}

// Would catch the name of a place that stands over another one.
TEST_CASE("A site that was moved has no longer its name", "[scenario]") {
    const std::string file = APOGEE_SCENARIOS_DIR "/hwasong-14-2017-07-28.toml";
    CHECK(load_scenario(file).site == "Mupyong-ni");
    CHECK(load_scenario(file, {{"launch.azimuth_deg", "80"}}).site == "Mupyong-ni");
    CHECK(load_scenario(file, {{"launch.longitude_deg", "127"}}).site.empty());
    CHECK(load_scenario(file, {{"launch.site", "\"X\""}, {"launch.latitude_deg", "41"}}).site == "X");
}
