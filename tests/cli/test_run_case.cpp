#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "batch/engine.h"
#include "cli/command.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "store/replay.h"
#include "temporary_folder.h"

namespace apogee {
namespace {

using Json = nlohmann::json;
using testing::CommandResult;
using testing::TemporaryFolder;
using testing::Workspace;

const std::string study_text = R"(scenario = "catalogue:hwasong-15-2017-11-29"
cases = 100
seed = 3
)";

/// The cells of one row of a CSV file, by column.
Json row_of(const std::string& csv, std::size_t row) {
    std::istringstream lines(csv);
    std::string heading, line;
    std::getline(lines, heading);
    for (std::size_t i = 0; i <= row; ++i) std::getline(lines, line);
    std::istringstream names(heading), cells(line);
    Json json;
    for (std::string name, cell; std::getline(names, name, ',') && std::getline(cells, cell, ',');)
        json[name] = cell;
    return json;
}

double number(const Json& row, const char* column) {
    return std::stod(row.at(column).get<std::string>());
}

}  // namespace

TEST_CASE("a case flown again agrees with its result in the batch") {
    const TemporaryFolder folder;
    const Study study = load_study(folder.write("study.toml", study_text));
    const StudyPart& part = study.parts[0];
    std::vector<CaseResult> results(study.cases);
    BatchEngine(part.scenario, part.paths).fly(*part.source, 0, results);
    for (const std::uint64_t case_number : {0, 17, 50, 99}) {
        const CaseScenario again = case_scenarios(study, case_number).front();
        const FlightSummary summary = summarise(propagate(plan(load_scenario(again.file, again.overrides))));
        const CaseResult& batch = results[case_number];
        // Each stays within 1 m of the exact flight at impact in 99 of 100 cases.
        CHECK(std::abs(*summary.range_m / 1000 - batch.range_km) < 0.002);
        CHECK(std::abs(*summary.apogee_m / 1000 - batch.apogee_km) < 0.002);
        CHECK(std::abs(*summary.flight_time_s - batch.flight_time_s) < 0.002);
    }
}

TEST_CASE("run flies one case of a study as the dataset has it") {
    const Workspace workspace;
    workspace.write("study.toml", study_text);
    REQUIRE(workspace.run("study study.toml --cases 40 --format csv --quiet --out results").status == 0);
    const Json row = row_of(workspace.read("results/hwasong-15-2017-11-29.csv"), 17);
    CHECK(row["case"] == "17");
    const CommandResult flown = workspace.run("run --case 17 study.toml --json --out files --format json");
    REQUIRE(flown.status == 0);
    const Json json = Json::parse(flown.out);
    CHECK(json["range_km"].get<double>() == Approx(number(row, "range_km")).margin(0.002).epsilon(0));
    CHECK(json["apogee_km"].get<double>() == Approx(number(row, "apogee_km")).margin(0.002).epsilon(0));
    bool found = false;
    for (const Json& parameter : json["provenance"]["parameters"]) {
        if (parameter["key"] != "stage[2].thrust_vacuum_kN") continue;
        found = true;
        CHECK(parameter["value"].get<double>() == number(row, "stage_2_thrust_vacuum_kN"));
    }
    CHECK(found);
    CHECK(workspace.names_in("files") == std::vector<std::string>{"hwasong-15-2017-11-29-case-17.json"});
    // Another seed is another case; a change from outside comes on top.
    const CommandResult other = workspace.run("run --case 17 --seed 4 study.toml --json");
    CHECK(Json::parse(other.out)["range_km"] != json["range_km"]);
    const CommandResult changed =
        workspace.run("run --case 17 study.toml --json --set launch.azimuth_deg=200");
    const Json changed_json = Json::parse(changed.out);
    CHECK(changed_json["impact"]["longitude_deg"].get<double>() <
          json["impact"]["longitude_deg"].get<double>());
    CHECK(changed_json["burnout"]["time_s"] == json["burnout"]["time_s"]);
}

TEST_CASE("run flies a case of every scenario of a study") {
    const Workspace workspace;
    workspace.write("a.toml", testing::single_stage);
    workspace.write("b.toml", testing::single_stage);
    workspace.write("study.toml", R"(scenarios = ["a.toml", "b.toml"]
[[sweep]]
key = "ascent.burnout_elevation_deg"
values = [40, 50]
[[sweep]]
key = "payload.mass_kg"
values = [500, 1000]
)");
    const CommandResult flown = workspace.run("run --case 2 study.toml --json");
    REQUIRE(flown.status == 0);
    const Json runs = Json::parse(flown.out)["runs"];
    REQUIRE(runs.size() == 2);
    CHECK(runs[0]["range_km"] == runs[1]["range_km"]);
    const CommandResult alone =
        workspace.run("run a.toml --json --set ascent.burnout_elevation_deg=50 --set payload.mass_kg=500");
    CHECK(Json::parse(alone.out)["range_km"] == runs[0]["range_km"]);
}

TEST_CASE("check tells what a study would fly") {
    const Workspace workspace;
    workspace.write("a.toml", testing::single_stage);
    workspace.write("study.toml",
                    "scenario = \"a.toml\"\ncases = 20\n[[vary]]\nkey = \"payload.mass_kg\"\ndistribution = "
                    "\"uniform\"\nlow = 900\nhigh = 1100\n");
    const CommandResult text = workspace.run("check study.toml");
    CHECK(text.status == 0);
    CHECK(text.out.find("payload.mass_kg  uniform, 900 to 1100") != std::string::npos);
    const Json json = Json::parse(workspace.run("check study.toml --json").out);
    CHECK(json["cases"] == 20);
    CHECK(json["parts"][0]["inputs"][0]["high"] == 1100.0);
    CHECK(workspace.run("check study.toml --set payload.mass_kg=5").status == 2);
    CHECK(workspace.run("check - <study.toml").status == 0);
}

TEST_CASE("mistakes with a case of a study are one line and status 2") {
    const Workspace workspace;
    workspace.write("a.toml", testing::single_stage);
    workspace.write("sweep.toml",
                    "scenario = \"a.toml\"\n[[sweep]]\nkey = \"payload.mass_kg\"\nvalues = [500, 1000]\n");
    const auto refused = [&](const std::string& arguments, const std::string& words) {
        const CommandResult result = workspace.run(arguments);
        INFO(arguments << ": " << result.err);
        CHECK(result.status == 2);
        CHECK(result.out.empty());
        CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
        CHECK(result.err.find(words) != std::string::npos);
    };
    refused("run --case 2 sweep.toml", "--case: sweep.toml has no case 2; expected 0 to 1");
    refused("run --case 0 a.toml sweep.toml", "--case: one case of one study");
    refused("run --seed 1 a.toml", "--seed: one flight has no chance in it");
    refused("run --case 1 catalogue:v-2-1942-10-03", "catalogue:v-2-1942-10-03: a study is a file");
    refused("run --case -1 sweep.toml", "--case: found \"-1\"");
    refused("run --case 9223372036854775808 sweep.toml", "--case: found \"9223372036854775808\"");
    refused("run --case 0 a.toml", "a.toml:2:2: launch: this is a scenario, not a study");
    refused("run sweep.toml", "sweep.toml:1:1: scenario: a study names scenarios, a scenario does not");
    refused("view --case 0", "--case: no number or no study");
    refused("view --case x sweep.toml", "--case: found \"x\"; expected a whole number");
    refused("view --case 5 sweep.toml", "has no case 5");
}

}  // namespace apogee
