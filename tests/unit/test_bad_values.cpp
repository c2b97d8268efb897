// Keys and values that make no scenario: every message is one line with the place and the key.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "unit/bad_input.h"

using namespace apogee;
using namespace apogee::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("misspelt and misplaced keys are explained", "[bad_input]") {
    CHECK(error_in(with_line(11, "propelant_mass_kg = 9000")) ==
          "s.toml:11:1: stage[1].propelant_mass_kg: unknown key; did you mean propellant_mass_kg?");
    CHECK(error_in(with_line(2, "[lanuch]")) == "s.toml:2:2: lanuch: unknown key; did you mean launch?");
    CHECK(error_in(with_line(17, "mass_lb = 1000")) ==
          "s.toml:17:1: payload.mass_lb: the unit must be kg; expected mass_kg");
    CHECK(error_in(with_line(13, "thrust_vacuum = 1000")) ==
          "s.toml:13:1: stage[1].thrust_vacuum: the unit is missing in the key; expected "
          "thrust_vacuum_kN");
    CHECK(error_in("[ascent]\nprogramme = \"linear\"\nburnout_elevation_rad = 0.5\n") ==
          "s.toml:1:1: launch: missing; expected [launch] and [ascent], or [initial]");
    CHECK(error_in(with_line(8, "burnout_elevation_rad = 0.5")) ==
          "s.toml:8:1: ascent.burnout_elevation_rad: the unit must be deg; expected "
          "burnout_elevation_deg");
    CHECK_THAT(error_in("azimuth_deg = 3\n" + good),
               StartsWith("s.toml:1:1: azimuth_deg: unknown key here; it belongs in [launch]"));
    CHECK_THAT(error_in(with_line(5, "title = 3")),
               Contains("launch.title: unknown key here; it belongs at the top"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = { value = 3, hi = 4 }")),
               StartsWith("s.toml:17:24: payload.mass_kg.hi: unknown key"));
}

TEST_CASE("missing keys are reported at their table", "[bad_input]") {
    CHECK(error_in(with_line(4, "")) ==
          "s.toml:2:1: launch.longitude_deg: missing; expected a number in deg");
    CHECK(error_in(with_line(13, "")) ==
          "s.toml:10:1: stage[1].burn_time_s: missing; expected burn_time_s or thrust_vacuum_kN");
    CHECK_THAT(error_in(with_line(17, "")), StartsWith("s.toml:16:1: payload.mass_kg: missing;"));
    CHECK_THAT(error_in(with_line(7, "")),
               StartsWith("s.toml:6:1: ascent.programme: missing; expected \"linear\""));
    CHECK_THAT(error_in("title = 'x'"), StartsWith("s.toml:1:1: launch: missing;"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = { low = 1, high = 2 }")),
               StartsWith("s.toml:17:11: payload.mass_kg.value: missing"));
}

TEST_CASE("wrong types are reported at the value", "[bad_input]") {
    CHECK(error_in(with_line(11, "propellant_mass_kg = \"9000\"")) ==
          "s.toml:11:22: stage[1].propellant_mass_kg: found the string \"9000\"; expected a number in kg");
    CHECK_THAT(error_in(with_line(11, "propellant_mass_kg = true")),
               Contains("found true or false; expected a number in kg"));
    CHECK_THAT(error_in(with_line(11, "propellant_mass_kg = [1]")), Contains("found an array"));
    CHECK_THAT(error_in(with_line(1, "title = 3")),
               StartsWith("s.toml:1:9: title: found a number; expected a string"));
    CHECK_THAT(error_in(with_line(8, "time_s = 3")),
               StartsWith("s.toml:8:10: ascent.time_s: found a number; expected an array"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, 'x']")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: found the string"));
    CHECK_THAT(error_in(with_line(10, "[stage]")),
               StartsWith("s.toml:10:1: stage: found a table; expected [[stage]]"));
    CHECK_THAT(error_in(with_line(16, "[[payload]]")), Contains("payload: found an array; expected a table"));
    CHECK_THAT(error_in(good + "[environment]\nrotation = 1"),
               Contains(":20:12: environment.rotation: found a number"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = \"2017\"")),
               Contains("launch.time: found a string"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = 2017-01-01T00:00:00")),
               Contains("launch.time: no offset from UTC"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = 2017-01-01")),
               Contains("launch.time: no offset from UTC"));
}

TEST_CASE("numbers must be finite and within bounds", "[bad_input]") {
    CHECK_THAT(error_in(with_line(17, "mass_kg = nan")),
               StartsWith("s.toml:17:11: payload.mass_kg: nan is not finite"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = -inf")),
               StartsWith("s.toml:17:11: payload.mass_kg: -inf is not finite"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, inf]")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: inf is not finite"));
    CHECK(error_in(with_line(3, "latitude_deg = 90.0001")) ==
          "s.toml:3:16: launch.latitude_deg: 90.0001 is out of bounds; expected -90 to 90 deg");
    CHECK(error_in(with_line(3, "latitude_deg = 90")).empty());
    CHECK(error_in(with_line(3, "latitude_deg = -90.0")).empty());
    for (const int line : {11, 12, 17})
        for (const char* value : {"0", "-1", "-0.0", "1e8"}) {
            const std::string key = line == 11   ? "propellant_mass_kg"
                                    : line == 12 ? "dry_mass_kg"
                                                 : "mass_kg";
            CHECK_THAT(error_in(with_line(line, key + " = " + value)),
                       StartsWith(fmt::format("s.toml:{}:", line)) && Contains(key + ": ") &&
                           Contains("is out of bounds"));
        }
    CHECK_THAT(error_in(with_line(4, "longitude_deg = 360.5")),
               Contains("launch.longitude_deg: 360.5 is out of bounds"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = -1")),
               Contains("launch.azimuth_deg: -1 is out of bounds"));
    CHECK_THAT(error_in(with_line(13, "burn_time_s = 0")),
               Contains("stage[1].burn_time_s: 0 is out of bounds"));
    CHECK_THAT(error_in(with_line(15, "isp_sea_level_s = 281")),
               StartsWith("s.toml:15:19: stage[1].isp_sea_level_s: 281 is above"));
    CHECK_THAT(error_in(with_line(15, "nozzle_exit_area_m2 = 9")),
               Contains("at sea level the thrust would be negative"));
}

TEST_CASE("an uncertainty must make sense", "[bad_input]") {
    const auto error = [](const std::string& form) { return error_in(with_line(17, "mass_kg = " + form)); };
    CHECK_THAT(error("{ value = 5, low = 6, high = 7 }"),
               StartsWith("s.toml:17:11: payload.mass_kg: low 6, value 5, high 7 do not"));
    CHECK_THAT(error("{ value = 5, low = 4, high = 4.5 }"),
               Contains("do not ascend; expected low <= value <= high"));
    CHECK_THAT(error("{ value = 5, low = 5, high = 5 }"), Contains("do not ascend"));
    CHECK_THAT(error("{ value = 5, low = 4 }"), Contains("payload.mass_kg: low without high"));
    CHECK_THAT(error("{ value = 5, sd = 0 }"),
               StartsWith("s.toml:17:29: payload.mass_kg.sd: 0 is out of bounds"));
    CHECK_THAT(error("{ value = 5, sd = -1 }"), Contains("payload.mass_kg.sd: -1 is out of bounds"));
    CHECK_THAT(error("{ value = 5, sd = 1, low = 4, high = 6 }"), Contains("both sd and low/high"));
    CHECK_THAT(error("{ value = 5, low = -1, high = 6 }"),
               Contains("payload.mass_kg.low: -1 is out of bounds"));
    CHECK_THAT(error("{ value = 0, sd = 1 }"), Contains("payload.mass_kg: 0 is out of bounds"));
    CHECK_THAT(error("{ value = 5, source = 3 }"), Contains("payload.mass_kg.source: found a number"));
}

TEST_CASE("tables need two rows that ascend", "[bad_input]") {
    CHECK_THAT(error_in(with_line(8, "time_s = [60, 0]")),
               StartsWith("s.toml:8:15: ascent.time_s[2]: 0 after 60; expected ascending rows"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, 0]")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: 0 after 0"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0]\nelevation_deg = [90]\n#")),
               Contains("not valid TOML"));  // twice
    CHECK_THAT(error_in(with_line(8, "time_s = [0]")),
               StartsWith("s.toml:9:17: ascent.elevation_deg: 2 rows, but time_s has 1"));
    const auto drag = [](const std::string& mach, const std::string& cd) {
        return error_in(good + "[drag.body]\nmach = " + mach + "\ncd = " + cd + "\n");
    };
    CHECK(drag("[0, 1]", "[0.2, 0.4]").empty());
    CHECK_THAT(drag("[0, 1e-300]", "[0.2, 0.4]"), Contains("drag.body.mach[2]: 1e-300 after 0"));
    CHECK_THAT(drag("[1]", "[0.2]"),
               StartsWith("s.toml:20:8: drag.body.mach: 1 row; expected at least two rows"));
    CHECK_THAT(drag("[]", "[]"), StartsWith("s.toml:20:8: drag.body.mach: 0 rows"));
    CHECK_THAT(drag("[1, 0.5]", "[0.2, 0.3]"), StartsWith("s.toml:20:12: drag.body.mach[2]: 0.5 after 1"));
    CHECK_THAT(drag("[-0.1, 1]", "[0.2, 0.3]"),
               StartsWith("s.toml:20:9: drag.body.mach[1]: -0.1 is out of bounds"));
    CHECK_THAT(drag("[0, 1]", "[0.2, 11]"), StartsWith("s.toml:21:12: drag.body.cd[2]: 11 is out of bounds"));
    const auto curve = [](const std::string& time, const std::string& fraction) {
        return error_in(
            with_line(15, "thrust_curve = { time_s = " + time + ", fraction = " + fraction + " }"));
    };
    CHECK(curve("[0, 5]", "[1, 0.5]").empty());
    CHECK_THAT(curve("[1, 5]", "[1, 1]"),
               Contains("stage[1].thrust_curve.time_s: begins at 1; expected 0, the ignition"));
    CHECK_THAT(curve("[0, 5]", "[0, 0]"), Contains("stage[1].thrust_curve.fraction: no thrust at any time"));
    CHECK_THAT(curve("[0, 5]", "[-1, 1]"),
               Contains("stage[1].thrust_curve.fraction[1]: -1 is out of bounds"));
}

TEST_CASE("statements that exclude each other", "[bad_input]") {
    CHECK(error_in(with_line(12, "dry_mass_kg = 1000\nthrust_vacuum_kN = 400")) ==
          "s.toml:13:20: stage[1].thrust_vacuum_kN: given beside burn_time_s; expected one of the two");
    CHECK_THAT(error_in(with_line(15, "isp_sea_level_s = 250\nnozzle_exit_area_m2 = 1")),
               Contains("given beside isp_sea_level_s"));
    CHECK_THAT(error_in(with_line(15, "diameter_m = 1\nreference_area_m2 = 1")),
               Contains("given beside diameter_m"));
    CHECK_THAT(error_in(with_line(15, "drag = \"body\"") + "[drag.body]\nmach = [0, 1]\ncd = [1, 1]\n"),
               StartsWith("s.toml:10:1: stage[1].diameter_m: missing; drag needs"));
    CHECK_THAT(
        error_in(with_line(15, "drag = \"bodi\"") + "[drag.body]\nmach = [0, 1]\ncd = [1, 1]\n"),
        StartsWith("s.toml:15:8: stage[1].drag: there is no table [drag.bodi]; did you mean \"body\"?"));
    CHECK_THAT(error_in(with_line(
                   16,
                   "separates = false\n[[stage]]\npropellant_mass_kg = 1\ndry_mass_kg = 1\nburn_time_s = 1\n"
                   "isp_vacuum_s = 250\n[payload]")),
               StartsWith("s.toml:16:13: stage[1].separates: only the last stage"));
    CHECK_THAT(error_in(good + "[initial]\nlatitude_deg = 1\n"),
               StartsWith("s.toml:2:1: launch: given beside [initial]"));
    CHECK_THAT(error_in(with_line(9, "elevation_deg = [90, 40]\nloft_angle_deg = 3")),
               StartsWith("s.toml:10:18: ascent.loft_angle_deg: not used by programme = \"pitch-table\"; it "
                          "belongs to \"pitch-rate\""));
    CHECK_THAT(error_in(with_line(7, "programme = \"gravity turn\"")),
               Contains("\"gravity turn\" is unknown; did you mean \"gravity-turn\"?"));
    CHECK_THAT(error_in(good + "[environment]\ngravity = \"central\"\nj2 = 0.001"),
               StartsWith("s.toml:21:6: environment.j2: given beside central"));
    CHECK_THAT(error_in(good + "[environment]\nsphere_radius_m = 6.4e6"),
               Contains("environment.sphere_radius_m: given without earth"));
    CHECK_THAT(error_in(good + "[environment]\nrotation = false\nrotation_rate_rad_s = 1e-4"),
               Contains("given beside rotation = false"));
    CHECK_THAT(error_in(good + "[environment]\natmosphere = \"us1967\""),
               Contains("\"us1967\" is unknown; did you mean \"us1976\"?"));
    CHECK_THAT(
        error_in(good + "[shroud]\nmass_kg = 3\n"),
        Contains("shroud.jettison_height_km: missing; expected jettison_height_km or jettison_time_s"));
    CHECK_THAT(error_in("vehicle = \"v.toml\"\n" + good),
               StartsWith("s.toml:11:1: stage: ") || StartsWith("s.toml:11:3: stage: "));
}

TEST_CASE("an override (--set) names the key and what is wrong", "[bad_input]") {
    CHECK_THAT(error_in(good, {{"launch.azimut_deg", "3"}}),
               StartsWith("--set: launch.azimut_deg: unknown key; did you mean azimuth_deg?"));
    CHECK_THAT(error_in(good, {{"lanch.azimuth_deg", "3"}}),
               StartsWith("--set: lanch: unknown key; did you mean launch?"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "9o"}}),
               StartsWith("--set: launch.azimuth_deg: found the string \"9o\""));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "400"}}),
               StartsWith("--set: launch.azimuth_deg: 400 is out of bounds"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", ""}}),
               StartsWith("--set: launch.azimuth_deg: found the string \"\""));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "1\nsite = 'x'"}}),
               Contains("found the string \"1\\nsite = 'x'\""));
    CHECK_THAT(
        error_in(good, {{"stage[2].dry_mass_kg", "3"}}),
        StartsWith("--set: stage[2].dry_mass_kg: there is no stage[2]; expected stage[1] to stage[1]"));
    CHECK_THAT(error_in(good, {{"stage.dry_mass_kg", "3"}}), Contains("count from 1, as in stage[1]"));
    // Of what is not there nothing can be left out.
    CHECK(error_in(good, {{"booster[1].count", "2"}}) ==
          "--set: booster[1].count: there is no booster[1]; the scenario states no booster");
    CHECK(error_in(good, {{"stge[1].dry_mass_kg", "3"}}) ==
          "--set: stge[1].dry_mass_kg: there is no stge[1]; did you mean stage?");
    CHECK(error_in(good, {{"ascent.frction[2]", "3"}}) ==
          "--set: ascent.frction[2]: there is no frction[2]; the scenario states no frction");
    CHECK_THAT(error_in(good, {{"launch[1].azimuth_deg", "3"}}), Contains("launch is a table, not a list"));
    for (const char* path : {"", ".", "a.", "[1]", "stage[", "stage[0].dry_mass_kg", "stage[x]", "stage[1]x",
                             "stage[-1]", "a.b.c.d.e.f.g.h.i"})
        CHECK_THAT(error_in(good, {{path, "3"}}), StartsWith("--set: "));
    CHECK_THAT(error_in(good, {{"stage[1].dry_mass_kg", std::string(100000, '[')}}),
               StartsWith("--set: stage[1].dry_mass_kg: found the string"));
}
