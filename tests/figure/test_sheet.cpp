// The page that `apogee report` writes, read as a browser would.
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <regex>
#include <set>

#include "cli/command.h"

namespace apogee::testing {
namespace {

/// The part between <body> and </body>, which is well-formed XML: an element left open or a text taken for
/// markup would not be.
struct Page {
    pugi::xml_document body;
    std::string text;

    explicit Page(const std::string& html) : text(html) {
        const std::size_t begin = html.find("<body>"), end = html.find("</body>");
        REQUIRE(begin != std::string::npos);
        REQUIRE(end != std::string::npos);
        REQUIRE(body.load_string(html.substr(begin, end + 7 - begin).c_str()));
    }

    [[nodiscard]] std::string words(const char* path) const {
        std::string all;
        for (const auto& found : body.select_nodes(path))
            all += std::string(found.node().text().get()) + '\n';
        return all;
    }
};

std::string shown(double km) {
    const double unit = std::pow(10, std::floor(std::log10(km)) - 2);
    std::string digits = std::to_string(static_cast<long>(std::round(km / unit) * unit));
    if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
    return digits;
}

const std::string reporting =
    single_stage.substr(0, single_stage.find("[reported]")) +
    "[reported]\n"
    "apogee_km = { value = 73, low = 70, high = 76, source = \"one & <b>two</b>\" }\n"
    "range_km = { value = 280, low = 270, high = 290, source = \"nobody\" }\n";

}  // namespace

TEST_CASE("a sheet says what the estimate says, with every input and its source", "[sheet]") {
    const Workspace here;
    std::string scenario = reporting;
    scenario.replace(scenario.find("A single stage"), 14, "</h1><script>alert(1)</script> & \\\"x\\\"");
    here.write("s.toml", scenario);
    const std::string asked = "s.toml --samples 60 --claim Iran --claim '300 km'";
    const CommandResult made = here.run("report " + asked + " -o s.html");
    INFO(made.err);
    REQUIRE(made.status == 0);
    const Page page(here.read("s.html"));
    const auto json = nlohmann::json::parse(here.run("estimate " + asked + " --json --quiet").out);
    const auto& range = json["standard_range_km"];
    const std::string answer = page.words("//p[@class='answer']");
    for (const char* quantile : {"median", "low90", "high90"})
        CHECK_THAT(answer, Catch::Contains(shown(range[quantile].get<double>())));

    CHECK_THAT(page.words("//h1"), Catch::Contains("</h1><script>alert(1)</script> & \"x\""));
    CHECK(page.body.select_nodes("//script").empty());
    CHECK_THAT(page.words("//li"), Catch::Contains("one & <b>two</b>"));
    CHECK_THAT(page.words("//th[@scope='row']"), Catch::Contains("stage[1].propellant_mass_kg"));
    CHECK_THAT(page.words("//code"),
               Catch::Contains("apogee report s.toml --samples 60 --claim Iran --claim '300 km' -o s.html") &&
                   Catch::Contains(json["provenance"]["scenario_hash"].get<std::string>()));
    CHECK_THAT(page.words("//caption"), Catch::Contains("Within range of Iran: share") &&
                                            Catch::Contains("Within range of 300 km: share"));
    // Sentences have words, and units their signs: keys stand where they are to be set.
    CHECK_THAT(
        page.words("//p") + page.words("//ul[preceding-sibling::h2[1]='What the answer stands on']/li"),
        Catch::Contains("Most of all: ") && !Catch::Contains("payload.mass_kg") &&
            !Catch::Contains("reported.range") && !Catch::Contains("reported.apogee") &&
            !Catch::Contains("launch.") && !Catch::Contains("sigma"));
    CHECK_THAT(page.words("//td"), Catch::Contains("kg/m²") && !Catch::Contains("kg_m2"));
    // Where the files lie is nobody's business.
    CHECK(page.text.find(here.path("s.toml").parent_path().string()) == std::string::npos);
}

// Would catch a page that says the payload is the question, and leaves the answer out.
TEST_CASE("where a missile goes beyond half the Earth the sheet says with what payload", "[sheet]") {
    const Workspace here;
    const std::string asked = "catalogue:hwasong-18-2023-07-12 --samples 100";
    REQUIRE(here.run("report " + asked + " -o s.html").status == 0);
    const Page page(here.read("s.html"));
    const auto json = nlohmann::json::parse(here.run("estimate " + asked + " --json --quiet").out);
    REQUIRE(json["standard_range_km"]["median"].is_null());
    const auto& payload = json["unknown"]["with_time"];
    const std::string answer = page.words("//p[@class='answer']");
    CHECK_THAT(answer, Catch::Contains("This test carried some " + shown(payload["median"].get<double>())));
    for (const char* quantile : {"low90", "high90"})
        CHECK_THAT(answer, Catch::Contains(shown(payload[quantile].get<double>())));
    // The table of other payloads, and its first one that stays within half the Earth in the answer.
    bool told = false;
    for (const auto& point : json["curve"]) {
        const auto& km = point["standard_range_km"]["median"];
        CHECK_THAT(page.words("//table[caption[contains(.,'another payload')]]//th"),
                   Catch::Contains(shown(point["value"].get<double>()) + " kg\n"));
        if (km.is_null() || told) continue;
        told = true;
        CHECK_THAT(answer, Catch::Contains("with " + shown(point["value"].get<double>()) +
                                           " kg the same missile would go " + shown(km.get<double>())));
    }
    CHECK(told);
    CHECK_THAT(page.text, !Catch::Contains("No number moves") && !Catch::Contains("Earth km"));
    REQUIRE(here.run("figure " + asked + " --kind estimate -o e.svg").status == 0);
    CHECK_THAT(here.read("e.svg"),
               Catch::Contains("Payload of the test: " + shown(payload["median"].get<double>()) + " kg"));
    REQUIRE(here.run("figure " + asked + " --kind claim --claim Argentina -o c.svg").status == 0);
    CHECK_THAT(here.read("c.svg"),
               Catch::Contains("beyond half the Earth") && Catch::Contains("Payload of the test: "));
}

// Would catch a claim about a country that leaves out its parts, where its ends lie, or one of the Earths.
TEST_CASE("a sheet's claims have the parts of a country, both Earths and a map", "[sheet]") {
    const Workspace here;
    const std::string asked = "catalogue:hwasong-14-2017-07-28 --samples 60 --claim France --claim '8000 km'";
    REQUIRE(here.run("report " + asked + " -o s.html").status == 0);
    const Page page(here.read("s.html"));
    const auto json = nlohmann::json::parse(here.run("estimate " + asked + " --json --quiet").out)["claims"];
    const auto &still = json[0], &turning = json[1];
    REQUIRE(still["parts"].size() > 5);
    const auto percent = [](double share) { return std::to_string(std::lround(100 * share)) + " %"; };
    const auto cells = [](const pugi::xml_node& row) {
        std::vector<std::string> texts;
        for (const pugi::xml_node cell : row.children()) texts.emplace_back(cell.text().get());
        return texts;
    };
    for (std::size_t i = 0; i < still["parts"].size(); ++i) {
        const auto& part = still["parts"][i];
        const auto row =
            page.body.select_node(("//tr[th='" + part["name"].get<std::string>() + "']").c_str());
        CAPTURE(part.dump());
        REQUIRE(row);
        const std::vector<std::string> shown_there = cells(row.node());
        REQUIRE(shown_there.size() == 7);
        const auto& there = turning["parts"][i];
        for (const auto& [column, share] : {std::pair{2, part["share_reaching_nearest"].get<double>()},
                                            {3, there["share_reaching_nearest"].get<double>()},
                                            {5, part["share_reaching_farthest"].get<double>()},
                                            {6, there["share_reaching_farthest"].get<double>()}})
            if (share == 0 || share == 1)
                CHECK(shown_there[static_cast<std::size_t>(column)] == percent(share));
    }
    CHECK_THAT(page.words("//p"), Catch::Contains("Farthest point: ") && Catch::Contains("(French Guiana)") &&
                                      Catch::Contains("still Earth") && Catch::Contains("turning Earth"));
    CHECK_THAT(page.words("//figure//text"), Catch::Contains("France; 8,000 km: what lies within"));
    CHECK(page.body.select_nodes("//svg").size() == 4);
}

// Would catch a page that scrolls sideways on a phone: 320 px are 20 rem.
TEST_CASE("nothing on a sheet is wider than a phone", "[sheet]") {
    const Workspace here;
    here.write("t.toml", single_stage);
    REQUIRE(here.run("report t.toml -o s.html").status == 0);
    const std::string page = here.read("s.html");
    const std::regex width("[^-(](?:min-)?width: ([0-9.]+)rem");
    for (std::sregex_iterator at(page.begin(), page.end(), width), end; at != end; ++at)
        CHECK(std::stod((*at)[1]) <= 20);
    // A picture shrinks with the page.
    CHECK(page.find("svg { display: block; width: 100%;") != std::string::npos);
}

TEST_CASE("a sheet needs nothing but itself, and its pictures and tables are named", "[sheet]") {
    const Workspace here;
    here.write("s.toml", reporting);
    here.write("t.toml", single_stage);
    REQUIRE(here.run("report s.toml t.toml --samples 60 -o s.html").status == 0);
    const Page page(here.read("s.html"));
    CHECK(page.body.select_nodes("//article").size() == 2);
    // What a browser would fetch.
    for (const char* path :
         {"//@src", "//@href", "//link", "//script", "//iframe", "//img", "//image", "//object"})
        CHECK(page.body.select_nodes(path).empty());
    CHECK(page.text.find("url(http") == std::string::npos);
    CHECK(page.text.find("@import") == std::string::npos);
    std::set<std::string> ids;
    for (const auto& found : page.body.select_nodes("//@id"))
        CHECK(ids.insert(found.attribute().value()).second);
    // What points into a picture points into the same page.
    const std::regex inside("url\\(#([^)]*)\\)");
    for (std::sregex_iterator at(page.text.begin(), page.text.end(), inside), end; at != end; ++at)
        CHECK(ids.count((*at)[1]) == 1);
    CHECK(page.body.select_nodes("//svg").size() == 5);  // the second reports no apogee: no estimate
    for (const auto& svg : page.body.select_nodes("//svg")) {
        CHECK(std::string(svg.node().attribute("role").value()) == "img");
        CHECK(std::string(svg.node().child("title").text().get()).size() > 5);
        CHECK_THAT(svg.node().child("desc").text().get(), Catch::Contains("km"));
        CHECK(std::string(svg.node().parent().child("figcaption").text().get()).size() > 5);
    }
    for (const auto& table : page.body.select_nodes("//table")) {
        CHECK(table.node().child("caption"));
        CHECK(table.node().select_nodes("thead/tr/th[@scope='col']").size() > 1);
    }
}

// Would catch a range as the headline of figures of which no flight is possible, and pictures of another
// flight than the one that was reported without a word.
TEST_CASE("a sheet's answer to figures that contradict each other is the contradiction", "[sheet]") {
    const Workspace here;
    std::string early = reporting;
    const std::size_t at = early.find("[reported]");
    REQUIRE(at != std::string::npos);
    early = early.substr(0, at) + "[reported]\napogee_km = 80\nrange_km = 300\nflight_time_s = 700\n";
    here.write("e.toml", early);
    REQUIRE(here.run("report e.toml --samples 60 -o e.html").status == 0);
    const Page page(here.read("e.html"));
    CHECK_THAT(page.words("//p[@class='answer']"),
               Catch::StartsWith("The three figures CONTRADICT each other: "));
    CHECK_THAT(page.words("//p[@class='warning']"),
               Catch::Contains("No range should be quoted from such a report") &&
                   Catch::Contains("Map and profile show the scenario's own flight"));
}

// Would catch one scenario that has no answer, or no report, and takes the answer of all others away.
TEST_CASE("claims are answered of a report, or of the vehicle where there is none", "[sheet]") {
    const Workspace here;
    here.write("in/a.toml", reporting);
    here.write("in/b.toml", single_stage);
    here.write("in/c.toml", released(50000, 1000));
    REQUIRE(here.run("report --all in --claim '100 km' --claim Iran --samples 60 -o out").status == 0);
    CHECK_THAT(Page(here.read("out/a.html")).words("//caption"), Catch::Contains("share of the samples"));
    const Page vehicle(here.read("out/b.html"));
    CHECK_THAT(vehicle.words("//caption"), Catch::Contains("whether the missile goes as far"));
    CHECK_THAT(vehicle.words("//figure//text"), Catch::Contains("what lies within the missile's range"));
    const auto told =
        nlohmann::json::parse(here.run("range in/b.toml --claim '100 km' --json").out)["claims"];
    CHECK_THAT(vehicle.words("//p[@class='answer']"),
               Catch::Contains(told[0]["reaches_farthest"] ? "goes that far (still Earth)"
                                                           : "does not go that far (still Earth)"));
    CHECK_THAT(Page(here.read("out/c.html")).words("//p[@class='warning']"),
               Catch::Contains("begins in flight, and so no claim is answered"));
}

TEST_CASE("a folder of scenarios becomes an index and a sheet each", "[sheet]") {
    const Workspace here;
    here.write("in/b.toml", single_stage);
    here.write("in/a.toml", reporting);
    here.write("in/vehicle.toml",
               single_stage.substr(single_stage.find("[[stage]]"),
                                   single_stage.find("[reported]") - single_stage.find("[[stage]]")));
    here.write("in/study.toml", "title = \"s\"\nscenario = \"a.toml\"\ncases = 2\n");
    REQUIRE(here.run("report --all in --samples 60 -o out").status == 0);
    auto names = here.names_in("out");
    std::ranges::sort(names);
    CHECK(names == std::vector<std::string>{"a.html", "b.html", "index.html"});
    const Page index(here.read("out/index.html"));
    std::vector<std::string> links;
    for (const auto& found : index.body.select_nodes("//a/@href"))
        links.emplace_back(found.attribute().value());
    CHECK(links == std::vector<std::string>{"a.html", "b.html"});
    const auto flown = nlohmann::json::parse(here.run("run in/b.toml --json").out);
    char residual[32];
    std::snprintf(residual, sizeof residual, "range %+.1f %%",
                  (flown["range_km"].get<double>() / 250 - 1) * 100);
    CHECK_THAT(index.words("//td"), Catch::Contains(residual));
    CHECK(here.run("report --all in --samples 60 -o out").status == 3);
}

// Would catch a destination that is looked at when the answer is there, and lost with it.
TEST_CASE("where a sheet cannot be written is said before its flight is", "[sheet]") {
    const Workspace here;
    const CommandResult run = here.run("report missing.toml -o nowhere/a.html");
    CHECK(run.status == 3);
    CHECK_THAT(run.err, Catch::Contains("nowhere/a.html"));
    CHECK(here.names_in(".").empty());
}

TEST_CASE("a sheet of a flight that has no answer says why", "[sheet]") {
    const Workspace here;
    std::string impossible = reporting;
    impossible += "flight_time_s = { value = 20, low = 19, high = 21, source = \"nobody\" }\n";
    here.write("i.toml", impossible);
    REQUIRE(here.run("report i.toml -o i.html").status == 0);
    CHECK_THAT(Page(here.read("i.html")).words("//p[@class='warning']"),
               Catch::Contains("shorter than the fall") && !Catch::Contains("claim"));
    REQUIRE(here.run("report i.toml --claim Iran -o i2.html").status == 0);
    CHECK_THAT(Page(here.read("i2.html")).words("//p[@class='warning']"),
               Catch::Contains("and so no claim is answered"));

    std::string heavy = single_stage;
    heavy.replace(heavy.find("mass_kg = 1000\n"), 14, "mass_kg = 90000");
    here.write("h.toml", heavy);
    REQUIRE(here.run("report h.toml -o h.html").status == 0);
    CHECK_THAT(Page(here.read("h.html")).words("//p[@class='answer']"),
               Catch::Contains("lift-off failed: the thrust never carried the vehicle"));
    // A claim is never passed over, also where nothing flies what was reported.
    here.write("w.toml",
               heavy.substr(0, heavy.find("[reported]")) + reporting.substr(reporting.find("[reported]")));
    REQUIRE(here.run("report w.toml --claim Iran --samples 60 -o w.html").status == 0);
    CHECK_THAT(Page(here.read("w.html")).words("//p[@class='answer']"),
               Catch::Contains("Iran: No answer: nothing flies what was reported."));

    const auto refused = [&](const std::string& arguments, const char* why) {
        const CommandResult run = here.run("report " + arguments);
        INFO(arguments << run.err);
        CHECK(run.status == 2);
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    refused("h.toml -o h.pdf", "expected a file's name that ends in .html");
    refused("-o h2.html", "SCENARIO is missing");
    here.write("f.toml", released(50000, 1000));
    refused("f.toml --claim Iran -o h2.html", "begins in flight");
    // A vehicle that never lifts off reaches nothing.
    REQUIRE(here.run("report h.toml --claim Iran -o h3.html").status == 0);
    CHECK_THAT(Page(here.read("h3.html")).words("//p[@class='answer']"), Catch::Contains("has no flight"));
    refused("h.toml --all . -o h2", "--all: takes the scenarios of a folder");
    refused("--all nowhere -o h2", "no scenario");
    refused("h.toml --samples 3 -o h2.html", "--samples: found \"3\"");
}

}  // namespace apogee::testing
