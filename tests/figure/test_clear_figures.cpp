// Nothing that stands in a figure hides something else, or is missing where there is little to show.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <regex>

#include "base/angles.h"
#include "cli/command.h"
#include "figure/estimate_figure.h"
#include "figure/pango_type_setter.h"
#include "figure/svg_canvas.h"
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

TEST_CASE("the names of flights over time stand apart, however many", "[figure]") {
    const Workspace here;
    const int count = GENERATE(2, 6, 25);
    CAPTURE(count);
    std::string files;
    for (int i = 0; i < count; ++i) {
        const std::string file = "f" + std::to_string(i) + ".toml";
        here.write(file, titled("Flight number " + std::to_string(i), 1000 + 20 * i));
        files += ' ' + file;
    }
    REQUIRE(here.run("figure" + files + " --kind time -o t.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("t.svg"));
    std::vector<SvgText> names;
    for (const char* part : {"//g[starts-with(@id, 'names')]//text", "//g[@id='key']//text"})
        for (const SvgText& text : texts_at(svg, part))
            if (text.words.starts_with("Flight")) names.push_back(text);
    CHECK(names.size() == static_cast<std::size_t>(count));
    check_apart(names);
}

TEST_CASE("the range over one payload is a dot", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --kind payload --payload 1000:1000:100 -o p.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("p.svg"));
    // One for each of the two answers, filled; lines are not.
    CHECK(svg.select_nodes("//g[@id='curves']/path[@fill != 'none']").size() >= 2);
    CHECK_THAT(words_in(svg), Contains("Standard trajectory") && Contains("1,000"));
}

TEST_CASE("the apogee of an arc on a map keeps off the scale of heights", "[figure]") {
    const Workspace here;
    REQUIRE(here.run("figure catalogue:hwasong-15-2017-11-29 --kind map --arc -o m.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("m.svg"));
    std::vector<SvgText> texts;
    for (const SvgText& text : texts_at(svg, "//g[@id='picture']//text"))
        if (text.words.starts_with("Apogee") || text.words.ends_with(" km")) texts.push_back(text);
    REQUIRE(texts.size() == 3);  // the apogee, 2,000 and 4,000 km
    check_apart(texts);
}

TEST_CASE("no line of a distribution crosses its interval's words", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage + "[environment]\nrotation = false\n");
    // Narrow, so that the interval has no room for its words beside the median.
    here.write("mc.toml",
               "scenario = \"a.toml\"\ncases = 400\n[[vary]]\nkey = \"payload.mass_kg\"\n"
               "distribution = \"normal\"\nmean = 1000\nsd = 30\n");
    REQUIRE(here.run("study mc.toml --format none --quiet").status == 0);
    REQUIRE(here.run("figure mc.toml --kind histogram -o h.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("h.svg"));
    const std::vector<SvgText> words = texts_at(svg, "//text[starts-with(., '90 % interval')]");
    REQUIRE(words.size() == 1);
    const auto lines = svg.select_nodes("//path[@stroke-width='1.4']");
    REQUIRE(lines.size() == 1);
    const double median = SvgPath(lines.first().node()).x(0);
    CHECK((median < words[0].left || median > words[0].right));
    // It says more of the median than a bar does.
    CHECK(std::regex_search(words_in(svg), std::regex("Median [0-9,]+\\.[0-9]")));
}

// Would catch words placed at the middle of an interval that has no upper end: off the page.
TEST_CASE("an interval whose median has no figure keeps its words on the page", "[figure]") {
    EstimateAnswer answer;
    EstimateSample near, far;
    near.still.standard.reach = near.still.maximum.reach = Reach::range;
    near.still.standard.flight.range_km = near.still.maximum.flight.range_km = 19'800;
    near.still.standard.angle.flown_deg = 20;
    near.weight = near.weight_without_time = 0.1;
    far.still.standard.reach = far.still.maximum.reach = Reach::beyond_half_the_earth;
    far.weight = far.weight_without_time = 0.9;
    answer.estimate.samples = {near, far};
    constexpr double beyond = std::numeric_limits<double>::infinity();
    answer.estimate.standard_km = {.low = 19'700, .median = beyond, .high = beyond};
    const auto drawn = [&] {
        const PangoTypeSetter type("en");
        const Look look{false, LengthUnit::km, Language::english, type};
        return read_svg(svg_file(510, 340, "510px", "340px", {"", "en", ""}, [&](Canvas& canvas) {
            draw_estimate(canvas, Box{0, 0, 510, 340}, answer, {}, {}, look);
        }));
    };
    const pugi::xml_document svg = drawn();
    const std::vector<SvgText> words = texts_at(svg, "//text[starts-with(., '90 % interval')]");
    REQUIRE(words.size() == 1);
    CHECK(words[0].left >= 0);
    CHECK(words[0].right <= 510);
    // Where no sample has a figure, there are no axes, and the picture says why.
    answer.estimate.samples = {far};
    CHECK_THAT(words_in(drawn()), Contains("beyond half the Earth") && !Contains("Share of the samples"));
}

TEST_CASE("bodies that the flight dropped have names, and so has a place that nothing left", "[figure]") {
    const Workspace here;
    for (const std::string kind : {"map", "profile"}) {
        REQUIRE(here.run("figure catalogue:minuteman-iii --debris --kind " + kind + " -o " + kind + ".svg")
                    .status == 0);
        CHECK_FALSE(texts_at(read_svg(here.read(kind + ".svg")), "//text[. = 'Stage 2']").empty());
    }
    std::string heavy = single_stage;
    const std::string mass = "mass_kg = 1000";
    here.write("heavy.toml", heavy.replace(heavy.find(mass), mass.size(), "mass_kg = 100000"));
    REQUIRE(here.run("figure heavy.toml --kind map -o heavy.svg").status == 0);
    CHECK_THAT(words_in(read_svg(here.read("heavy.svg"))), Contains("Lift-off failed"));
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

// The part of Norway that is nearest to the rest of it has the name, not the deepest one.
TEST_CASE("a country of which a part is in view is named on its nearest part", "[figure][scene]") {
    Camera camera;
    camera.projection = Projection(ProjectionKind::azimuthal, {74.5, 21});
    camera.width = 560;
    camera.height = 480;
    camera.scale = 1900;
    const std::vector<Label> labels = map_labels(camera, 1);
    const auto norway = std::ranges::find(labels, "NORWAY", &Label::text);
    REQUIRE(norway != labels.end());
    const auto place = camera.pick(norway->x, norway->y);
    REQUIRE(place);
    CHECK(place->latitude_deg < 72);
}

}  // namespace apogee::testing
