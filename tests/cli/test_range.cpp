#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

TEST_CASE("The range's JSON says what was maximised over what within which bounds", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const CommandResult run = here.run("range a.toml --json --quiet");
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    const Json result = Json::parse(run.out);
    const Json& family = result.at("family");
    CHECK(family.at("programme") == "gravity-turn");
    CHECK(family.at("free_number") == "kick_angle_deg");
    CHECK(family.at("bounds").at("kick_angle_deg").size() == 2);
    CHECK(family.at("bounds").at("max_dynamic_pressure_kPa") == 150);
    for (const Json& world : {result, result.at("no_rotation")}) {
        for (const char* which : {"standard", "farthest"}) {
            const Json& flight = world.at(which);
            CHECK(flight.at("reach") == "range");
            CHECK(flight.at("active_bound").is_null());
            for (const char* key : {"range_km", "free_number_deg", "apogee_km", "flight_time_s"})
                CHECK(flight.at(key).is_number());
        }
        const Json& burnout = world["standard"].at("burnout");
        CHECK(burnout.at("flight_path_angle_deg").get<double>() ==
              Approx(burnout.at("minimum_energy_angle_deg").get<double>()).margin(2e-6));
        CHECK(world["farthest"]["range_km"].get<double>() >= world["standard"]["range_km"].get<double>());
    }
    CHECK(result.at("other_families").size() == 5);
    CHECK(result.at("provenance").at("scenario_hash").get<std::string>().size() == 16);
    CHECK_FALSE(result.contains("ring"));
    CHECK_FALSE(result.contains("payload_curve"));
}

TEST_CASE("The farthest flight of the range can be flown again", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const Json farthest = Json::parse(here.run("range a.toml --json --quiet").out).at("farthest");
    std::string turn = single_stage;
    const std::string linear = "programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 45\n";
    std::ostringstream kick;
    kick.precision(17);
    kick << "programme = \"gravity-turn\"\nkick_speed_m_s = 50\nkick_duration_s = 10\nkick_angle_deg = "
         << farthest.at("free_number_deg").get<double>() << '\n';
    turn.replace(turn.find(linear), linear.size(), kick.str());
    here.write("b.toml", turn);
    const Json flown = Json::parse(here.run("run b.toml --json --quiet").out);
    CHECK(flown.at("range_km").get<double>() ==
          Approx(farthest.at("range_km").get<double>()).margin(2e-3).epsilon(0));
    CHECK(flown.at("burnout").at("flight_path_angle_deg").get<double>() ==
          Approx(farthest.at("burnout").at("flight_path_angle_deg").get<double>()).margin(1e-4));
}

TEST_CASE("Without rotation both worlds of the range are one", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const Json turning = Json::parse(here.run("range a.toml --json --quiet").out),
               still = Json::parse(here.run("range a.toml --json --quiet --no-rotation").out);
    CHECK(still.at("rotation") == false);
    CHECK(still.at("farthest") == turning.at("no_rotation").at("farthest"));
    CHECK(still.at("farthest").at("range_km") != turning.at("farthest").at("range_km"));
    const Json set =
        Json::parse(here.run("range a.toml --json --quiet --set environment.rotation=false").out);
    CHECK(set.at("rotation") == false);
    CHECK(set.at("farthest").at("range_km") == still.at("farthest").at("range_km"));
}

TEST_CASE("Range over payload and all round are in every format", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const CommandResult run = here.run(
        "range a.toml --payload 500:1400:250 --azimuths 12 --out results --format csv,json,geojson,csv "
        "--quiet");
    CHECK(run.status == 0);
    CHECK(run.out.find("Range over payload") != std::string::npos);
    const Json result = Json::parse(here.read("results/a-range.json"));
    REQUIRE(result.at("payload_curve").size() == 5);
    CHECK(result["payload_curve"][2].at("payload_kg") == 1000);
    CHECK(result["payload_curve"][2].at("farthest") == result.at("farthest"));
    CHECK(result["payload_curve"][4].at("payload_kg") == 1400);  // the last step is shorter
    REQUIRE(result.at("ring").size() == 12);
    CHECK(result["ring"][3].at("azimuth_deg") == 90);
    CHECK(result["ring"][3].at("farthest").at("range_km") == result.at("farthest").at("range_km"));

    std::istringstream csv(here.read("results/a-range.csv"));
    std::string header, row;
    std::getline(csv, header);
    const auto commas = std::count(header.begin(), header.end(), ',');
    int rows = 0;
    for (; std::getline(csv, row); ++rows) CHECK(std::count(row.begin(), row.end(), ',') == commas);
    CHECK(rows == 2 + 5 + 12);

    const Json map = Json::parse(here.read("results/a-range.geojson"));
    CHECK(map.at("type") == "FeatureCollection");
    int polygons = 0;
    for (const Json& feature : map.at("features")) {
        CHECK(feature.at("type") == "Feature");
        if (feature.at("geometry").at("type") != "Polygon") continue;
        ++polygons;
        const Json& line = feature["geometry"].at("coordinates").at(0);
        CHECK(line.front() == line.back());
        CHECK(line.size() > 12);
    }
    CHECK(polygons == 4);  // two rings, two circles
    CHECK(map["features"][0]["geometry"]["coordinates"] == Json::array({45.0, 35.0}));
}

TEST_CASE("A ring round the pole is one polygon on the map, wherever its site lies", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const std::string longitude = GENERATE("170", "-10"), latitude = GENERATE("89", "-89");
    CAPTURE(longitude, latitude);
    const CommandResult run = here.run("range a.toml --set launch.latitude_deg=" + latitude +
                                       " --set launch.longitude_deg=" + longitude +
                                       " --azimuths 12 --out results --format geojson --quiet");
    REQUIRE(run.status == 0);
    const Json map = Json::parse(here.read("results/a-range.geojson"));
    for (std::size_t i = 1; i < 5; ++i) {  // after the site
        const Json& geometry = map.at("features").at(i).at("geometry");
        CHECK(geometry.at("type") == "Polygon");
        CHECK(geometry.at("coordinates").size() == 1);  // no hole
    }
}

TEST_CASE("A range that nothing reaches gives status 5 and says why", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const CommandResult heavy = here.run("range a.toml --quiet --set payload.mass_kg=100000");
    CHECK(heavy.status == 5);
    CHECK(heavy.out.find("cannot lift off") != std::string::npos);
    const CommandResult held = here.run("range a.toml --quiet --json --max-dynamic-pressure 1");
    CHECK(held.status == 5);
    const Json result = Json::parse(held.out);
    CHECK(result.at("farthest").at("reach") == "dynamic pressure above its bound");
    CHECK(result.at("farthest").at("range_km").is_null());
    const CommandResult hint = here.run("range a.toml --max-dynamic-pressure 1");
    CHECK(hint.err.find("no ascent keeps below 1 kPa; --max-dynamic-pressure sets another bound\n") !=
          std::string::npos);
    // A little less than the farthest flight meets.
    const Json free = Json::parse(here.run("range a.toml --quiet --json").out).at("farthest");
    const double pressure_kPa = 0.99 * free.at("max_dynamic_pressure_kPa").get<double>();
    const Json bound = Json::parse(
        here.run("range a.toml --quiet --json --max-dynamic-pressure " + std::to_string(pressure_kPa)).out);
    CHECK(bound.at("farthest").at("active_bound") == "dynamic pressure");
    CHECK(bound["farthest"].at("range_km").get<double>() < free.at("range_km").get<double>());
}

TEST_CASE("Mistakes in the range's options are one line that names the option", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("released.toml", released(300e3, 2000));
    struct Mistake {
        const char *arguments, *begins;
    };
    const Mistake mistake = GENERATE(
        Mistake{"a.toml --azimuths 2", "--azimuths: "}, Mistake{"a.toml --azimuths 72.5", "--azimuths: "},
        Mistake{"a.toml --azimuths many", "--azimuths: "}, Mistake{"a.toml --payload 300", "--payload: "},
        Mistake{"a.toml --payload 300:200:10", "--payload: "},
        Mistake{"a.toml --payload 300:900:0", "--payload: "},
        Mistake{"a.toml --payload 300:900:nan", "--payload: "},
        Mistake{"a.toml --payload 1:1e6:1", "--payload: "},
        Mistake{"a.toml --payload=-5:100:10", "--payload: "},
        Mistake{"a.toml --max-dynamic-pressure 0", "--max-dynamic-pressure: "},
        Mistake{"a.toml --jobs 0", "--jobs: "}, Mistake{"a.toml --format csv", "--format: "},
        Mistake{"a.toml --out x --format csv.gz",
                "--format: csv.gz has no meaning for apogee range; expected "},
        Mistake{"a.toml --out ''", "--out: "}, Mistake{"a.toml --set launch.azimut_deg=4", "--set"},
        Mistake{"released.toml", "released.toml:3:16: initial: "}, Mistake{"missing.toml", "missing.toml"});
    CAPTURE(mistake.arguments);
    const CommandResult run = here.run(std::string("range ") + mistake.arguments);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with(mistake.begins));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
}

TEST_CASE("Files of the range are not replaced unasked", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("range a.toml --quiet --out results").status == 0);
    const std::string before = here.read("results/a-range.csv");
    CHECK(here.run("range a.toml --quiet --out results --set payload.mass_kg=900").status == 3);
    CHECK(here.read("results/a-range.csv") == before);
    CHECK(here.run("range a.toml --quiet --out results --force --set payload.mass_kg=900").status == 0);
    CHECK(here.read("results/a-range.csv") != before);
}
