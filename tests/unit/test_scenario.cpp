// From the text of a scenario to its model: conversions, defaults, files it names.
#include <algorithm>
#include <chrono>

#include "physics/constants.h"
#include "physics/us1976.h"
#include "temporary_folder.h"
#include "unit/example_scenario.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

constexpr double g0 = constants::standard_gravity_m_s2;

bool defaulted(const Scenario& scenario, const std::string& line) {
    return std::count(scenario.defaulted.begin(), scenario.defaulted.end(), line) == 1;
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

TEST_CASE("a vehicle in a file of its own, and another payload", "[scenario]") {
    const TemporaryFolder folder;
    const std::size_t vehicle_begins = flight.find("[[stage]]");
    const std::string vehicle_file =
        folder.write("vehicles/v.toml", "name = \"Example\"\nsource = \"estimate: round numbers\"\n" +
                                            flight.substr(vehicle_begins));
    const std::string launch =
        "vehicle = \"vehicles/v.toml\"\n" +
        flight.substr(flight.find("[launch]"), vehicle_begins - flight.find("[launch]"));
    const std::string file = folder / "s.toml";

    const Scenario same = parse_scenario(launch, file);
    CHECK(same.hash == parsed(flight).hash);
    CHECK(same.title == "Example");
    const Parameter& dry = parameter(same, "stage[1].dry_mass_kg");
    CHECK(dry.place.file == vehicle_file);
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

    folder.write("wind.csv", "height_m,east_m_s,north_m_s\n0,1,2\n10000,30,-4\n");
    folder.write("air.csv", "height_m,density_kg_m3\n0,1.2\n10000,0.4\n");
    const Scenario windy =
        parse_scenario(launch + "[environment]\nwind = \"wind.csv\"\natmosphere = \"air.csv\"\n", file);
    CHECK(windy.environment.wind.north_m_s == std::vector{2.0, -4.0});
    CHECK(air_at(windy.environment.atmosphere, {10.0}).density == Approx(1.2).epsilon(2e-3));
    CHECK(windy.hash != same.hash);
}
