#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    return parts;
}

/// A CSV file as columns of text by heading.
std::map<std::string, std::vector<std::string>> columns(const std::string& text) {
    std::map<std::string, std::vector<std::string>> result;
    const std::vector<std::string> lines = split(text, '\n'), heading = split(lines.at(0), ',');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> cells = split(lines[i], ',');
        REQUIRE(cells.size() == heading.size());
        for (std::size_t k = 0; k < cells.size(); ++k) result[heading[k]].push_back(cells[k]);
    }
    return result;
}

std::vector<double> numbers(const std::vector<std::string>& cells) {
    std::vector<double> result;
    for (const std::string& cell : cells) result.push_back(std::stod(cell));
    return result;
}

constexpr const char* history_heading =
    "time_s,latitude_deg,longitude_deg,height_km,downrange_km,speed_air_m_s,speed_inertial_m_s,"
    "flight_path_angle_deg,mach,dynamic_pressure_kPa,mass_kg,thrust_N,drag_N,stage,phase";

}  // namespace

TEST_CASE("The time history is a grid and the last instant", "[cli][csv]") {
    const Workspace here;
    here.write("good.toml", single_stage);
    const double step = GENERATE(1.0, 0.1, 7.0, 1e6);
    const CommandResult run =
        here.run("run good.toml --json --tight --out results --step " + std::to_string(step));
    REQUIRE(run.status == 0);
    const Json result = Json::parse(run.out);
    const std::string csv = here.read("results/good.csv");
    CHECK(csv.starts_with(history_heading));
    auto table = columns(csv);
    const std::vector<double> time = numbers(table.at("time_s"));
    const double end = result.at("final").at("time_s");
    REQUIRE(time.size() == static_cast<std::size_t>(std::floor(end / step)) + 2);
    for (std::size_t i = 0; i + 1 < time.size(); ++i) {
        // Twelve printed digits.
        CHECK(std::abs(time[i] - static_cast<double>(i) * step) <= 1e-9);
    }
    CHECK(std::abs(time.back() - end) <= 1e-9);
    // The last row is the last state, to half of the last printed digit.
    CHECK(std::abs(std::stod(table.at("latitude_deg").back()) -
                   result["final"]["latitude_deg"].get<double>()) <= 6e-11);
    CHECK(std::abs(std::stod(table.at("height_km").back()) - result["final"]["height_km"].get<double>()) <=
          6e-8);
    CHECK(std::abs(std::stod(table.at("downrange_km").back()) - result["range_km"].get<double>()) <= 6e-8);
    CHECK(std::abs(std::stod(table.at("speed_inertial_m_s").back()) -
                   1000 * result["final"]["speed_inertial_km_s"].get<double>()) <= 6e-8);
    CHECK(table.at("stage").front() == "1");
    CHECK(std::stod(table.at("mass_kg").front()) == 6100);
    CHECK(std::stod(table.at("mass_kg").back()) == Approx(2100).epsilon(1e-12));
}

TEST_CASE("A flight that ends on the grid has no row twice", "[cli][csv]") {
    const Workspace here;
    here.write("drop.toml", released(9000, 0, "duration_s = 30\n"));
    REQUIRE(here.run("run drop.toml --out o --step 0.1").status == 0);
    auto table = columns(here.read("o/drop.csv"));
    CHECK(table.at("time_s").size() == 301);
    CHECK(table.at("time_s").back() == "30");
    CHECK(table.at("time_s").at(3) == "0.3");
}

TEST_CASE("The events table holds the events of the result", "[cli][csv]") {
    const Workspace here;
    std::string text = single_stage;
    text.insert(text.find("azimuth_deg"), "time = 2023-12-31T23:59:00Z\n");
    here.write("good.toml", text);
    const CommandResult run = here.run("run good.toml --json --out o");
    const Json events = Json::parse(run.out).at("events");
    auto table = columns(here.read("o/good-events.csv"));
    REQUIRE(table.at("name").size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        CHECK(table.at("name")[i] == events[i].at("name"));
        CHECK(table.at("utc")[i] == events[i].at("utc"));
        CHECK(std::stod(table.at("time_s")[i]) == Approx(events[i].at("time_s").get<double>()).margin(1e-9));
        CHECK(std::stod(table.at("height_km")[i]) ==
              Approx(events[i].at("height_km").get<double>()).margin(6e-8));
    }
    CHECK(table.at("utc").front() == "2023-12-31T23:59:00.000Z");
    CHECK(table.at("utc").back().starts_with("2024-01-01T00:0"));
    CHECK(table.at("time_s").front() == "0");
    CHECK(table.at("name").back() == "impact");
}

TEST_CASE("Files are what the formats say and the JSON file is the printed one", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("b.toml", single_stage);
    CHECK(here.run("run a.toml --out o --format json").status == 0);
    CHECK(here.names_in("o") == std::vector<std::string>{"a.json"});
    CHECK(here.read("o/a.json") == here.run("run a.toml --json").out);
    CHECK(here.run("run a.toml b.toml --out deep/er --format csv,json --quiet").err.empty());
    std::vector<std::string> names = here.names_in("deep/er");
    std::sort(names.begin(), names.end());
    CHECK(names ==
          std::vector<std::string>{"a-events.csv", "a.csv", "a.json", "b-events.csv", "b.csv", "b.json"});
}

TEST_CASE("What exists is not replaced without being asked", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    std::filesystem::create_directory(here.path("o"));
    here.write("o/a-events.csv", "mine");
    const CommandResult refused = here.run("run a.toml --out o");
    CHECK(refused.status == 3);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("o/a-events.csv") != std::string::npos);
    CHECK(here.names_in("o") == std::vector<std::string>{"a-events.csv"});
    CHECK(here.read("o/a-events.csv") == "mine");
    CHECK(here.run("run a.toml --out o --force").status == 0);
    CHECK(here.read("o/a-events.csv").starts_with("name,time_s,"));
    CHECK(here.names_in("o").size() == 2);
    CHECK(here.run("new a.toml").status == 3);
    CHECK(here.read("a.toml") == single_stage);
    CHECK(here.run("new a.toml --force").status == 0);
    CHECK(here.read("a.toml") != single_stage);
}

TEST_CASE("What cannot be written gives status 3 and names the place", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("file", "");
    struct Case {
        std::string arguments, named;
    };
    const Case c = GENERATE(
        Case{"run --quiet a.toml --out file", "file"}, Case{"run --quiet a.toml --out file/o", "file/o"},
        Case{"run --quiet a.toml --out /dev/null", "/dev/null"},
        Case{"run --quiet a.toml --out /proc/apogee", "/proc/apogee"},
        Case{"new /proc/apogee.toml", "/proc/apogee.toml"}, Case{"new nowhere/a.toml", "nowhere"},
        Case{"new /dev/full --force", "/dev/full"}, Case{"new . --force", "."},
        Case{"run --quiet a.toml >/dev/full", "standard output"},
        Case{"run --quiet a.toml --json >/dev/full", "standard output"},
        Case{"list >/dev/full", "standard output"}, Case{"check a.toml >/dev/full", "standard output"},
        Case{"--help >/dev/full", "standard output"}, Case{"run --quiet a.toml >&-", "standard output"});
    CAPTURE(c.arguments);
    const CommandResult result = here.run(c.arguments);
    CAPTURE(result.err);
    CHECK(result.status == 3);
    CHECK(result.err.find(c.named) != std::string::npos);
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(here.names_in(".").size() == 2);
}

TEST_CASE("A file that does not fit leaves nothing behind", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    // The history at this step takes some megabytes; the shell allows files of 512 KiB.
    const CommandResult result = here.run("--version; trap '' XFSZ; ulimit -f 512; '" APOGEE_COMMAND
                                          "' run a.toml --out o --step 0.01");
    CHECK(result.status == 3);
    CHECK(result.err.find("o/a.csv: cannot be written") != std::string::npos);
    CHECK(here.names_in("o").empty());
}

TEST_CASE("An interrupted run leaves nothing half written", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    // Some three million rows: many seconds of writing.
    const CommandResult result = here.run("--version; timeout --preserve-status -s INT 0.5 '" APOGEE_COMMAND
                                          "' run a.toml --quiet --out o --step 0.0001");
    CHECK(result.status == 130);
    if (exists(here.path("o"))) CHECK(here.names_in("o").empty());
}

TEST_CASE("A reader that stops early is no error", "[cli]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const CommandResult result = here.run("run a.toml --quiet --json | true");
    CHECK(result.status == 0);
    CHECK(result.err.empty());
}

TEST_CASE("Bodies let go of have impacts and histories of their own", "[cli]") {
    const Workspace here;
    std::string text = single_stage;
    text.replace(text.find("separates = false"), 17, "ballistic_coefficient_kg_m2 = 500");
    here.write("a.toml", text);
    const CommandResult run = here.run("run a.toml --json --debris --out o");
    REQUIRE(run.status == 0);
    const Json result = Json::parse(run.out);
    REQUIRE(result.at("debris").size() == 1);
    const Json stage = result["debris"][0];
    CHECK(stage.at("outcome") == "landed");
    CHECK(stage.at("mass_kg") == 1100);
    CHECK(stage.at("release_time_s") == Approx(70).margin(1e-9));
    // Ten times the drag of the payload: the empty stage falls short, but not by much of a 300 km flight.
    CHECK(stage.at("range_km").get<double>() < result.at("range_km").get<double>());
    CHECK(stage.at("range_km").get<double>() > 0.7 * result.at("range_km").get<double>());
    CHECK(here.names_in("o").size() == 3);
    auto table = columns(here.read("o/a-stage-1.csv"));
    CHECK(std::stod(table.at("time_s").front()) == Approx(70).margin(1e-9));
    CHECK(std::stod(table.at("time_s").back()) ==
          Approx(stage.at("impact_time_s").get<double>()).margin(1e-9));
    CHECK(std::stod(table.at("downrange_km").back()) ==
          Approx(stage.at("range_km").get<double>()).margin(1e-6));
}

TEST_CASE("Every format leaves a file of the flight and of what it let go of", "[cli][files]") {
    const Workspace here;
    std::string text = single_stage;
    text.replace(text.find("separates = false"), 17, "ballistic_coefficient_kg_m2 = 500");
    here.write("a.toml", text);
    here.write("b.toml", single_stage);
    const CommandResult each =
        here.run("run a.toml --out o --debris --format csv,json,geojson,kml,czml,netcdf,kml");
    REQUIRE(each.status == 0);
    for (const char* file :
         {"a.csv", "a-events.csv", "a-stage-1.csv", "a.json", "a.geojson", "a.kml", "a.czml", "a.nc"}) {
        INFO(file);
        CHECK(exists(here.path(std::string("o/") + file)));
    }
    // One of them would be replaced: nothing is written.
    std::filesystem::remove(here.path("o/a.csv"));
    CHECK(here.run("run a.toml --out o --format csv,kml").status == 3);
    CHECK_FALSE(exists(here.path("o/a.csv")));

    REQUIRE(here.run("run a.toml b.toml --out t --format geojson,kml,csv --together both").status == 0);
    CHECK(exists(here.path("t/both.kml")));
    CHECK(exists(here.path("t/a.csv")));
    CHECK_FALSE(exists(here.path("t/a.kml")));
    std::map<std::string, int> arcs;
    const Json together = Json::parse(here.read("t/both.geojson"));
    for (const Json& feature : together.at("features"))
        if (feature.at("properties").at("what") == "arc")
            ++arcs[feature["properties"].at("flight").get<std::string>()];
    CHECK(arcs == std::map<std::string, int>{{"a", 1}, {"b", 1}});

    REQUIRE(here.run("run a.toml --out c --columns height_km,time_s").status == 0);
    CHECK(here.read("c/a.csv").starts_with("height_km,time_s\n"));
    CHECK(here.read("c/a-events.csv").starts_with("name,height_km,time_s\n"));
}

// Would catch a library that takes a backslash for a slash, "http:" for an address.
TEST_CASE("Every format is written into a folder and a file of any name", "[cli][files]") {
    const Workspace here;
    const std::string folder = GENERATE("back\\slash", "o\\", "http:", "c:\\o", "\xc3\x9c a"),
                      name = GENERATE("a", "a\\b", "\\n");
    CAPTURE(folder, name);
    here.write(name + ".toml", single_stage);
    const CommandResult run = here.run("run '" + name + ".toml' --out '" + folder +
                                       "' --quiet --format csv,json,geojson,kml,czml,netcdf");
    CHECK(run.err.empty());
    REQUIRE(run.status == 0);
    std::vector<std::string> expected;
    for (const char* ending : {"-events.csv", ".csv", ".czml", ".geojson", ".json", ".kml", ".nc"})
        expected.push_back(name + ending);
    auto names = here.names_in(folder);
    std::ranges::sort(names);
    CHECK(names == expected);
    CHECK(here.read(folder + '/' + name + ".nc").starts_with("\x89HDF"));
}

TEST_CASE("A line of years round the Earth is refused before it fills the disk", "[cli][files]") {
    const Workspace here;
    here.write("orbit.toml",
               released(500000, 7100, "duration_s = 2.1e6\n[environment]\natmosphere = \"none\"\n"));
    const CommandResult drawn = here.run("run orbit.toml --out o --format csv,kml --step 1000");
    CHECK(drawn.status == 2);
    CHECK(drawn.err.find("expected a shorter duration_s") != std::string::npos);
    CHECK_FALSE(exists(here.path("o")));
    CHECK(here.run("run orbit.toml --out o --format csv --step 1000 --quiet").status == 0);
}
