#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <regex>

#include "cli/command.h"
#include "figure/differences_figure.h"

namespace apogee::testing {

TEST_CASE("differences are drawn where they were found, a panel for each quantity", "[figure][differences]") {
    const Workspace here;
    here.write("r.toml", single_stage);
    REQUIRE(
        here.run("run r.toml --out . --columns time_s,height_km,speed_earth_m_s --step 10 --quiet").status ==
        0);
    // The data's speed is 2 m/s too high; its last height is missing.
    std::string data = "time_s,height_km,speed_m_s\n", row;
    std::istringstream flown(here.read("r.csv"));
    std::getline(flown, row);
    std::size_t rows = 0;
    for (; std::getline(flown, row); ++rows) {
        const std::size_t comma = row.rfind(',');
        data += row.substr(0, comma + 1) + std::to_string(std::stod(row.substr(comma + 1)) + 2) + '\n';
    }
    data += "1e6,,5\n";
    here.write("d.csv", data);
    REQUIRE(here.run("compare r.toml d.csv --csv diff.csv --quiet").status == 0);
    const DifferencesFigure figure = differences_figure(here.path("diff.csv").string());
    REQUIRE(figure.series.size() == 2);
    CHECK(figure.series[0].column->name == std::string("height_km"));
    CHECK(figure.series[0].difference.size() == figure.series[1].difference.size());
    CHECK(figure.series[1].difference.size() >=
          rows - 1);  // ignition is before lift-off, the last row beyond the end
    for (const double difference : figure.series[1].difference) CHECK(difference == Approx(2).margin(0.01));

    REQUIRE(here.run("figure diff.csv --kind differences --language de -o d.svg").status == 0);
    pugi::xml_document svg;
    REQUIRE(svg.load_string(here.read("d.svg").c_str()));
    std::string words;
    for (const auto& text : svg.select_nodes("//text")) words += std::string(text.node().text().get()) + '\n';
    for (const char* word : {"Gemessen minus berechnet", "Höhe, km", "Geschwindigkeit gegen die Erde, m/s"})
        CHECK_THAT(words, Catch::Contains(word));
    for (const char* part : {"//g[@id='height_km']", "//g[@id='speed_earth_m_s']"})
        CHECK(svg.select_node(part).node().select_nodes("*").size() == figure.series[0].difference.size());
}

TEST_CASE("what holds no differences makes no figure of them", "[figure][differences][bad_input]") {
    const Workspace here;
    const auto refused = [&](const std::string& csv, const char* why) {
        here.write("d.csv", csv);
        const CommandResult run = here.run("figure d.csv --kind differences -o d.svg");
        INFO(run.err);
        CHECK(run.status == 2);
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused("time_s,height_km\n1,2\n", "d.csv:1:1: no differences");
    refused("height_km_difference\n1\n", "d.csv:1:1: no differences");
    refused("time_s,height_km_difference\n1,\n", "d.csv:1:1: nothing to draw");
    refused("time_s,height_km_difference\n1,x\n", "d.csv:2:3: \"x\" is not a finite number");
}

}  // namespace apogee::testing
