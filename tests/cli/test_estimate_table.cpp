#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/command.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::ordered_json;

const std::string reports =
    "# three that can be flown, and others\n"
    "range_km,name,apogee_km,flight_time,from,azimuth_deg,status,note\n"
    "998,Hwasong-14,3724.9,47:12,\"40.61,126.43\",70,,x\n"
    "998,wrong time,3724.9,40:00,\"40.61,126.43\",70,ballistic,x\n"
    "300,=a sum,80,,,,,x\n"
    "900,glider,50,,,,manoeuvring,x\n"
    ",no range,600,,,,,x\n"
    "500,falls too fast,900,5min,,,,x\n";
const std::string few = " --samples 60 --jobs 1 --quiet";

Json row_named(const Json& table, const std::string& name) {
    for (const Json& row : table["flights"])
        if (row["name"] == name) return row;
    throw std::runtime_error("no row " + name);
}

}  // namespace

TEST_CASE("a table of reports has the answer of each flight by itself", "[cli][table]") {
    const Workspace here;
    here.write("flights.csv", reports);
    const CommandResult run = here.run("estimate --table flights.csv --json" + few);
    REQUIRE(run.status == 0);
    const Json table = Json::parse(run.out);
    REQUIRE(table["flights"].size() == 6);

    const Json alone = Json::parse(
        here.run("estimate --apogee 3724.9 --range 998 --time 47:12 --from 40.61,126.43 --azimuth 70 --json" +
                 few)
            .out);
    const Json first = row_named(table, "Hwasong-14");
    CHECK(first["outcome"] == "estimated");
    CHECK(first["standard_range_km"] == alone["standard_range_km"]["median"]);
    CHECK(first["standard_range_low90_km"] == alone["standard_range_km"]["low90"]);
    CHECK(first["standard_range_high90_km"] == alone["standard_range_km"]["high90"]);
    CHECK(first["two_body_range_km"] == alone["two_body_range_km"]);
    CHECK(first["possible_time_low_s"] == alone["audit"]["possible_flight_time_s"]["low"]);
    CHECK(first["earth"] == "turning");
    CHECK(first["figures"] == "consistent");

    const Json wrong = row_named(table, "wrong time");
    CHECK(wrong["figures"] == "time_too_short");
    CHECK(wrong["time_used"] == "no");
    CHECK(wrong["time_off_by_s"] > 100);
    CHECK(row_named(table, "=a sum")["earth"] == "still");
    CHECK(row_named(table, "=a sum")["time_used"] == "");
    CHECK(row_named(table, "glider")["outcome"] == "left_out");
    CHECK(row_named(table, "glider")["why"] == "manoeuvring");
    CHECK(row_named(table, "no range")["why"] == "no range");
    CHECK(row_named(table, "no range")["standard_range_km"].is_null());
    CHECK(row_named(table, "falls too fast")["outcome"] == "impossible");
    CHECK_THAT(row_named(table, "falls too fast")["why"].get<std::string>(),
               Catch::Contains("shorter than the fall"));

    const CommandResult text = here.run("estimate --table flights.csv --samples 60 --jobs 1");
    CHECK(text.err == "note: columns that the estimates do not read: note\n");
    CHECK_THAT(text.out,
               Catch::Contains("left out: manoeuvring") &&
                   Catch::Contains("6 flights: 3 estimated, 1 with impossible figures, 2 left out.") &&
                   Catch::Contains("Reported with a time: 3, of which 2 contradict apogee and range.") &&
                   Catch::Contains("falls too fast: flight_time: 300 s is shorter"));
}

// Would catch a table that calls figures consistent and does not say why the time does not count.
TEST_CASE("a table says of a time that no missile of the family is likely to have", "[cli][table]") {
    const Workspace here;
    here.write("t.csv",
               "name,apogee_km,range_km,flight_time\nslow,2000,800,31min\nright,2000,800,28:30\n"
               "none,2000,800,\n");
    const std::string asked = "estimate --table t.csv --stages 1 --samples 200 --jobs 1 --quiet";
    const Json table = Json::parse(here.run(asked + " --json").out);
    const Json slow = row_named(table, "slow");
    CHECK(slow["figures"] == "consistent");
    CHECK(slow["time_agrees"] == "no");
    CHECK(slow["time_used"] == "no");
    CHECK(row_named(table, "right")["time_agrees"] == "yes");
    CHECK(row_named(table, "none")["time_agrees"] == "");
    CHECK(slow["standard_range_km"] == row_named(table, "none")["standard_range_km"]);
    const std::string text = here.run(asked).out;
    CHECK_THAT(text, Catch::Contains("consistent, time unlikely") &&
                         Catch::Contains("Time unlikely: 1 more, with a time that flights"));
}

TEST_CASE("a table of reports leaves CSV, JSON and NetCDF, and no trace of the way there", "[cli][table]") {
    const Workspace here;
    here.write("flights.csv", reports);
    REQUIRE(here.run("estimate --table flights.csv --out r --format csv,json,netcdf" + few).status == 0);
    auto names = here.names_in("r");
    std::ranges::sort(names);
    CHECK(names == std::vector<std::string>{"flights-estimates.csv", "flights-estimates.json",
                                            "flights-estimates.nc"});
    const std::string csv = here.read("r/flights-estimates.csv");
    CHECK(std::ranges::count(csv, '\n') == 7);
    CHECK_THAT(csv, Catch::StartsWith("name,date,outcome,why,apogee_km,") && Catch::Contains("\n'=a sum,"));
    CHECK(here.run("estimate --table flights.csv --out r" + few).status == 3);
}

// Would catch a status that is not understood, with which a flight vanishes from the table and nothing is
// said.
TEST_CASE("a misspelt ballistic is refused, another status leaves the flight out", "[cli][table]") {
    const Workspace here;
    const auto with_status = [&](const std::string& status) {
        here.write("t.csv", "name,apogee_km,range_km,status\nA,2111.5,787," + status + "\n");
        return here.run("estimate --table t.csv --json" + few);
    };
    for (const char* status : {"ballistic", "Ballistic", ""}) {
        INFO(status);
        CHECK(Json::parse(with_status(status).out)["flights"][0]["outcome"] == "estimated");
    }
    CHECK(Json::parse(with_status("manoeuvring").out)["flights"][0]["outcome"] == "left_out");
    const CommandResult misspelt = with_status("balistic");
    CHECK(misspelt.status == 2);
    CHECK(misspelt.out.empty());
    CHECK_THAT(misspelt.err,
               Catch::Contains("t.csv:2:14: status: found \"balistic\"; did you mean ballistic?"));
}

TEST_CASE("a scenario where a table is expected is called so", "[cli][table]") {
    const Workspace here;
    here.write("s.toml", "title = \"s\"\n");
    const CommandResult run = here.run("estimate --table s.toml" + few);
    CHECK(run.status == 2);
    CHECK_THAT(run.err, Catch::Contains("s.toml:1:1: a scenario, vehicle or study; expected a CSV file"));
}

TEST_CASE("a table whose files could not all be written is written by the same command", "[cli][table]") {
    const Workspace here;
    here.write("flights.csv", "name,apogee_km,range_km,flight_time\nfalls too fast,900,500,5min\n");
    const std::string command = "estimate --table flights.csv --out r --format csv,json" + few;
    REQUIRE(here.run(command).status == 0);
    const std::string whole = here.read("r/flights-estimates.csv");
    // What a run leaves that found no room for its second file.
    std::filesystem::remove(here.path("r/flights-estimates.json"));
    here.write("r/flights-estimates.unfinished", "");
    CHECK(here.run(command).status == 0);
    CHECK(here.read("r/flights-estimates.csv") == whole);
    CHECK(std::filesystem::exists(here.path("r/flights-estimates.json")));
    CHECK(here.run(command).status == 3);  // now it is whole
}

TEST_CASE("the answers in docs/history are those of this program", "[cli][table][docs]") {
    const auto lines_of = [](const std::string& file) {
        std::ifstream in(file, std::ios::binary);
        REQUIRE(in);
        std::vector<std::string> lines;
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        return lines;
    };
    const auto named = [](const std::vector<std::string>& lines, const std::string& name) {
        const auto found =
            std::ranges::find_if(lines, [&](const auto& line) { return line.starts_with(name + ','); });
        REQUIRE(found != lines.end());
        return *found;
    };
    const auto reported = lines_of(APOGEE_SCENARIOS_DIR "/history/north-korea.csv"),
               answered = lines_of(APOGEE_DOCS_DIR "/history/north-korea-estimates.csv");
    std::string table = named(reported, "name") + '\n';
    const std::vector<std::string> names{"2016-06-22 Musudan no. 2", "2017-07-28 Hwasong-14",
                                         "2022-03-24 Hwasong-15"};
    for (const std::string& name : names) table += named(reported, name) + '\n';
    const Workspace here;
    here.write("some.csv", table);
    REQUIRE(here.run("estimate --table some.csv --out . --quiet").status == 0);
    const auto again = lines_of(here.path("some-estimates.csv").string());
    for (const std::string& name : names) CHECK(named(again, name) == named(answered, name));
    // Every figure says whom it comes from; the source is the last column.
    for (const auto* lines : {&reported, &answered})
        for (const std::string& line : *lines)
            if (!line.starts_with('#')) CHECK_FALSE(line.ends_with(','));
}

TEST_CASE("a table that was interrupted goes on where it was", "[cli][table][interrupt]") {
    const Workspace here;
    const std::string first = "name,apogee_km,range_km,flight_time\nfalls too fast,900,500,5min\n";
    const std::string journal = "r/flights-estimates.unfinished";
    // The first row is answered at once; the second takes minutes and is stopped.
    here.write("flights.csv", first + "long,900,500,\n");
    const std::string command = "estimate --table flights.csv --samples 300000 --out r --format json";
    const CommandResult stopped = here.run(command + " & flight=$!; until [ -s " + journal +
                                           " ]; do sleep 0.02; done; kill -TERM $flight; wait $flight");
    CHECK(stopped.status == 128 + 15);
    CHECK(stopped.out.empty());
    CHECK_THAT(stopped.err, Catch::Contains("1 of 2 flights are kept in r/flights-estimates.unfinished"));

    // What is kept is taken, not found anew: here something that no flight has. A torn line counts for
    // nothing.
    std::string kept = here.read(journal);
    const std::size_t at = kept.find("\"apogee_km\":900.0");
    REQUIRE(at != std::string::npos);
    kept.replace(at, 17, "\"apogee_km\":111.5");
    const auto answered = [&](const std::string& table) {
        here.write(journal, kept + "{\"key\":\"torn");
        here.write("flights.csv", table);
        REQUIRE(here.run(command + " --force").status == 0);
        CHECK_FALSE(std::filesystem::exists(here.path(journal)));
        return Json::parse(here.read("r/flights-estimates.json"))["flights"][0]["apogee_km"].get<double>();
    };
    CHECK(answered(first) == 111.5);
    CHECK(answered("apogee_km,flight_time,range_km,name\n900,5min,500,falls too fast\n") == 111.5);
    // Another report is another flight.
    CHECK(answered("name,apogee_km,range_km,flight_time\nfalls too fast,900,501,5min\n") == 900);
}

TEST_CASE("a table that says something wrong is refused with its place", "[cli][table][bad_input]") {
    const Workspace here;
    const auto refused = [&](const std::string& csv, const std::string& message,
                             const std::string& more = {}) {
        here.write("t.csv", csv);
        const CommandResult run = here.run("estimate --table t.csv" + more + few);
        INFO(csv << run.err);
        CHECK(run.status == 2);
        CHECK(run.out.empty());
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(message));
    };
    const std::string head = "name,apogee_km,range_km,flight_time,from,azimuth_deg,impact\n";
    refused("name,apogee\n", "t.csv:1:6: apogee: unknown column; did you mean apogee_km?");
    refused("name,range_km\nx,1\n",
            "t.csv:1:1: no column apogee_km; expected the columns name,date,apogee_km,");
    refused("apogee_km,range_km,range_km\n1,1,1\n", "t.csv:1:20: range_km: the column stands twice");
    refused("apogee_km,range_km\n", "t.csv:1:1: no flights");
    refused("", "t.csv:1:1: is empty; the first line must name the columns");
    refused("apogee_km,range_km\n-5,100\n",
            "t.csv:2:1: apogee_km: found \"-5\"; expected a number of km, not negative");
    refused("apogee_km,range_km\n0,100\n",
            "t.csv:2:1: apogee_km: found \"0\"; expected a height above the ground");
    // Would catch a site or a direction that is passed over without a word.
    refused("apogee_km,range_km,Launch_Site\n",
            "t.csv:1:20: Launch_Site: unknown column; did you mean from? Otherwise give it another name");
    refused("apogee_km,range_km,from,direction (deg)\n", "did you mean azimuth_deg?");
    refused("Name,APOGEE,Range_km\n", "t.csv:1:6: APOGEE: unknown column; did you mean apogee_km?");
    refused(head + "x,\"6,648\",1000,,,,\n", "t.csv:2:3: apogee_km: \"6,648\": a comma");
    refused(head + "x,600,500,71,,,\n", "t.csv:2:11: flight_time: \"71\": minutes or seconds?");
    refused(head + "x,600,500,,95,,\n", "t.csv:2:12: from: ");
    refused(head + "x,600,500,,\"40,125\",400,\n", "t.csv:2:21: azimuth_deg: found \"400\"");
    refused(head + "x,600,500,,,,\"40,125\"\n", "t.csv:2:14: impact: says where the flight ended; from must");
    refused(head + "x,600,500,,,,\n", "--apogee: says something of one flight", " --apogee 3");
    refused(head + "x,600,500,,,,\n", "--format: kml shows one flight", " --out r --format kml");
}

}  // namespace apogee::testing
