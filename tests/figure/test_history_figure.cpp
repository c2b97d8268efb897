#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <pugixml.hpp>

#include "base/input_error.h"
#include "cli/command.h"
#include "figure/history_figure.h"
#include "report/answers_table.h"

namespace apogee::testing {

TEST_CASE("a date is a year and its part", "[figure][history]") {
    CHECK(*year_of("2017-01-01") == 2017);
    CHECK(*year_of("2017-12-31") == Approx(2017.997).margin(0.002));
    CHECK(*year_of("2016-02-29") == Approx(2016 + 59 / 365.25));
    CHECK(*year_of("1984-09") == Approx(1984 + (244 + 14) / 365.25));  // in the middle of the month
    CHECK(*year_of("1984") == Approx(1984 + 182 / 365.25));
    for (const char* none : {"", "198", "unknown", "2017-13-01", "2017-02-30", "0000-01-01"}) {
        INFO(none);
        CHECK_FALSE(year_of(none));
    }
}

TEST_CASE(
    "a history shows the flights that were estimated, and names those that went farther than all before",
    "[figure][history]") {
    const Workspace here;
    here.write("t.csv",
               "name,date,apogee_km,range_km,status\n"
               "second,2003-05-01,900,900,\nfirst,2001-05-01,150,450,\nshorter,2004,140,400,\n"
               "far,2009-01,7000,1000,\n\"=1,</text>\",2010-01-01,150,440,\nlost,2011-01-01,150,440,failed\n"
               "undated,,150,440,\n");
    REQUIRE(here.run("estimate --table t.csv --samples 60 --out . --quiet").status == 0);
    const std::string file = here.path("t-estimates.csv").string();
    const HistoryFigure figure = history_figure({file});
    std::vector<std::string> names;
    for (const HistoryPoint& point : figure.points) names.push_back(point.name);
    CHECK(names == std::vector<std::string>{"first", "second", "shorter", "far", "'=1,</text>"});
    CHECK(figure.points[0].low_km <= figure.points[0].median_km);
    CHECK(figure.points[0].median_km < figure.points[1].low_km);
    CHECK(std::isinf(figure.points[3].median_km));

    const CommandResult drawn = here.run("figure t-estimates.csv --kind history --units mi -o h.svg");
    REQUIRE(drawn.status == 0);
    CHECK_THAT(drawn.err, Catch::Contains("no date such as 2017-11-29, are left out: 1"));
    pugi::xml_document svg;
    REQUIRE(svg.load_string(here.read("h.svg").c_str()));
    std::string words;
    for (const auto& text : svg.select_nodes("//text")) words += std::string(text.node().text().get()) + '\n';
    for (const char* word : {"first\n", "second\n", "far\n", "5 flights",
                             "Standard ranges that reported flights imply\n", "12,437 mi\n", "2010\n"})
        CHECK_THAT(words, Catch::Contains(word));
    for (const char* word : {"shorter", "lost", "undated"}) CHECK_THAT(words, !Catch::Contains(word));
}

// Would catch flights of a second file that are lost, unnamed, coloured as the history's, or that hide a
// record.
TEST_CASE("flights of a further file are shown among those of a history, by name", "[figure][history]") {
    const Workspace here;
    here.write("t.csv", "name,date,apogee_km,range_km\nfirst,2001-05-01,150,450\nlast,2009-05-01,900,900\n");
    here.write("new.csv", "name,date,apogee_km,range_km\nof today,2005-01-01,140,400\n");
    REQUIRE(here.run("estimate --table t.csv --samples 60 --out . --quiet").status == 0);
    REQUIRE(here.run("estimate --table new.csv --samples 60 --out . --quiet").status == 0);
    REQUIRE(here.run("figure t-estimates.csv new-estimates.csv --kind history -o h.svg").status == 0);
    pugi::xml_document svg;
    REQUIRE(svg.load_string(here.read("h.svg").c_str()));
    std::map<std::string, std::string> colors;
    for (const auto& text : svg.select_nodes("//text"))
        colors[text.node().text().get()] = text.node().attribute("fill").value();
    for (const char* name : {"first", "of today", "last"}) REQUIRE(colors.contains(name));
    CHECK(colors["first"] == colors["last"]);
    CHECK(colors["first"] != colors["of today"]);

    here.write("none.csv", "name,date,apogee_km,range_km\nundated,,150,440\n");
    REQUIRE(here.run("estimate --table none.csv --samples 60 --out . --quiet").status == 0);
    const CommandResult run = here.run("figure t-estimates.csv none-estimates.csv --kind history -o n.svg");
    CHECK(run.status == 2);
    CHECK_THAT(run.err, Catch::Contains("none-estimates.csv: no flight that was estimated has a date"));
}

TEST_CASE("what is no file of answers makes no history", "[figure][history][bad_input]") {
    const Workspace here;
    const auto refused = [&](const std::string& csv, const char* why) {
        here.write("a.csv", csv);
        const CommandResult run = here.run("figure a.csv --kind history -o h.svg");
        INFO(run.err);
        CHECK(run.status == 2);
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    here.write("t.csv", "name,date,apogee_km,range_km,status\nx,2001-01-01,150,450,failed\n");
    REQUIRE(here.run("estimate --table t.csv --samples 60 --out . --quiet").status == 0);
    const std::string answers = here.read("t-estimates.csv");
    refused("name,date\nx,2001\n", "a.csv:1:1: not the answers to a table of reports");
    refused(answers, "no flight that was estimated has a date");
    const std::string header = answers.substr(0, answers.find('\n') + 1);
    // As many cells as the header has, the last ones empty.
    const auto with_row = [&](std::string row) {
        row.append(static_cast<std::size_t>(std::ranges::count(header, ',') - std::ranges::count(row, ',')),
                   ',');
        return header + row + '\n';
    };
    refused(with_row("x,2001,estimated,,1,450,,,,,,,,,300,400,500,none"), "are not in order");
    refused(with_row("x,2001,estimated,,1,450,,,,,,,,,-5,-6,500,none"), "are not in order");
    refused(with_row("x,2001,estimated,,high,450"), "apogee_km: \"high\" is not a finite number");
    CHECK(here.run("figure t-estimates.csv --kind history --set payload.mass_kg=1 -o h.svg").status == 2);
}

}  // namespace apogee::testing
