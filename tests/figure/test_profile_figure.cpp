#include <catch2/catch.hpp>

#include "cli/command.h"
#include "figure/svg_reading.h"
#include "flight/flight_plan.h"
#include "flight/propagate.h"
#include "report/overflight.h"
#include "scenario/scenario.h"

namespace apogee::testing {
namespace {

std::string two_stages() {
    return APOGEE_VIEW_TEST_DATA "/two-stages.toml";
}

}  // namespace

TEST_CASE("every line of a height that readers know has its name, in every language", "[figure][profile]") {
    const Workspace here;
    for (const std::string language : {"en", "ko", "ja", "de", "fr"})
        for (const std::string flights :
             {"catalogue:hwasong-15-2017-11-29 catalogue:hwasong-12-2017-05-14", "catalogue:minuteman-iii"}) {
            CAPTURE(language, flights);
            REQUIRE(here.run("figure " + flights + " --kind profile --marks -o p.svg --force --language " +
                             language)
                        .status == 0);
            const pugi::xml_document svg = read_svg(here.read("p.svg"));
            std::size_t named = 0;
            for (const auto& found : svg.select_nodes("//g[@id='ground']/path[@stroke-dasharray='1 2']")) {
                const SvgPath line(found.node());
                // Its name stands close over or under one of its points.
                bool here_named = false;
                for (const SvgText& name : texts_at(svg, "//g[@id='picture']/text[@font-style='italic']"))
                    for (std::size_t i = 0; i < line.points(); ++i)
                        here_named = here_named || (line.x(i) > name.left && line.x(i) < name.right &&
                                                    line.y(i) > name.top - 6 && line.y(i) < name.bottom + 6);
                CHECK(here_named);
                named += here_named ? 1 : 0;
            }
            CHECK(named >= 2);
            CHECK(svg.select_nodes("//g[@id='picture']/text[@font-style='italic']").size() == named);
            if (language == "en")
                CHECK_THAT(words_in(svg), Catch::Contains("International Space Station 400 km") &&
                                              Catch::Contains("Edge of space 100 km"));
        }
}

TEST_CASE("below a profile stands what lies below the track, over the distance", "[figure][profile]") {
    const Workspace here;
    REQUIRE(here.run("figure '" + two_stages() + "' --kind profile --language de -o p.svg").status == 0);
    const pugi::xml_document svg = read_svg(here.read("p.svg"));
    const std::vector<Overflight> below = overflights(propagate(plan(load_scenario(two_stages()))));
    REQUIRE(below.size() > 3);
    // The first shape is the flight's colour.
    const auto shapes = svg.select_nodes("//g[@id='below']/path[@fill != 'none']");
    REQUIRE(shapes.size() == below.size() + 1);
    const std::vector<SvgText> texts = texts_at(svg, "//g[@id='below']/text[@font-size='6.5']");
    double before = 0;
    std::size_t names = 0;
    for (std::size_t i = 0; i < below.size(); ++i) {
        const SvgPath shape(shapes[i + 1].node());
        CHECK(shape.x(0) >= before - 0.7);  // of the least length of a part
        before = shape.x(2);
        const std::string name = below[i].territorial_sea_of.empty()
                                     ? below[i].below.name
                                     : "Küstenmeer: " + below[i].territorial_sea_of;
        for (const SvgText& text : texts)
            if (text.words == name && text.left > shape.x(0) && text.right < shape.x(2) + 0.5 &&
                text.top > shape.y(0) - 2 && text.bottom < shape.y(1) + 2)
                ++names;
    }
    CHECK(names >= 2);
    CHECK_THAT(words_in(svg, "//g[@id='below']/text"), Catch::Contains("Unter der Spur"));
}

}  // namespace apogee::testing
