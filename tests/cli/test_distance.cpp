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
    refused("distance '5000 km' Tokyo", "FROM: \"5000 km\": no place to begin from");
    refused("distance Tokyo '5000 km'", "TO: \"5000 km\": a distance; expected a country");
    refused("distance Alaska Tokyo", "FROM: \"Alaska\": no place to begin from");
    refused("distance Tokyo Seoul --unit ft", "--unit: \"ft\" stands here; expected one of km, m, mi, nmi");
    refused("distance Tokyo", "TO is required");
}

}  // namespace apogee::testing
