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
// Would catch a file that leaves a claim out, swaps Earths or trajectories, or puts a point elsewhere.
TEST_CASE("A claim's answers are the same in every format", "[cli][files]") {
    const Workspace here;
    const std::string verb = GENERATE("estimate --samples 200", "range");
    CAPTURE(verb);
    const CommandResult run =
        here.run(verb +
                 " catalogue:hwasong-14-2017-07-28 --claim Cuba --claim \"5400 nmi\" --quiet --out o "
                 "--format csv,json,geojson,kml,czml,netcdf");
    REQUIRE(run.status == 0);
    const std::string name = "o/hwasong-14-2017-07-28-" + verb.substr(0, verb.find(' '));
    const Json claims = Json::parse(here.read(name + ".json")).at("claims");
    const auto claim = [&](const char* region, const char* earth) {
        return *std::ranges::find_if(
            claims, [&](const Json& c) { return c.at("name") == region && c.at("earth") == earth; });
    };
    const Json map = Json::parse(here.read(name + ".geojson"));
    std::vector<Json> points;
    for (const Json& feature : map.at("features"))
        if (feature.at("properties").contains("claim")) points.push_back(feature);
    const std::string table = here.read(name + "-claims.csv");
    REQUIRE(points.size() > 10);  // both ends, the towns, the distance
    CHECK(std::ranges::count(table, '\n') - 1 == static_cast<long>(points.size()));
    CHECK(points.front().at("properties").at("what") == "claim: nearest point");
    CHECK(points.back().at("properties").at("what") == "claim: 5400 nmi");
    CHECK(points.back().at("properties").at("claim_point") == "distance");
    CHECK(points[2].at("properties").at("claim_point_name") == "Havana");  // the most populous town
    CHECK_THAT(table, Catch::Contains("Cuba,town,Havana,yes,"));
    CHECK(points[2].at("properties").at("claim_azimuth_deg").get<double>() == Approx(28).margin(2));
    CHECK(points.back().at("geometry").at("type") == "Polygon");

    const Json &nearest = points.front().at("properties"), &distance = points.back().at("properties");
    CHECK(nearest.at("claim_distance_km").get<double>() ==
          Approx(claim("Cuba", "still").at("nearest_km").get<double>()));
    // Cuba's west end.
    const Json& place = points.front().at("geometry").at("coordinates");
    CHECK(place[0].get<double>() == Approx(-84.5).margin(1));
    CHECK(place[1].get<double>() == Approx(22.2).margin(1));
    const auto share = [](const Json& answer, const char* which) {
        return answer.contains(which)
                   ? answer.at(which).get<double>()
                   : answer
                         .at(std::string(which) == "share_reaching_nearest" ? "reaches_nearest"
                                                                            : "reaches_farthest")
                         .get<bool>();
    };
    for (const char* const earth : {"still", "turning"}) {
        const std::string column = std::string("claim_share_") + earth + "_";
        CAPTURE(column);
        CHECK(nearest.at(column + "standard").get<double>() ==
              Approx(share(claim("Cuba", earth), "share_reaching_nearest")).margin(1e-9));
        CHECK(distance.at(column + "standard").get<double>() ==
              Approx(share(claim("5400 nmi", earth), "share_reaching_nearest")).margin(1e-9));
        const Json farthest = claim("Cuba", earth).at("farthest_of_the_family");
        CHECK(nearest.at(column + "farthest").get<double>() ==
              Approx(share(farthest, "share_reaching_nearest")).margin(1e-9));
        for (const char* const which : {"standard", "farthest"}) {
            const double last = distance.at(column + which).get<double>();
            CHECK(cell(table, column + which) == Approx(last).margin(1e-9));
            CHECK(last_of(here.path(name + ".nc").string(), (column + which).c_str()) ==
                  Approx(last).margin(1e-9));
        }
    }
    for (const char* const ending : {".kml", ".czml"})
        CHECK_THAT(here.read(name + ending), Catch::Contains("Cuba: nearest point"));
}

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
