// From the text of a scenario to its model: conversions, defaults, the parameter table, changes from outside.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

#include "physics/constants.h"
#include "physics/us1976.h"
#include "scenario/catalogue.h"
#include "scenario/scenario.h"

using namespace apogee;
namespace fs = std::filesystem;

namespace {

constexpr double g0 = constants::standard_gravity_m_s2;

// Line numbers below refer to this text. The numbers are round on purpose; no vehicle is meant.
const std::string flight = R"(title = "Two stages"
name = "Example"
status = "made up"
source = "estimate: round numbers"

[launch]
latitude_deg = -30.5
longitude_deg = 350
height_m = 120
azimuth_deg = { value = 45, sd = 0.5 }
site = "Somewhere"
time = 2017-11-29T03:17:00+09:00
duration_s = 4000

[ascent]
programme = "linear"
vertical_s = 5
burnout_elevation_deg = 40

[reported]
source = "a newspaper"
apogee_km = { value = 4475, low = 4400, high = 4500 }
flight_time_s = { value = 3180, sd = 30, source = "another newspaper" }

[[stage]]
propellant_mass_kg = { value = 40000, low = 38000, high = 44000, source = "J. Doe" }
dry_mass_kg = 4000
thrust_vacuum_kN = 800
isp_vacuum_s = 290
nozzle_exit_area_m2 = 1
diameter_m = 2
drag = "slender"
coast_drag = "blunt"
ballistic_coefficient_kg_m2 = 500

[[stage]]
propellant_mass_kg = 9000
dry_mass_kg = 1000
burn_time_s = 120
isp_vacuum_s = 300
coast_before_s = 2
thrust_curve = { time_s = [0, 1, 10], fraction = [0.5, 1, 1] }

[[booster]]
count = 2
propellant_mass_kg = 5000
dry_mass_kg = 800
burn_time_s = 50
isp_vacuum_s = 260
isp_sea_level_s = 230

[shroud]
mass_kg = 200
jettison_height_km = 90

[payload]
mass_kg = 700
drag = "blunt"
reference_area_m2 = 0.8

[drag.slender]
mach = [0, 1, 5]
cd = [0.2, 0.5, 0.2]

[drag.blunt]
mach = [0, 10]
cd = [0.8, 1.2]
)";

Scenario parsed(const std::string& text, const Overrides& overrides = {}) {
    return parse_scenario(text, "s.toml", overrides);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

const Parameter& parameter(const Scenario& scenario, const std::string& path) {
    for (const Parameter& p : scenario.parameters)
        if (p.path == path) return p;
    FAIL("no parameter " << path);
    throw std::logic_error(path);
}

bool defaulted(const Scenario& scenario, const std::string& line) {
    return std::count(scenario.defaulted.begin(), scenario.defaulted.end(), line) == 1;
}

bool warned(const Scenario& scenario, const std::string& words) {
    for (const std::string& line : warnings(scenario))
        if (line.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("a scenario becomes a model in SI", "[scenario]") {
    const Scenario s = parsed(flight);
    CHECK(s.title == "Two stages");
    CHECK(s.file == "s.toml");
    CHECK(s.site == "Somewhere");
    CHECK(s.duration_s == 4000.0);
    using namespace std::chrono;
    CHECK(s.launch_time == sys_seconds(sys_days(2017y / 11 / 28) + 18h + 17min));

    const auto& launch = std::get<Launch>(s.start);
    CHECK(launch.site.latitude == radians(-30.5));
    CHECK(launch.site.longitude == radians(-10.0));
    CHECK(launch.site.height == 120);
    CHECK(launch.azimuth == radians(45.0));
    CHECK(launch.ascent.frame == SteeringFrame::launch);
    const auto& linear = std::get<LinearProgramme>(launch.ascent.programme);
    CHECK(linear.vertical_s == 5);
    CHECK(linear.burnout_elevation == radians(40.0));

    const Vehicle& v = s.vehicle;
    CHECK(v.name == "Example");
    REQUIRE(v.stages.size() == 2);
    const Stage& first = v.stages[0];
    const double burn_time_s = 40000 * g0 * 290 / 800e3;
    CHECK(first.motor.burn_time_s == Approx(burn_time_s).epsilon(1e-15));
    // Thrust at sea level = 800 kN - 101325 N, at the same flow.
    CHECK(first.motor.isp_sea_level_s == Approx(290 * (800e3 - 101325) / 800e3).epsilon(1e-14));
    CHECK(first.drag.reference_area_m2 == Approx(pi).epsilon(1e-15));
    REQUIRE(first.drag.powered);
    CHECK(first.drag.powered->name == "slender");
    CHECK(first.drag.powered->cd == std::vector{0.2, 0.5, 0.2});
    REQUIRE(first.drag.coasting);
    CHECK(first.drag.coasting->mach == std::vector{0.0, 10.0});
    CHECK(first.spent_ballistic_coefficient_kg_m2 == 500.0);
    const Stage& second = v.stages[1];
    CHECK(second.motor.burn_time_s == 120);
    CHECK(second.motor.isp_sea_level_s == 300);
    CHECK(second.motor.curve_fraction == std::vector{0.5, 1.0, 1.0});
    CHECK(second.coast_before_s == 2);
    CHECK(second.separates);
    CHECK_FALSE(second.drag.powered);
    REQUIRE(v.boosters.size() == 1);
    CHECK(v.boosters[0].count == 2);
    CHECK(v.boosters[0].stage.motor.isp_sea_level_s == 230);
    REQUIRE(v.shroud);
    CHECK(v.shroud->jettison_height_m == 90000.0);
    CHECK_FALSE(v.shroud->jettison_time_s);
    CHECK(v.payload.mass_kg == 700);
    CHECK(v.payload.reference_area_m2 == 0.8);
    REQUIRE(v.payload.drag);
    CHECK_FALSE(v.payload.ballistic_coefficient_kg_m2);

    REQUIRE(s.reported.size() == 2);
    CHECK(s.reported[0].key == "apogee_km");
    CHECK(s.reported[0].value == 4475);
    CHECK(s.reported[0].source == "a newspaper");
    CHECK(std::get<Triangular>(s.reported[0].uncertainty).low == 4400);
    CHECK(s.reported[1].source == "another newspaper");
    CHECK(std::get<Normal>(s.reported[1].uncertainty).sd == 30);
}

TEST_CASE("what is not said is taken from the documented defaults, and listed", "[scenario]") {
    const Scenario s = parsed(flight);
    CHECK(s.environment.earth == Earth{});
    CHECK(s.environment.atmosphere.size() == us1976().size());
    CHECK(s.environment.wind.height_m.empty());
    CHECK(s.environment.density_scale == 1);
    CHECK(s.atmosphere_name == "us1976");
    for (const char* line :
         {"environment.atmosphere = \"us1976\"", "environment.gravity = \"j2\"",
          "environment.earth = \"wgs84\"", "environment.rotation = true", "environment.wind = \"none\"",
          "environment.density_scale = 1", "ascent.frame = \"launch\"", "stage[1].separation_delay_s = 0",
          "stage[2].isp_sea_level_s = 300 (the vacuum value)"}) {
        INFO(line);
        CHECK(defaulted(s, line));
    }
    CHECK(parameter(s, "environment.density_scale").defaulted);
    CHECK(parameter(s, "environment.density_scale").place.line == 0);
    const Scenario untitled =
        parse_scenario(replaced(replaced(flight, "title = \"Two stages\"", ""), "name = \"Example\"", ""),
                       "folder/some-flight.toml");
    CHECK(untitled.title == "some-flight");
}

TEST_CASE("the environment of a textbook", "[scenario]") {
    const auto with = [](const std::string& keys) { return parsed(flight + "[environment]\n" + keys); };
    const Earth sphere =
        with("earth = \"sphere\"\nrotation = false\natmosphere = \"none\"").environment.earth;
    CHECK(sphere.flattening == 0);
    CHECK(sphere.equatorial_radius_m == constants::sphere_radius_m);
    CHECK(sphere.rotation_rate_rad_s == 0);
    CHECK(sphere.j2 == 0);
    CHECK(with("earth = \"sphere\"").gravity_name == "central");
    CHECK(with("atmosphere = \"none\"").environment.atmosphere.empty());
    const Earth own =
        with(
            "earth = \"sphere\"\ngravity = \"j2\"\nsphere_radius_m = 6371007.181\ngm_m3_s2 = 3.986e14\n"
            "j2 = 0.001\nrotation_rate_rad_s = 1e-4")
            .environment.earth;
    CHECK(own.equatorial_radius_m == 6371007.181);
    CHECK(own.gm_m3_s2 == 3.986e14);
    CHECK(own.j2 == 0.001);
    CHECK(own.rotation_rate_rad_s == 1e-4);
    CHECK(own.gravity_radius_m == constants::wgs84_equatorial_radius_m);
    Earth j6;
    set_gravity(j6, Gravity::j6);
    CHECK(with("gravity = \"j6\"").environment.earth == j6);
}

TEST_CASE("every ascent programme is read with its own frame", "[scenario]") {
    const auto ascent = [](const std::string& keys) {
        const std::size_t begin = flight.find("programme"), end = flight.find("[reported]");
        const Scenario s = parsed(flight.substr(0, begin) + keys + "\n" + flight.substr(end));
        return std::get<Launch>(s.start).ascent;
    };
    const Ascent table = ascent("programme = \"pitch-table\"\ntime_s = [0, 100]\nelevation_deg = [90, 30]");
    CHECK(table.frame == SteeringFrame::launch);
    CHECK(std::get<PitchTable>(table.programme).elevation == std::vector{radians(90.0), radians(30.0)});
    const Ascent rate = ascent("programme = \"pitch-rate\"\nloft_angle_deg = 45\nloft_rate_deg_s = 0.5");
    CHECK(rate.frame == SteeringFrame::local);
    CHECK(std::get<PitchRate>(rate.programme).loft_rate == radians(0.5));
    CHECK(std::get<PitchRate>(rate.programme).loft_angle == radians(45.0));
    const Ascent turn = ascent(
        "programme = \"gravity-turn\"\nframe = \"launch\"\nkick_height_m = 800\nkick_angle_deg = "
        "3\nkick_duration_s = 8");
    CHECK(turn.frame == SteeringFrame::launch);
    const auto& kick = std::get<GravityTurn>(turn.programme);
    CHECK(kick.trigger == GravityTurn::Trigger::height_m);
    CHECK(kick.trigger_value == 800);
    CHECK(kick.kick_angle == radians(3.0));
    CHECK(kick.kick_duration_s == 8);
    CHECK(ascent("programme = \"gravity-turn\"\nkick_time_s = 5\nkick_angle_deg = 3\nkick_duration_s = 8")
              .frame == SteeringFrame::local);
}

TEST_CASE("a release needs a payload and no stages", "[scenario]") {
    const Scenario s = parsed(R"([initial]
latitude_deg = 1
longitude_deg = -180
height_m = 9144
velocity_north_m_s = 1
velocity_east_m_s = -2
velocity_down_m_s = 3
duration_s = 30
[payload]
mass_kg = 14.6
)");
    const auto& release = std::get<Release>(s.start);
    CHECK(release.place.latitude == radians(1.0));
    CHECK(release.place.longitude == radians(180.0));
    CHECK(release.place.height == 9144);
    CHECK(release.north_m_s == 1);
    CHECK(release.east_m_s == -2);
    CHECK(release.down_m_s == 3);
    CHECK(s.duration_s == 30.0);
    CHECK(s.vehicle.stages.empty());
    CHECK(warned(s, "it falls without drag"));
}

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

TEST_CASE("a vehicle in a file of its own, and another payload", "[scenario]") {
    const fs::path folder = fs::temp_directory_path() / "apogee-test-vehicle";
    fs::remove_all(folder);
    fs::create_directories(folder / "vehicles");
    const std::size_t vehicle_begins = flight.find("[[stage]]");
    std::ofstream(folder / "vehicles/v.toml")
        << "name = \"Example\"\nsource = \"estimate: round numbers\"\n" + flight.substr(vehicle_begins);
    const std::string launch =
        "vehicle = \"vehicles/v.toml\"\n" +
        flight.substr(flight.find("[launch]"), vehicle_begins - flight.find("[launch]"));
    const std::string file = (folder / "s.toml").string();

    const Scenario same = parse_scenario(launch, file);
    CHECK(same.hash == parsed(flight).hash);
    CHECK(same.title == "Example");
    const Parameter& dry = parameter(same, "stage[1].dry_mass_kg");
    CHECK(dry.place.file == (folder / "vehicles/v.toml").string());
    CHECK(dry.place.line == 5);
    CHECK(parameter(same, "payload.mass_kg").source == "estimate: round numbers");

    const Scenario lighter = parse_scenario(launch + "[payload]\nmass_kg = 500\n", file);
    CHECK(lighter.vehicle.payload.mass_kg == 500);
    CHECK(lighter.vehicle.payload.drag);
    CHECK(parameter(lighter, "payload.mass_kg").place.file == file);
    CHECK(parameter(lighter, "payload.mass_kg").source.empty());  // not the vehicle file's
    CHECK(parameter(lighter, "payload.reference_area_m2").source == "estimate: round numbers");

    const Scenario other = parse_scenario(launch + "[payload]\nballistic_coefficient_kg_m2 = 4000\n", file);
    CHECK(other.vehicle.payload.mass_kg == 700);
    CHECK(other.vehicle.payload.ballistic_coefficient_kg_m2 == 4000.0);
    CHECK_FALSE(other.vehicle.payload.drag);

    const Scenario sharper = parse_scenario(
        launch + "[payload]\ndrag = \"cone\"\n[drag.cone]\nmach = [0, 9]\ncd = [0.1, 0.1]\n", file);
    CHECK(sharper.vehicle.payload.drag->name == "cone");
    CHECK(parse_scenario(launch, file, {{"payload.mass_kg", "400"}}).vehicle.payload.mass_kg == 400);
    CHECK(
        parse_scenario(launch, file, {{"stage[2].burn_time_s", "90"}}).vehicle.stages[1].motor.burn_time_s ==
        90);

    std::ofstream(folder / "wind.csv") << "height_m,east_m_s,north_m_s\n0,1,2\n10000,30,-4\n";
    std::ofstream(folder / "air.csv") << "height_m,density_kg_m3\n0,1.2\n10000,0.4\n";
    const Scenario windy =
        parse_scenario(launch + "[environment]\nwind = \"wind.csv\"\natmosphere = \"air.csv\"\n", file);
    CHECK(windy.environment.wind.north_m_s == std::vector{2.0, -4.0});
    CHECK(air_at(windy.environment.atmosphere, {10.0}).density == Approx(1.2).epsilon(2e-3));
    CHECK(windy.hash != same.hash);
    fs::remove_all(folder);
}

TEST_CASE("the hash is over what the flight depends on", "[scenario]") {
    const std::string hash = parsed(flight).hash;
    CHECK(hash.size() == 16);
    CHECK(hash.find_first_not_of("0123456789abcdef") == std::string::npos);
    // Words for people, comments, order of tables and explicit defaults change nothing.
    CHECK(parsed("# a comment\n" + replaced(flight, "Two stages", "Another title")).hash == hash);
    CHECK(parsed(replaced(flight, "J. Doe", "R. Roe")).hash == hash);
    CHECK(parsed(replaced(flight, "burn_time_s = 120", "burn_time_s = 120.0")).hash == hash);
    CHECK(parsed(flight + "[environment]\ngravity = \"j2\"\ndensity_scale = 1\n").hash == hash);
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
