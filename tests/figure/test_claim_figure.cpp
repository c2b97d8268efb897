#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "cli/command.h"
#include "figure/claim_map.h"
#include "figure/svg_reading.h"
#include "range/range_by_direction.h"
#include "scenario/argument.h"

namespace apogee::testing {

TEST_CASE("a place lies within range where 95 % of the samples reach it, and does not where less than 5 % do",
          "[figure][claim]") {
    CHECK(within_range(1) == WithinRange::yes);
    CHECK(within_range(0.95) == WithinRange::yes);
    CHECK(within_range(0.949) == WithinRange::perhaps);
    CHECK(within_range(0.05) == WithinRange::perhaps);
    CHECK(within_range(0.049) == WithinRange::no);
    CHECK(within_range(0) == WithinRange::no);
    CHECK(within_range(std::nan("")) == WithinRange::no);
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
    CHECK_THAT(words, Catch::Contains("Nigeria: was auf einer Standardflugbahn in Reichweite liegt"));

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

TEST_CASE("a claim's map names few towns, near their dots and apart, and shows the launch site",
          "[figure][claim]") {
    const Workspace here;
    // Towns close together, near and far; an island far off.
    for (const char* claim : {"South Korea", "France", "Guam"}) {
        CAPTURE(claim);
        REQUIRE(here.run("figure '" APOGEE_VIEW_TEST_DATA
                         "/two-stages.toml' --samples 60 --kind claim --claim '" +
                         std::string(claim) + "' -o c.svg --force")
                    .status == 0);
        const pugi::xml_document svg = read_svg(here.read("c.svg"));
        const SvgPath frame(svg.select_node("//clipPath[1]/path").node());
        const double width = frame.x(2), height = frame.y(2);
        std::size_t towns = 0;
        bool site = false;
        const std::vector<SvgText> names = texts_at(svg, "//g[@id='names']/text[@font-size='8']");
        for (const SvgText& name : names) {
            CAPTURE(name.words);
            CHECK(name.left >= 0);
            CHECK(name.right <= width);
            CHECK(name.top >= 0);
            CHECK(name.bottom <= height);
            for (const SvgText& other : names) CHECK((&other == &name || !other.overlaps(name)));
            towns += name.bold ? 0 : 1;
            site = site || name.words == "Somewhere";
        }
        CHECK(site);
        CHECK(towns <= 10);
        if (claim != std::string("Guam")) CHECK(names.size() >= 8);
        for (const auto& found : svg.select_nodes("//g[@id='names']/path")) {
            const SvgPath leader(found.node());
            if (leader.points() != 2) continue;
            // A town's name stands at most 6.5 gaps of 5 pt off its dot, an end's 22; the line ends within
            // the name's height of 11 pt.
            const bool town = !found.node().next_sibling("text").attribute("font-weight");
            CHECK(std::hypot(leader.x(1) - leader.x(0), leader.y(1) - leader.y(0)) <
                  (town ? 6.5 : 22) * 5 + 11);
            for (const std::size_t end : {0U, 1U}) {
                CHECK(leader.x(end) >= 0);
                CHECK(leader.x(end) <= width);
                CHECK(leader.y(end) >= 0);
                CHECK(leader.y(end) <= height);
            }
        }
        // Of the distance rings those that the picture shows are numbered.
        std::size_t numbers = 0;
        for (const SvgText& text : texts_at(svg, "//g[@id='picture']/text[@text-anchor='middle']"))
            numbers += text.words.ends_with(" km") ? 1 : 0;
        CHECK(numbers >= 1);
        // The range is told even where its circle lies outside the map.
        CHECK_THAT(words_in(svg, "//g[@id='words']/text"), Catch::Contains("Median "));
    }
}

TEST_CASE("several claims stand on one map, their ends with their names", "[figure][claim]") {
    const Workspace here;
    REQUIRE(here.run("figure '" APOGEE_VIEW_TEST_DATA
                     "/two-stages.toml' --samples 60 --kind claim --claim Japan "
                     "--claim Guam -o c.svg")
                .status == 0);
    const std::string words = words_in(read_svg(here.read("c.svg")));
    for (const char* word : {"Japan; Guam: what lies", "Japan: Nearest point, ", "Japan: Farthest point, ",
                             "Guam: Nearest point, ", "Guam: Farthest point, ", "Tokyo\n"})
        CHECK_THAT(words, Catch::Contains(word));
}

TEST_CASE("what cannot be drawn or written is refused before the estimate is made",
          "[figure][claim][bad_input]") {
    const Workspace here;
    // Such a report is refused as soon as its estimate begins.
    const std::string asked = "figure '" APOGEE_VIEW_TEST_DATA
                              "/two-stages.toml' --set reported.apogee_km=90000 --kind claim --samples 60 ";
    const auto refused = [&](const std::string& more, int status, const char* why) {
        const CommandResult run = here.run(asked + more);
        CHECK(run.status == status);
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused("--claim Japan -o c.svg", 2, "shorter than the fall");
    refused("--claim Japan -o nowhere/c.svg", 3, "nowhere/c.svg");
    CHECK(here.names_in(".").empty());
}

// Would catch marks of one Earth beside ranges of the other.
TEST_CASE("ranges on a claim's map are those of the Earth that its marks are of", "[figure][claim]") {
    EstimateQuestion question = question_of(load_scenario(APOGEE_VIEW_TEST_DATA "/two-stages.toml"));
    question.options.samples = 100;
    question.options.details = false;
    for (const char* name : {"Nigeria", "1500 km"}) question.claims.push_back(find_region(name, "--claim"));
    const EstimateAnswer answered = answer(question);
    const PangoTypeSetter type("en");
    const Look look{false, LengthUnit::km, Language::english, type};
    const ClaimMap map = claim_map(answered, look);
    REQUIRE(answered.claims[0].quotes_turning());
    const ClaimLine* median = nullptr;
    std::size_t towns = 0, distances = 0;
    for (const ClaimLine& line : map.lines) {
        if (line.kind == ClaimLine::Kind::middle) median = &line;
        distances += line.kind == ClaimLine::Kind::claimed_distance ? 1 : 0;
    }
    CHECK(distances == 1);
    REQUIRE(median);
    // The range in every place's own direction tells on which side of the median it lies: half of the
    // samples.
    const RegionDistance& d = answered.claims[0].distance;
    for (std::size_t i = 0; i < d.towns.size(); ++i) {
        const double km = periodic(median->km, d.towns[i].seen.azimuth),
                     share = answered.claims[0].turning->towns[i].standard;
        CAPTURE(d.towns[i].town->name, km, d.towns[i].seen.distance_m, share);
        // Between the directions of the flights the quantile of an interpolated ratio is not quite the
        // interpolated quantile; samples are single steps of a hundredth.
        if (std::abs(share - 0.5) < 0.05) continue;
        CHECK((km > d.towns[i].seen.distance_m / 1000) == (share > 0.5));
        ++towns;
    }
    CHECK(towns > 30);
    CHECK_THAT(map.words.subtitle, Catch::Contains("Nigeria; 1,500 km: what lies"));
}

TEST_CASE("a vehicle without a report has a map of its claims, too", "[figure][claim]") {
    const Workspace here;
    here.write("s.toml", single_stage);
    REQUIRE(here.run("figure s.toml --kind claim --claim Iran --claim '300 km' -o c.svg").status == 0);
    const std::string words = words_in(read_svg(here.read("c.svg")));
    for (const char* word : {"the vehicle's numbers are taken as exact", "Standard trajectory ", "300 km\n"})
        CHECK_THAT(words, Catch::Contains(word));
    CHECK_THAT(words, !Catch::Contains("samples"));
}

TEST_CASE("a claim's map needs a claim", "[figure][claim][bad_input]") {
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
    refused("--kind claim --claim Astralia", "did you mean");
    refused("--kind estimate --claim Japan", "--claim: goes with --kind claim");
}

}  // namespace apogee::testing
