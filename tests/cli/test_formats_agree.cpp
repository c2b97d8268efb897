#include <netcdf.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

/// The number in a table's last row, or in the row that begins with a word.
double cell(const std::string& csv, const std::string& column, const std::string& row = {}) {
    std::istringstream in(csv);
    std::string line, found;
    std::getline(in, line);
    const std::vector<std::string> names = cells(line);
    while (std::getline(in, line))
        if (row.empty() || line.starts_with(row + ",")) found = line;
    const auto at = std::find(names.begin(), names.end(), column);
    REQUIRE(at != names.end());
    return std::stod(cells(found).at(static_cast<std::size_t>(at - names.begin())));
}

/// The last value of a variable of a NetCDF file.
double last_of(const std::string& path, const char* name) {
    int file = 0, variable = 0, dimension = 0;
    std::size_t size = 0;
    double value = std::nan("");
    REQUIRE(nc_open(path.c_str(), NC_NOWRITE, &file) == NC_NOERR);
    REQUIRE(nc_inq_varid(file, name, &variable) == NC_NOERR);
    REQUIRE(nc_inq_vardimid(file, variable, &dimension) == NC_NOERR);
    REQUIRE(nc_inq_dimlen(file, dimension, &size) == NC_NOERR);
    const std::size_t last = size - 1;
    CHECK(nc_get_var1_double(file, variable, &last, &value) == NC_NOERR);
    nc_close(file);
    return value;
}

/// The number that follows a word in a text.
double after(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + word.size()));
}

}  // namespace

// Would catch a writer that computes a figure in its own way, or in another unit.
TEST_CASE("A flight's figures are the same in every format", "[cli][files]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const CommandResult run =
        here.run("run a.toml --quiet --out o --format json,csv,geojson,kml,czml,netcdf --step 10");
    REQUIRE(run.status == 0);
    const Json json = Json::parse(here.read("o/a.json"));
    const double range_km = json.at("range_km"), apogee_km = json.at("apogee_km"),
                 apogee_s = json.at("apogee_time_s"), end_s = json.at("final").at("time_s");

    // To the last digit that each of them shows.
    const auto same = [](double shown, double figure, double half_a_digit) {
        CHECK(shown == Approx(figure).epsilon(0).margin(half_a_digit * 1.001));
    };
    same(after(run.out, "  range "), range_km, 0.05);
    same(after(run.out, "  apogee "), apogee_km, 0.05);
    same(cell(here.read("o/a.csv"), "downrange_km"), range_km, 1.5e-7);
    same(cell(here.read("o/a.csv"), "time_s"), end_s, 0.5e-6);
    same(cell(here.read("o/a-events.csv"), "height_km", "apogee"), apogee_km, 0.5e-7);
    same(cell(here.read("o/a-events.csv"), "time_s", "apogee"), apogee_s, 0.5e-6);
    // The range and a history's distances come from two ways to the geodesic, 0.1 mm apart at most.
    same(last_of(here.path("o/a.nc"), "downrange_km"), range_km, 1e-7);
    same(last_of(here.path("o/a.nc"), "time_s"), end_s, 1e-9);
    for (const char* file : {"o/a.kml", "o/a.czml"}) {
        same(after(here.read(file), "Range "), range_km, 0.05);
        same(after(here.read(file), "Apogee "), apogee_km, 0.05);
    }
    const Json map = Json::parse(here.read("o/a.geojson"));
    bool apogee_seen = false;
    for (const Json& feature : map.at("features")) {
        const Json& facts = feature.at("properties");
        if (facts.at("what") == "arc" || facts.at("what") == "ground track") {
            CHECK(facts.at("range_km") == json.at("range_km"));
            CHECK(facts.at("apogee_km") == json.at("apogee_km"));
            CHECK(facts.at("end_s") == json.at("final").at("time_s"));
            Json below = Json::array();
            for (const Json& stretch : json.at("overflight"))
                if (below.empty() || below.back() != stretch.at("below"))
                    below.push_back(stretch.at("below"));
            CHECK(facts.at("below") == below);
        }
        if (facts.at("what") == "event" && facts.at("event") == "apogee") {
            apogee_seen = true;
            CHECK(facts.at("time_s") == json.at("apogee_time_s"));
            same(facts.at("height_km"), apogee_km, 1e-9);
        }
    }
    CHECK(apogee_seen);
}

// Would catch an apogee among the events of a flight whose apogee has no time, and the reverse.
TEST_CASE("An apogee is an event where it has a time", "[cli]") {
    const auto [speed_m_s, flown] = GENERATE(table<int, bool>({{2000, true}, {7800, false}, {12000, false}}));
    const Workspace here;
    here.write("a.toml",
               "title = \"A body\"\n[initial]\nlatitude_deg = 10\nlongitude_deg = 20\n"
               "height_m = 400000\nvelocity_north_m_s = 0\nvelocity_down_m_s = 0\n"
               "velocity_east_m_s = " +
                   std::to_string(speed_m_s) +
                   "\n[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n");
    const Json json = Json::parse(here.run("run a.toml --json --quiet").out);
    CAPTURE(speed_m_s, json.at("outcome"));
    bool event = false;
    for (const Json& e : json.at("events")) event = event || e.at("name") == "apogee";
    CHECK(event == flown);
    CHECK(json.at("apogee_time_s").is_null() == !flown);
}

TEST_CASE("A flight too long for a line on a map is refused", "[cli][files]") {
    const Workspace here;
    here.write("a.toml",
               "title = \"A body\"\n[initial]\nlatitude_deg = 10\nlongitude_deg = 20\nheight_m = 400000\n"
               "velocity_north_m_s = 0\nvelocity_east_m_s = 7800\nvelocity_down_m_s = 0\nduration_s = 1e8\n"
               "[environment]\natmosphere = \"none\"\n"
               "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n");
    const CommandResult run = here.run("run a.toml --out o --format kml --quiet");
    CHECK(run.status == 2);
    CHECK(run.err ==
          "--format: a flies for more than 2000000 s, the longest line on a map; expected a shorter "
          "duration_s, csv or netcdf\n");
    CHECK(here.names_in(".") == std::vector<std::string>{"a.toml"});
}
