// Nothing that stands in a figure hides something else, or is missing where there is little to show.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "base/angles.h"
#include "cli/command.h"
#include "figure/svg_reading.h"
#include "scene/labels.h"

namespace apogee::testing {
namespace {

using Catch::Contains;

std::string titled(const std::string& title, int mass_kg) {
    std::string text = single_stage;
    const std::string before = "title = \"A single stage\"", mass = "mass_kg = 1000";
    text.replace(text.find(before), before.size(), "title = \"" + title + '"');
    return text.replace(text.find(mass), mass.size(), "mass_kg = " + std::to_string(mass_kg));
}

void check_apart(const std::vector<SvgText>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t k = i + 1; k < texts.size(); ++k) {
            CAPTURE(texts[i].words, texts[k].words);
            CHECK_FALSE(texts[i].overlaps(texts[k]));
        }
}

}  // namespace

TEST_CASE("the range over one payload is a dot", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --kind payload --payload 1000:1000:100 -o p.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("p.svg"));
    // One for each of the two answers, filled; lines are not.
    CHECK(svg.select_nodes("//g[@id='curves']/path[@fill != 'none']").size() >= 2);
    CHECK_THAT(words_in(svg), Contains("Standard trajectory") && Contains("1,000"));
}

TEST_CASE("what is let go on the ground is marked there", "[figure]") {
    const Workspace here;
    here.write("a.toml", released(0, 0));
    for (const std::string kind : {"map", "azimuthal", "globe"}) {
        CAPTURE(kind);
        REQUIRE(here.run("figure a.toml --kind " + kind + " -o " + kind + ".svg").status == 0);
        const pugi::xml_document svg = read_svg(here.read(kind + ".svg"));
        CHECK_THAT(words_in(svg), Contains("Impact 0:00"));
        // The cross of an impact, on its casing.
        CHECK(svg.select_nodes("//g[@id='flights']/path[@stroke-width='1.6']").size() == 1);
    }
}

}  // namespace apogee::testing
