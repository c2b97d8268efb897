#include <catch2/catch.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/command.h"

namespace apogee::testing {

TEST_CASE("apogee distance measures from one place to others", "[cli][claims]") {
    const Workspace here;
    const CommandResult run = here.run("distance 40.61,126.43 Tokyo 'United States' --json");
    REQUIRE(run.status == 0);
    const auto json = nlohmann::json::parse(run.out);
    REQUIRE(json.size() == 2);
    CHECK(json[0]["from"] == "40.61,126.43");
    CHECK(json[0]["to"] == "Tokyo, Japan");
    CHECK(json[0]["kind"] == "place");
    CHECK(json[1]["distance_km"] == json[1]["nearest"]["distance_km"]);
    CHECK(json[1]["parts"].size() == 9);
    CHECK(json[1]["places"].size() == 50);
    // A country's main part without a name of its own has the country's.
    const auto denmark = nlohmann::json::parse(here.run("distance Pyongyang Denmark --json").out)[0];
    CHECK(denmark["parts"][0]["name"] == "Denmark");

    // The text has the same distance in another unit.
    const CommandResult miles = here.run("distance 40.61,126.43 Tokyo --unit nmi");
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", json[0]["distance_km"].get<double>() / 1.852);
    CHECK_THAT(miles.out, Catch::Contains(text) && Catch::Contains("nmi"));
    // Of a country the capital is where distances begin.
    CHECK(nlohmann::json::parse(here.run("distance Japan Seoul --json").out)[0]["from"] ==
          "Tokyo, Japan (its capital)");
}

TEST_CASE("apogee distance refuses what is no place", "[cli][claims]") {
    const Workspace here;
    const auto refused = [&](const char* arguments, const char* why) {
        const CommandResult run = here.run(arguments);
        INFO(arguments);
        CHECK(run.status == 2);
        CHECK(run.out.empty());
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused("distance Pyongyang Tokio",
            "TO: \"Tokio\": the map knows nothing of this name; did you mean \"Tokyo\"?");
    refused("distance '5000 km' Tokyo", "FROM: \"5000 km\": a distance; expected a country");
    refused("distance Tokyo '5000 km'", "TO: \"5000 km\": a distance; expected a country");
    refused("distance Alaska Tokyo", "FROM: \"Alaska\": no single place");
    refused("distance Tokyo Seoul --unit ft", "--unit: found \"ft\"; expected one of km, nmi, mi, m");
    refused("distance Tokyo", "TO is required");
}

TEST_CASE("Claims stand beside a range and an estimate", "[cli][claims]") {
    const Workspace here;
    here.write("rocket.toml", single_stage);
    const CommandResult range =
        here.run("range rocket.toml --claim '100 km' --claim Baghdad --claim Iran --json");
    REQUIRE(range.status == 0);
    const auto claims = nlohmann::json::parse(range.out)["claims"];
    REQUIRE(claims.size() == 6);  // on both Earths
    CHECK(claims[0]["kind"] == "distance");
    CHECK(claims[0]["reaches_farthest"] == true);
    // Of a distance the turning Earth's range is the one that the command tells first, and not another's.
    const auto told = nlohmann::json::parse(range.out);
    CHECK(claims[1]["earth"] == "turning");
    CHECK(claims[1]["range_to_farthest_km"].get<double>() ==
          Approx(told["standard"]["range_km"].get<double>()).epsilon(1e-6));
    CHECK(claims[3]["earth"] == "turning");
    CHECK(claims[3]["name"] == "Baghdad, Iraq");
    CHECK(claims[4]["reaches_farthest"] == false);
    CHECK(nlohmann::json::parse(here.run("range rocket.toml --claim Iran --no-rotation --json").out)["claims"]
              .size() == 1);

    const std::string flight = "estimate --apogee 560 --range 500 --stages 1 --samples 60 --quiet ";
    const auto refused = [&](const std::string& arguments, const char* why) {
        const CommandResult run = here.run(arguments);
        INFO(arguments);
        CHECK(run.status == 2);
        CHECK(run.out.empty());
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused(flight + "--claim Japan", "--claim: \"Japan\": how far that is depends on the launch site");
    refused(flight + "--claim Japn --from 40,125", "did you mean \"Japan\"?");
    refused("range rocket.toml --claim ''", "--claim: \"\": the map knows nothing of this name");
    refused("range rocket.toml --claim '10,00 km'", "parts no thousands");
}

}  // namespace apogee::testing
