#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {

const std::string flight = "--apogee 2111.5 --range 787 --from 40.07,125.21 --quiet ";

}  // namespace

TEST_CASE("An estimate from three figures says whether they agree and how far the missile goes", "[cli]") {
    const Workspace here;
    const std::string few = "estimate " + flight + "--azimuth 71 --time 30min --samples 60";
    const CommandResult text = here.run(few);
    CAPTURE(text.err);
    REQUIRE(text.status == 0);
    CHECK(text.err.empty());
    for (const char* part :
         {"can all be true", "standard trajectory", "two-body figure", "Assumptions", "Samples: 60"})
        CHECK(text.out.find(part) != std::string::npos);

    // The same seed gives the same answer.
    CHECK(here.run(few + " --jobs 1").out == text.out);

    const CommandResult json =
        here.run("estimate " + flight + "--azimuth 71 --time 30min --samples 150 --json");
    REQUIRE(json.status == 0);
    const Json object = Json::parse(json.out);
    CHECK(object["audit"]["verdict"] == "consistent");
    CHECK(object["reported"]["flight_time_s"]["value"] == 1800);
    const double median = object["standard_range_km"]["median"];
    // Gravity losses: farther than the two-body figure, by much less than the missile itself.
    CHECK(median > object["two_body_range_km"]);
    CHECK(median < 1.3 * object["two_body_range_km"].get<double>());
    CHECK(object["standard_range_km"]["low90"] < median);
    CHECK(object["samples"]["effective"] > 10);
}

TEST_CASE("An estimate shows what another ascent programme would be worth", "[cli]") {
    const Workspace here;
    const CommandResult result =
        here.run("estimate " + flight + "--azimuth 71 --time 30min --stages 1 --samples 300 --json");
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const Json object = Json::parse(result.out);
    const Json& programmes = object["other_programmes"];
    REQUIRE(programmes.size() == 6);
    REQUIRE(programmes[0]["name"] == "standard, of as few samples");
    const double median = programmes[0]["standard_range_km"]["median"];
    // Some 60 samples, of which the time leaves a part.
    CHECK(median == Approx(object["standard_range_km"]["median"].get<double>()).epsilon(0.015));
    for (const Json& programme : programmes) {
        const double other = programme["standard_range_km"]["median"];
        CAPTURE(programme["name"], other);
        // A kick earlier or later is the same turn from then on. Elevation linear in time loses speed on the
        // flat flight, which the payload found for the lofted one does not make good.
        if (programme["name"].get<std::string>().starts_with("elevation"))
            CHECK(other < 0.97 * median);
        else
            CHECK(other == Approx(median).epsilon(0.005));
    }
}

TEST_CASE("A contradiction is reported and the time then left out", "[cli][long]") {
    const Workspace here;
    const CommandResult result = here.run(
        "estimate --apogee 6248.5 --range 1090 --time 4052s --from 39.2,125.67 --azimuth 72 --samples 60 "
        "--json");
    REQUIRE(result.status == 0);
    const Json object = Json::parse(result.out);
    CHECK(object["audit"]["verdict"] == "time_too_short");
    CHECK(object["audit"]["possible_range_km"].is_null());
    CHECK(object["time_used"] == false);
}

TEST_CASE("An estimate says whether the time goes with the vehicle and leaves one out that does not",
          "[cli][long]") {
    const Workspace here;
    const std::string catalogue = "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR;
    const auto asked = [&](const std::string& arguments) {
        const CommandResult result =
            here.run("estimate " + arguments + " --samples 300 --quiet --json", catalogue);
        CAPTURE(result.err);
        REQUIRE(result.status == 0);
        return Json::parse(result.out);
    };
    const std::string hwasong_12 = "catalogue:hwasong-12-2017-05-14";
    const Json agrees = asked(hwasong_12), off = asked(hwasong_12 + " --time 32min"),
               none = asked(hwasong_12 + " --no-time"), unknown = asked(flight + "--azimuth 71 --time 30min"),
               contradicts = asked(hwasong_12 + " --time 60min");
    CHECK(agrees["time_agrees_with_vehicle"] == true);
    CHECK(agrees["time_used"] == true);
    CHECK(off["time_agrees_with_vehicle"] == false);
    CHECK(off["time_used"] == false);
    CHECK(off["audit"]["verdict"] == "consistent");
    CHECK(contradicts["time_agrees_with_vehicle"] == false);
    CHECK(contradicts["audit"]["verdict"] == "time_too_long");
    for (const Json* left_out : {&off, &contradicts}) {
        CHECK((*left_out)["standard_range_km"] == (*left_out)["standard_range_without_time_km"]);
        CHECK((*left_out)["standard_range_km"] == none["standard_range_km"]);
        CHECK((*left_out)["other_programmes"] == none["other_programmes"]);
        CHECK((*left_out)["time_agreement"]["chance"] < 0.01);
    }
    CHECK(none["time_agrees_with_vehicle"].is_null());
    CHECK(none["time_agreement"].is_null());
    CHECK(none["reported"]["flight_time_s"].is_null());
    CHECK(none["audit"]["verdict"] == "no_time");
    CHECK(unknown["time_agrees_with_vehicle"].is_null());
    const CommandResult text =
        here.run("estimate " + hwasong_12 + " --time 32min --samples 300 --quiet", catalogue);
    CHECK(text.out.find("32:00 DOES NOT GO with this vehicle") != std::string::npos);
    CHECK(text.out.find("What would reconcile them") != std::string::npos);
    CHECK(text.out.find("narrowed") == std::string::npos);
}

TEST_CASE("A reported time counts from lift-off, also where the thrust builds up on the pad", "[cli]") {
    const Workspace here;
    here.write("slow.toml", R"([launch]
latitude_deg = 40
longitude_deg = 125
azimuth_deg = 72
time = 2022-01-30T00:00:00Z
[ascent]
programme = "gravity-turn"
kick_speed_m_s = 50
kick_angle_deg = 2
kick_duration_s = 10
[[stage]]
propellant_mass_kg = 25400
dry_mass_kg = 2000
burn_time_s = 150
isp_vacuum_s = 290
isp_sea_level_s = 258
diameter_m = 1.65
thrust_curve = { time_s = [0, 20, 21, 150], fraction = [0.5, 0.5, 1, 1] }
[payload]
mass_kg = { value = 500, low = 300, high = 800, source = "nobody" }
ballistic_coefficient_kg_m2 = 8000
)");
    const Json flown = Json::parse(here.run("run slow.toml --quiet --json").out);
    const double from_lift_off_s = flown["flight_time_s"], end_s = flown["final"]["time_s"];
    REQUIRE(end_s - from_lift_off_s > 19);
    const auto said = [&](const char* key) { return std::to_string(flown[key].get<double>()); };
    const auto asked = [&](double time_s) {
        return here.run("estimate slow.toml --samples 60 --quiet --apogee " + said("apogee_km") +
                        "~0.5 --range " + said("range_km") + "~0.5 --azimuth " + said("impact_azimuth_deg") +
                        " --time " + std::to_string(time_s) + "s~1s");
    };
    // Every number of the vehicle is exact: nothing but the reporter's 5 s is left open.
    const CommandResult right = asked(from_lift_off_s), from_ignition = asked(end_s);
    CAPTURE(right.err, right.out);
    REQUIRE(right.status == 0);
    CHECK(right.out.find("goes with this vehicle") != std::string::npos);
    CHECK(from_ignition.out.find("DOES NOT GO with this vehicle") != std::string::npos);
    // Clocks begin with ignition: the impact is that of the flight.
    const int seconds = static_cast<int>(std::lround(end_s)) % 60;
    CHECK(right.out.find("impact 00:30:" + std::to_string(seconds)) != std::string::npos);
}

TEST_CASE("A figure that is not to be used is not looked at", "[cli]") {
    const Workspace here;
    here.write("far.toml", apogee::testing::single_stage + "apogee_km = 100\nflight_time_s = 300\n");
    struct Given {
        std::string arguments, refused_without;
    };
    // Each is refused where the figure counts, and flies or finds the vehicle too weak where it does not.
    const Given given =
        GENERATE(Given{"far.toml --apogee 2000 --range 400 --no-time", "shorter than the fall"},
                 Given{"--apogee 4475 --range 950 --time 53s --no-time", "shorter than the fall"},
                 Given{"--apogee 4475 --range 950 --time 53 --no-time", "minutes or seconds?"},
                 Given{"far.toml --apogee 2000 --range 400 --time soon --no-time", "no span of time"});
    CAPTURE(given.arguments);
    const CommandResult result = here.run("estimate " + given.arguments + " --samples 30 --quiet");
    CAPTURE(result.err);
    CHECK(result.status == 0);
    const std::string used = given.arguments.substr(0, given.arguments.rfind(" --no-time"));
    const CommandResult refused = here.run("estimate " + used + " --samples 30 --quiet");
    CHECK(refused.status == 2);
    CHECK(refused.err.find(given.refused_without) != std::string::npos);
    // A figure on the command line takes the place of the scenario's.
    CHECK(here.run("estimate far.toml --apogee 2000 --range 400 --time 23min --samples 30 --quiet").status ==
          0);
}

// Would catch a rule for the command line alone: a place 3,500 km away set the direction, from a scenario.
TEST_CASE("Where a flight came down is as far away as its range, whoever says it", "[cli]") {
    const Workspace here;
    const std::string place = "impact_latitude_deg = 60\nimpact_longitude_deg = -80.6\n";
    here.write("far.toml", apogee::testing::single_stage + "apogee_km = 100\n" + place);
    const CommandResult scenario = here.run("estimate far.toml --samples 30 --quiet");
    CHECK(scenario.status == 2);
    CHECK_THAT(scenario.err, Catch::StartsWith("far.toml:") &&
                                 Catch::Contains(": reported.impact_latitude_deg: lies ") &&
                                 Catch::Contains("expected a place at that distance"));
    const CommandResult typed =
        here.run("estimate --apogee 100 --range 250 --from Pyongyang --impact Moscow --samples 30 --quiet");
    CHECK(typed.status == 2);
    CHECK_THAT(typed.err, Catch::StartsWith("--impact: lies ") && Catch::Contains("at that distance"));
}

// Would catch a name that leads elsewhere than its coordinates, and a bound that text and JSON tell apart.
TEST_CASE("A launch site has a name or coordinates, and the bound that makes a range is told", "[cli]") {
    const Workspace here;
    const Json town = Json::parse(here.run("distance Seoul Pyongyang --json").out)[0];
    const std::string place = town["latitude_deg"].dump() + ',' + town["longitude_deg"].dump();
    const std::string report =
        "estimate --apogee 6648 --range 1001 --samples 300 --quiet --azimuth 75 --from ";
    const auto answer = [&](const std::string& site) {
        const CommandResult run = here.run(report + site + " --json");
        REQUIRE(run.status == 0);
        return Json::parse(run.out);
    };
    const Json named = answer("Pyongyang");
    CHECK(named["standard_range_km"] == answer(place)["standard_range_km"]);
    CHECK(named["standard_range_km"] != answer("Jakarta")["standard_range_km"]);
    const double part = named["part_at_dynamic_pressure_bound"];
    const CommandResult text = here.run(report + "Pyongyang");
    REQUIRE(text.status == 0);
    CHECK((text.out.find("stand at this bound") != std::string::npos) == (part >= 0.005));
}

TEST_CASE("A scenario's vehicle and report make an estimate and clock times", "[cli]") {
    const Workspace here;
    const CommandResult result = here.run("estimate catalogue:hwasong-12-2017-05-14 --samples 100 --quiet",
                                          "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR);
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    for (const char* part :
         {"Hwasong-12", "payload mass", "Clock: ignition 2017-05-13 20:28:00 UTC", "another payload"})
        CHECK(result.out.find(part) != std::string::npos);
}

TEST_CASE("Another number of the vehicle is solved for where the apogee has its greatest between",
          "[cli][long]") {
    // At a given thrust neither little nor much propellant climbs high.
    const Workspace here;
    const CommandResult result = here.run(
        "estimate catalogue:hwasong-15-2017-11-29 --unknown 'stage[2].propellant_mass_kg' --samples 40 "
        "--quiet "
        "--json",
        "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR);
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const Json object = Json::parse(result.out);
    CHECK(object["samples"]["too_weak"] < 20);  // of 40; where the payload drawn is great
    CHECK(object["possible"] == true);
}

TEST_CASE("A vehicle that cannot do what was reported is the answer", "[cli]") {
    const Workspace here;
    const CommandResult result =
        here.run("estimate catalogue:hwasong-12-2017-05-14 --apogee 6000 --time 70min --samples 60 --quiet",
                 "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR);
    REQUIRE(result.status == 0);
    CHECK(result.out.find("None of the 60 samples of Hwasong-12 flies what was reported") !=
          std::string::npos);
}

// Would catch a flight that was measured being called impossible, and times of flights that weigh nothing.
TEST_CASE("Where numbers taken as exact do not reproduce a flight, the flight is not blamed", "[cli]") {
    const Workspace here;
    for (const char* flown : {"nike-cajun", "black-brant-vb"}) {
        CAPTURE(flown);
        const std::string asked = "estimate catalogue:" + std::string(flown) + " --samples 60 --quiet";
        const std::string text = here.run(asked).out;
        CHECK_THAT(text, Catch::Contains("taken as exact, no payload mass flies what was reported"));
        CHECK_THAT(text, !Catch::Contains("cannot have") && !Catch::Contains("0:00 to 0:00") &&
                             !Catch::Contains("DOES NOT GO"));
        const Json object = Json::parse(here.run(asked + " --json").out);
        CHECK(object["possible"] == false);
        CHECK(object["time_agreement"].is_null());
        CHECK(object["time_agrees_with_vehicle"].is_null());
        // What there is no answer to is null, not missing.
        const Json some = Json::parse(here.run("estimate " + flight + "--samples 60 --quiet --json").out);
        for (const auto& [key, value] : some.items()) {
            CAPTURE(key);
            CHECK(object.contains(key));
        }
        CHECK(object["standard_range_km"].is_null());
        CHECK(object["candidates"].is_null());
    }
}

TEST_CASE("How long a scenario is flown does not move its estimate", "[cli]") {
    const Workspace here;
    const auto answered = [&](const std::string& arguments) {
        return Json::parse(
            here.run("estimate catalogue:hwasong-12-2017-05-14 --samples 60 --json " + arguments,
                     "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR)
                .out);
    };
    const Json whole = answered(""), cut = answered("--set launch.duration_s=100");
    CHECK(whole["standard_range_km"] == cut["standard_range_km"]);
    CHECK(whole["reported"]["azimuth_deg"] == cut["reported"]["azimuth_deg"]);
}

TEST_CASE("What cannot be estimated is refused in one line with what would be possible", "[cli]") {
    const Workspace here;
    here.write("far.toml", apogee::testing::single_stage + "apogee_km = 100\nflight_time_s = 300\n");
    here.write("released.toml", apogee::testing::released(1e5, 100));
    here.write("near.toml", apogee::testing::single_stage);
    struct Mistake {
        std::string arguments, said;
    };
    const Mistake mistake = GENERATE(
        Mistake{"", "--apogee is missing"}, Mistake{"--apogee 100", "--range is missing"},
        Mistake{"--apogee -5 --range 900", "not a height above the ground"},
        Mistake{"--apogee 3724900 --range 998", "metres?"},
        Mistake{"--apogee 100 --range 20100", "half the Earth"},
        Mistake{"--apogee 4475 --range 950 --time 53", "minutes or seconds?"},
        Mistake{"--apogee 4475 --range 950 --time 53s", "shorter than the fall"},
        Mistake{"--apogee 4475s --range 950", "not a unit of distance"},
        Mistake{"--apogee 4475 --range 950 --from 125.9", "--from"},
        Mistake{"--apogee 4475 --range 950 --impact 40,137", "--from LAT,LON"},
        Mistake{"--apogee 4475 --range 950 --from 39.3,125.9 --azimuth 200 --impact 41,136.5",
                "--impact lies at"},
        Mistake{"--apogee 4475 --range 950 --from 39.3,125.9 --impact 41,170", "yet the range is"},
        Mistake{"--apogee 4475 --range 950 --azimuth north", "--azimuth"},
        Mistake{"--apogee 4475 --range 950 --samples few", "--samples"},
        Mistake{"--apogee 4475 --range 950 --stages 7", "--stages"},
        Mistake{"--apogee 4475 --range 950 --unknown x", "--unknown"},
        Mistake{APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml --unknown launch.azimuth_deg",
                "not a number of the vehicle"},
        Mistake{"far.toml --range 21000", "--range: 21000 km is over half the Earth"},
        Mistake{"far.toml --apogee 2000", "reported.flight_time_s: 300 s is shorter than the fall"},
        Mistake{"far.toml --range 100 --apogee 2000", "far.toml:23:17: reported.flight_time_s: 300 s"},
        Mistake{"near.toml", "near.toml:21:12: reported: the scenario reports no apogee_km; expected a"},
        Mistake{"released.toml", "released.toml:3:16: initial: a payload released in flight"},
        Mistake{APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml --set payload.mass_kg=900",
                "is solved for, so that it is not 900"},
        Mistake{"missing.toml", "missing.toml"});
    CAPTURE(mistake.arguments);
    const CommandResult result = here.run("estimate " + mistake.arguments);
    CAPTURE(result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(result.err.find(mistake.said) != std::string::npos);
}
