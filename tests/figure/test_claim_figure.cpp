#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "cli/command.h"
#include "figure/claim_figure.h"

namespace apogee::testing {

TEST_CASE("a place lies within range where 95 % of the samples reach it, and does not where less than 5 % do",
          "[figure][claim]") {
    CHECK(within_range(1) == WithinRange::yes);
    CHECK(within_range(0.95) == WithinRange::yes);
    CHECK(within_range(0.949) == WithinRange::perhaps);
    CHECK(within_range(0.05) == WithinRange::perhaps);
    CHECK(within_range(0.049) == WithinRange::no);
    CHECK(within_range(0) == WithinRange::no);
}

TEST_CASE("a claim's map has its ends and its towns, marked by the shares of the estimate",
          "[figure][claim]") {
    const Workspace here;
    const std::string asked = "'" APOGEE_VIEW_TEST_DATA "/two-stages.toml' --claim Nigeria --samples 60";
    REQUIRE(here.run("figure " + asked + " --kind claim --language de --units nmi -o c.svg").status == 0);
    const auto claims =
        nlohmann::json::parse(here.run("estimate " + asked + " --json --quiet").out)["claims"];
    const auto& quoted = claims.back();
    REQUIRE(quoted["earth"] == "turning");
    pugi::xml_document svg;
    REQUIRE(svg.load_string(here.read("c.svg").c_str()));
    std::string words;
    for (const auto& text : svg.select_nodes("//text")) words += std::string(text.node().text().get()) + '\n';
    const auto nmi = [](double km) {
        std::string digits = std::to_string(std::lround(km / 1.852));
        if (digits.size() > 3) digits.insert(digits.size() - 3, ".");
        return digits + " nmi";
    };
    CHECK_THAT(words, Catch::Contains("Nächster Punkt, " + nmi(quoted["nearest_km"].get<double>())));
    CHECK_THAT(words, Catch::Contains("Fernster Punkt, " + nmi(quoted["farthest_km"].get<double>())));
    CHECK_THAT(words, Catch::Contains("Was von Nigeria auf einer Standardflugbahn in Reichweite liegt"));

    // A cross is two strokes of two points; each other mark is a circle.
    std::size_t out = quoted["share_reaching_nearest"] < 0.05 ? 1 : 0;
    out += quoted["share_reaching_farthest"] < 0.05 ? 1 : 0;
    for (const auto& place : quoted["places"]) out += place["share"] < 0.05 ? 1 : 0;
    std::size_t crosses = 0;
    for (const auto& found : svg.select_nodes("//g[@id='claim']/path")) {
        const std::string line = found.node().attribute("d").value();
        crosses +=
            std::count(line.begin(), line.end(), 'M') == 2 && std::count(line.begin(), line.end(), 'L') == 2
                ? 1
                : 0;
    }
    CHECK(crosses == out);
    CHECK(out > 2);
    CHECK(out < quoted["places"].size());
}

TEST_CASE("a claim's map needs a claim that lies somewhere", "[figure][claim][bad_input]") {
    const Workspace here;
    const auto refused = [&](const std::string& arguments, const char* why) {
        const CommandResult run =
            here.run("figure '" APOGEE_VIEW_TEST_DATA "/two-stages.toml' --samples 60 -o c.svg " + arguments);
        INFO(run.err);
        CHECK(run.status == 2);
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused("--kind claim", "--kind claim: --claim is missing");
    refused("--kind claim --claim '10,000 km'", "a distance lies in no place");
    refused("--kind claim --claim Astralia", "did you mean");
    refused("--kind estimate --claim Japan", "--claim: goes with --kind claim");
}

}  // namespace apogee::testing
