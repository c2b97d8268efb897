#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {

std::vector<std::string> sorted_names(const Workspace& here, const std::string& folder) {
    std::vector<std::string> names = here.names_in(folder);
    std::sort(names.begin(), names.end());
    return names;
}

std::size_t count_of(const Json& map, const std::string& what) {
    return static_cast<std::size_t>(
        std::count_if(map.at("features").begin(), map.at("features").end(),
                      [&](const Json& feature) { return feature.at("properties").at("what") == what; }));
}

const std::string every_format = " --format csv,json,geojson,kml,czml,netcdf --quiet";

/// The commands of the examples at the end of a verb's help.
std::vector<std::string> examples(const Workspace& here, const std::string& verb) {
    std::istringstream help(here.run(verb + " --help").out);
    std::vector<std::string> commands;
    bool begun = false;
    for (std::string line; std::getline(help, line);) {
        if (line == "Examples:") begun = true;
        const std::size_t at = line.find("apogee ");
        if (begun && at != std::string::npos) commands.push_back(line.substr(at + 7));
    }
    return commands;
}

}  // namespace

// Would catch a format that a verb promises and does not write, or writes as another one.
TEST_CASE("Every verb writes every format that its help names", "[cli][files]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("range a.toml --azimuths 12 --out range" + every_format).status == 0);
    CHECK(sorted_names(here, "range") == std::vector<std::string>{"a-range.csv", "a-range.czml",
                                                                  "a-range.geojson", "a-range.json",
                                                                  "a-range.kml", "a-range.nc"});
    const Json ring = Json::parse(here.read("range/a-range.geojson"));
    for (const char* what : {"launch site", "farthest flights", "standard flights"})
        CHECK(count_of(ring, what) == 1);
    CHECK(count_of(ring, "arc") == 2);
    CHECK(here.read("range/a-range.nc").substr(1, 3) == "HDF");
    CHECK(here.read("range/a-range.kml").find("<Polygon>") != std::string::npos);
    CHECK(Json::parse(here.read("range/a-range.czml")).at(0).at("id") == "document");
    REQUIRE(here.run("new mine.toml").status == 0);
    REQUIRE(here.run("estimate mine.toml --samples 60 --out estimate" + every_format).status == 0);
    const std::string name = "mine-estimate";
    CHECK(sorted_names(here, "estimate") ==
          std::vector<std::string>{name + "-samples.csv", name + ".csv", name + ".czml", name + ".geojson",
                                   name + ".json", name + ".kml", name + ".nc"});
    const Json map = Json::parse(here.read("estimate/" + name + ".geojson"));
    const Json answer = Json::parse(here.read("estimate/" + name + ".json"));
    CHECK(count_of(map, "standard range, still Earth: median") == 1);
    double reported_km = 0;
    for (const Json& feature : map["features"]) {
        const Json& facts = feature["properties"];
        if (facts["what"] == "arc" && facts["flight"] == "as reported") reported_km = facts["range_km"];
        if (facts["what"] == "standard range, still Earth: median")
            CHECK(facts["range_km"] == answer["standard_range_km"]["median"]);
    }
    // The report is 265 km, known to half a kilometre; a flight is reproduced to 2e-4 of it.
    CHECK(reported_km ==
          Approx(answer["reported"]["range_km"]["value"].get<double>()).epsilon(0).margin(0.8));
    std::istringstream samples(here.read("estimate/" + name + "-samples.csv"));
    std::string line;
    int rows = -1;
    while (std::getline(samples, line)) ++rows;
    CHECK(rows == 60);
}

// Would catch an option that takes the next one for its value, and a mistake found after the flights.
TEST_CASE("What is wrong with the files that are asked for is said before anything flies", "[cli][files]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const auto refused = [&](const std::string& arguments, int status, const std::string& message) {
        const CommandResult run = here.run("run a.toml --quiet " + arguments);
        INFO(arguments);
        CHECK(run.status == status);
        CHECK(run.out.empty());
        CHECK(run.err == message + "\n");
        CHECK(here.names_in(".") == std::vector<std::string>{"a.toml"});
    };
    const std::string missing = "; expected names with commas between them, such as ";
    for (const char* text : {",", "", "csv,", "csv,,json"})
        refused("--out o --format '" + std::string(text) + "'", 2,
                "--format: a name is missing in \"" + std::string(text) + "\"" + missing + "csv,json");
    refused("--out o --columns ,", 2, "--columns: a name is missing in \",\"" + missing + "time_s,height_km");
    refused("--out=", 2, "--out: nothing stands after the =; expected a value");
    refused("--out o --format=", 2, "--format: nothing stands after the =; expected a value");
    const std::string longest(249, 'n');  // with ".json" 254 bytes
    for (const char* folder : {".", "new/folder"})
        refused("--format json --together " + longest + "nn --out " + folder, 3,
                (std::string(folder) == "." ? "./" : "new/folder/") + longest +
                    "nn.json: cannot be written: File name too long");
    CHECK(here.run("run a.toml --quiet --format json --together " + longest + " --out new/folder").status ==
          0);
    CHECK(here.names_in("new/folder") == std::vector<std::string>{longest + ".json"});
}

TEST_CASE("An estimate without a place has no map, and says so before it samples", "[cli][files]") {
    const Workspace here;
    const CommandResult run =
        here.run("estimate --apogee 3724.9 --range 998 --time 47:12 --samples 100 --out o --format geojson");
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(run.err == "--format: geojson shows places; expected --from LAT,LON and --azimuth DEG\n");
    CHECK_FALSE(std::filesystem::exists(here.path("o")));
}

TEST_CASE("No file and no report has a negative zero, or rounding's noise", "[cli][files]") {
    const Workspace here;
    std::string text = released(2000, 0) + "[environment]\natmosphere = \"none\"\n";
    for (const std::string stated : {"latitude_deg = 0", "longitude_deg = 10"})
        text.replace(text.find(stated), stated.size(), stated.substr(0, stated.find('=')) + "= -1e-12");
    here.write("a.toml", text);
    const CommandResult run = here.run("run a.toml --out o --format csv,kml,geojson");
    REQUIRE(run.status == 0);
    const std::regex negative_zero(R"((^|[^0-9.])-0(\.0*)?([^0-9.]|$))"), noise("[0-9]e-[0-9]");
    for (const std::string& written :
         {here.read("o/a.csv"), here.read("o/a-events.csv"), here.read("o/a.kml"), run.out}) {
        CHECK_FALSE(std::regex_search(written, negative_zero));
        CHECK_FALSE(std::regex_search(written, noise));
    }
}

// Would catch a format that shows the answer without the time that its vehicle cannot have flown.
TEST_CASE("Every file of an estimate says that its time does not go with the vehicle", "[cli][files]") {
    const Workspace here;
    const std::string catalogue = "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR;
    for (const bool agrees : {true, false}) {
        const std::string folder = agrees ? "true" : "false";
        CAPTURE(agrees);
        REQUIRE(here.run("estimate catalogue:hwasong-12-2017-05-14 --samples 100 --out " + folder +
                             every_format + (agrees ? "" : " --time 32min"),
                         catalogue)
                    .status == 0);
        const auto file = [&](const std::string& ending) {
            return here.read(folder + "/hwasong-12-2017-05-14-estimate" + ending);
        };
        CHECK_THAT(file(".csv"),
                   Catch::Contains("time_agrees_with_vehicle,1," + std::string(agrees ? "1" : "0") + ",,\n"));
        const Json map = Json::parse(file(".geojson"));
        CHECK(map["features"][0]["properties"]["time_agrees_with_vehicle"] == agrees);
        for (const char* ending : {".kml", ".czml", ".nc", ".json"}) {
            CAPTURE(ending);
            CHECK((file(ending).find("32:00 DOES NOT GO with this vehicle") == std::string::npos) == agrees);
        }
    }
}

TEST_CASE("A study's impacts are on the map where its cases came down", "[cli][files]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("mc.toml",
               "scenario = \"a.toml\"\ncases = 40\n[[vary]]\nkey = \"payload.mass_kg\"\n"
               "distribution = \"uniform\"\nlow = 900\nhigh = 1100\n");
    REQUIRE(here.run("study mc.toml --out o --format csv,json,geojson,kml,czml,csv.gz --quiet").status == 0);
    const Json map = Json::parse(here.read("o/a.geojson"));
    CHECK(count_of(map, "impact") == 40);
    const Json& seventh = map["features"][1 + 7];
    const Json flown = Json::parse(here.run("run --case 7 mc.toml --json --quiet").out);
    CHECK(seventh["properties"]["case"] == 7);
    CHECK(seventh["geometry"]["coordinates"][0].get<double>() ==
          Approx(flown["impact"]["longitude_deg"].get<double>()).epsilon(0).margin(1e-4));
    CHECK(seventh["properties"]["range_km"].get<double>() ==
          Approx(flown["range_km"].get<double>()).epsilon(0).margin(0.01));
    CHECK(Json::parse(here.read("o/a.json")).at("parts").at(0).at("cases") == 40);
    CHECK(Json::parse(here.read("o/a.czml")).size() == 2 + 40);
    const CommandResult none = here.run("study mc.toml --out p --format none,json");
    CHECK(none.status == 2);
}

// Would catch a file of two flights in which nobody can tell which is which, and one that overwrites another.
TEST_CASE("Flights of files with one name are told apart", "[cli][files]") {
    const Workspace here;
    std::filesystem::create_directory(here.path("x"));
    here.write("a.toml", single_stage);
    here.write("x/a.toml", single_stage);
    REQUIRE(here.run("run a.toml x/a.toml --out o --format geojson,json --together both --quiet").status ==
            0);
    std::set<std::string> names;
    const Json both = Json::parse(here.read("o/both.geojson"));
    for (const Json& feature : both.at("features"))
        names.insert(feature.at("properties").at("flight").get<std::string>());
    CHECK(names == std::set<std::string>{"a", "a-2"});
    REQUIRE(here.run("run a.toml x/a.toml --out p --format json --quiet").status == 0);
    CHECK(sorted_names(here, "p") == std::vector<std::string>{"a-2.json", "a.json"});
}

TEST_CASE("A year that no timestamp can hold is refused", "[cli]") {
    const Workspace here;
    for (const char* time : {"9999-12-31T23:59:59-10:00", "9901-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
                             "0001-01-01T00:00:00+10:00"}) {
        here.write("late.toml", released(9000, 0, "time = " + std::string(time) + "\n"));
        const CommandResult run = here.run("run late.toml");
        CAPTURE(time, run.err);
        CHECK(run.status == 2);
        CHECK(run.err.find("time: no such year; expected one from 1 to 9900") != std::string::npos);
    }
    here.write("early.toml", released(9000, 0, "time = 0001-01-01T00:00:00Z\n"));
    CHECK(Json::parse(here.run("run early.toml --json --quiet").out).at("launch_time_utc") ==
          "0001-01-01T00:00:00.000Z");
}

TEST_CASE("The examples of every verb's help work on new templates", "[cli]") {
    const Workspace here;
    for (const char* name : {"mine", "a", "b", "c"})
        REQUIRE(here.run("new " + std::string(name) + ".toml").status == 0);
    for (const char* name : {"study", "mc"})
        REQUIRE(here.run("new --study " + std::string(name) + ".toml").status == 0);
    const CommandResult check = here.run("check mine.toml mc.toml");
    INFO(check.err);
    CHECK(check.status == 0);
    here.write("flights.csv", "name,apogee_km,range_km\na test,600,500\n");
    REQUIRE(here.run("run mine.toml --out . --columns time_s,height_km,speed_earth_m_s --step 10 --quiet")
                .status == 0);
    for (const char* data : {"telemetry.csv", "webcast.csv"}) here.write(data, here.read("mine.csv"));
    // Shards 1, 3 and 4: the example flies the second, and `merge` wants them all.
    for (const char* shard : {"1/4", "3/4", "4/4"})
        REQUIRE(here.run("study mc.toml --quiet --out shared --shard " + std::string(shard)).status == 0);
    int count = 0;
    for (const char* verb : {"run", "range", "estimate", "compare", "study"})
        for (std::string command : examples(here, verb)) {
            // Other tests fly the catalogue; its estimates take a minute each.
            if (command.find("catalogue:") != std::string::npos ||
                command.find("--apogee") != std::string::npos)
                continue;
            command = command.substr(0, command.find(" | "));      // jq
            command = command.substr(0, command.find("   "));      // what it does
            if (command == "run -") command = "run - <mine.toml";  // of another program's output
            command = std::regex_replace(command, std::regex("--cases 1000000"), "--cases 3000");
            if (std::string(verb) == "estimate") command += " --samples 40";
            const CommandResult run = here.run(command + (command.starts_with("merge") ? "" : " --force"));
            const CommandResult plain = run.status == 2 ? here.run(command) : run;  // a study's --shard
            INFO(command << "\n" << plain.err);
            CHECK(plain.status == 0);
            ++count;
        }
    CHECK(count == 22);
}
