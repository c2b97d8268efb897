#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <pugixml.hpp>
#include <regex>
#include <set>

#include "cli/command.h"
#include "figure/figure.h"
#include "figure/figure_size.h"
#include "figure/svg_reading.h"

using apogee::testing::CommandResult;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// A scenario whose names try everything.
std::string hostile() {
    std::string text = single_stage;
    const std::string title = "title = \"A single stage\"";
    text.replace(text.find(title), title.size(),
                 R"(title = "</text><script>alert(1)</script> & \"q\"\n\u0007 화성 火星")");
    const std::string source = "source = \"nobody\"";
    text.replace(text.find(source), source.size(), R"(source = "]]><!-- <a href='x'> &amp; \u001b[31m")");
    return text;
}

/// Everything between tags, in order.
std::string words_of(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xpath_node& found : node.select_nodes(".//text"))
        text += std::string(found.node().text().get()) + '\n';
    return text;
}

pugi::xml_document parsed(const std::string& svg) {
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(svg.data(), svg.size());
    CAPTURE(result.description());
    REQUIRE(result.status == pugi::status_ok);
    return document;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("The words of an SVG figure are text, whatever names hold", "[figure]") {
    const Workspace here;
    here.write("a.toml", hostile());
    for (const std::string kind : {"map", "profile", "time"}) {
        CAPTURE(kind);
        const CommandResult result = here.run("figure a.toml --kind " + kind + " -o " + kind + ".svg");
        CAPTURE(result.err);
        REQUIRE(result.status == 0);
        const pugi::xml_document document = parsed(here.read(kind + ".svg"));
        CHECK(document.select_nodes("//script | //a").empty());
        const std::string words = words_of(document);
        CHECK_THAT(words, Contains(R"(</text><script>alert(1)</script> & "q"\n\x07 화성 火星)"));
        CHECK_THAT(words, Contains(R"(]]><!-- <a href='x'> &amp; \x1b[31m)"));
        CHECK_THAT(words, Contains("Range "));
        const std::string title = document.child("svg").child("title").text().get();
        CHECK_THAT(title, StartsWith("</text><script>"));
    }
}

TEST_CASE("A figure has the size that was asked for", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --kind time --size 160x100mm -o a.svg").status == 0);
    REQUIRE(here.run("figure a.toml --kind time --size 160x100mm -o a.png").status == 0);
    REQUIRE(here.run("figure a.toml --kind time --size 160x100mm -o a.pdf").status == 0);
    REQUIRE(here.run("figure a.toml --kind time --size 641x401px -o b.png").status == 0);
    const pugi::xml_document document = parsed(here.read("a.svg"));
    const pugi::xml_node svg = document.child("svg");
    CHECK(svg.attribute("width").value() == std::string("160mm"));
    CHECK(svg.attribute("height").value() == std::string("100mm"));
    CHECK(svg.attribute("viewBox").value() == std::string("0 0 453.54 283.46"));  // 72 points an inch
    const std::string png = here.read("a.png");
    CHECK(big_endian(png, 16) == 1890);  // 300 pixels an inch: 160 / 25.4 * 300 = 1889.8
    CHECK(big_endian(png, 20) == 1181);
    const std::size_t resolution = png.find("pHYs");
    REQUIRE(resolution != std::string::npos);
    CHECK(big_endian(png, resolution + 4) == 11811);  // a metre
    CHECK_THAT(here.read("a.pdf"), Contains("/MediaBox [ 0 0 453.54"));
    const std::string pixels = here.read("b.png");
    CHECK(big_endian(pixels, 16) == 641);
    CHECK(big_endian(pixels, 20) == 401);
}

TEST_CASE("A PDF figure brings its fonts", "[figure]") {
    const Workspace here;
    here.write("a.toml", hostile());
    REQUIRE(here.run("figure a.toml --kind time --language ko -o a.pdf").status == 0);
    const std::string pdf = here.read("a.pdf");
    const std::size_t fonts = count(pdf, "/Type /FontDescriptor");
    CHECK(fonts >= 2);  // Latin letters and Korean ones
    CHECK(count(pdf, "/FontFile") == fonts);
}

TEST_CASE("A figure appears whole or not at all, and replaces nothing unasked", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("mine.svg", "mine");
    const CommandResult refused = here.run("figure a.toml -o mine.svg");
    CHECK(refused.status == 3);
    CHECK_THAT(refused.err, StartsWith("mine.svg: "));
    CHECK(here.read("mine.svg") == "mine");
    CHECK(here.names_in(".").size() == 2);
    REQUIRE(here.run("figure a.toml -o mine.svg --force").status == 0);
    CHECK_THAT(here.read("mine.svg"), StartsWith("<?xml version=\"1.0\""));
    CHECK(here.names_in(".").size() == 2);
    CHECK(here.run("figure a.toml -o nowhere/b.svg").status == 3);
}

TEST_CASE("A mistake on the command line of a figure is one line", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    here.write("orbit.toml", released(400e3, 7300));
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {"a.toml --kind mpa -o x.svg", "--kind: unknown \"mpa\"; expected map, azimuthal,"},
        {"a.toml -o x.gif",
         "--out: \"x.gif\": the ending says which kind of file; expected .svg, .pdf or .png"},
        {"a.toml -o x.svg --size 160",
         "--size: \"160\" is not a size; expected like 160x100mm or 1200x800px"},
        {"a.toml -o x.svg --size 160x100", "--size: \"160x100\" has no unit; expected"},
        {"a.toml -o x.svg --size 10x10mm", "--size: \"10x10mm\" is too small to be read; expected"},
        {"a.toml -o x.png --size 20000x20000px", "--size: \"20000x20000px\" is too large; expected"},
        {"a.toml -o x.png --size nanxnanmm", "--size: \"nanxnanmm\" is not a size; expected"},
        {"a.toml -o x.svg --size 640.5x400px", "--size: \"640.5x400px\" has parts of pixels; expected"},
        {"a.toml -o x.svg --theme grey", "--theme: unknown \"grey\"; expected light, dark"},
        {"a.toml -o x.svg --units ly", "--units: unknown \"ly\"; expected km, nmi, mi"},
        {"a.toml -o x.svg --language xx", "--language: unknown \"xx\"; expected en, ko, ja, de, fr"},
        {"a.toml -o x.svg --marks", "--marks: goes with --kind profile"},
        {"a.toml -o x.svg --kind time --columns phase", "--columns: phase makes no line; expected"},
        {"a.toml -o x.svg --kind time --columns hight_km",
         "--columns: there is no \"hight_km\"; did you mean"},
        {"a.toml a.toml -o x.svg --kind ring", "--kind ring: 2 given; expected one scenario or study"},
        {"a.toml -o x.svg --kind estimate --mark 13000", "--mark: \"13000\"; expected"},
        {"a.toml -o x.svg --kind histogram", "a.toml: has no results in a-results; expected"},
        {"orbit.toml -o x.svg --arc", "--arc: released goes round the Earth; expected"},
        {"a.toml -o x.svg --arc --set launch.latitude_deg=86",
         "--arc: A single stage comes within 5° of a pole"},
        {"a.toml", "apogee figure: --out is required"},
        {"a.toml -o x.svg --size 9x9cm --size 8x8cm",
         "apogee figure: --size is given twice; expected once\n"},
        {"--nope", "apogee figure: The following argument was not expected: --nope; see"},
        {"a.toml -o x.svg --kind ring --set payload.mass_kg=30000",
         "a: no ring: the vehicle cannot lift off\n"},
        {"none.toml -o x.svg", "none.toml:1:1: cannot be opened"},
    };
    for (const auto& [arguments, line] : mistakes) {
        const CommandResult result = here.run("figure " + arguments);
        CAPTURE(arguments);
        CHECK(result.status == 2);
        CHECK_THAT(result.err, StartsWith(line));
        CHECK(count(result.err, "\n") == 1);
        CHECK(result.out.empty());
    }
    CHECK(here.names_in(".").size() == 2);
}

TEST_CASE("Every kind of figure that --help offers is drawn", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage + "apogee_km = 80\n[environment]\nrotation = false\n");
    here.write("mc.toml",
               "scenario = \"a.toml\"\ncases = 200\n[[vary]]\nkey = \"payload.mass_kg\"\n"
               "distribution = \"uniform\"\nlow = 900\nhigh = 1100\n");
    const CommandResult help = here.run("figure --help");
    REQUIRE(help.status == 0);
    const CommandResult flown = here.run("study mc.toml --format none --quiet");
    CAPTURE(flown.err);
    REQUIRE(flown.status == 0);
    struct Kind {
        std::string name, arguments, word;
    };
    const std::vector<Kind> kinds{{"map", "a.toml", "true to scale"},
                                  {"azimuthal", "a.toml", "distances from the launch site"},
                                  {"globe", "a.toml", "Perspective view"},
                                  {"profile", "a.toml", "same scale"},
                                  {"time", "a.toml", "Time after ignition"},
                                  {"ring", "a.toml --azimuths 12", "Greatest range"},
                                  {"payload", "a.toml --payload 500:1500:250", "Payload, kg"},
                                  {"estimate", "a.toml --samples 60 --mark 300=somebody", "somebody"},
                                  {"histogram", "mc.toml", "200 cases"},
                                  {"tornado", "mc-results", "of the variance"}};
    std::string names;
    for (const Kind& kind : kinds) {
        CAPTURE(kind.name);
        names += (names.empty() ? "" : ", ") + kind.name;
        const CommandResult result =
            here.run("figure --kind " + kind.name + ' ' + kind.arguments + " -o " + kind.name + ".svg");
        CAPTURE(result.err);
        REQUIRE(result.status == 0);
        CHECK(result.err.empty());
        CHECK_THAT(words_of(parsed(here.read(kind.name + ".svg"))), Contains(kind.word));
    }
    // The list may be broken into lines.
    std::string offered = help.out;
    std::erase(offered, '\n');
    std::string::size_type at = 0;
    while ((at = offered.find("  ")) != std::string::npos) offered.erase(at, 1);
    CHECK_THAT(offered, Contains("What to draw: " + names));
}

TEST_CASE("Figures of a study count the cases that lack the figure", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage + "[environment]\nrotation = false\n");
    const auto vary = [](const char* key, double low, double high) {
        return fmt::format("[[vary]]\nkey = \"{}\"\ndistribution = \"uniform\"\nlow = {}\nhigh = {}\n", key,
                           low, high);
    };
    const std::string head = "scenario = \"a.toml\"\ncases = 600\n";
    // Thrust at the ground lifts 12.9 t, 7.8 t of it payload: none of the heaviest tenth lifts off.
    here.write("both.toml",
               head + vary("payload.mass_kg", 500, 20000) + vary("stage[1].dry_mass_kg", 900, 1100));
    const CommandResult flown = here.run("study both.toml --format none --quiet");
    CAPTURE(flown.err);
    REQUIRE(flown.status == 0);
    for (const std::string kind : {"histogram", "tornado"}) {
        CAPTURE(kind);
        const CommandResult drawn = here.run("figure both.toml --kind " + kind + " -o " + kind + ".svg");
        INFO(drawn.err);
        REQUIRE(drawn.status == 0);
        CHECK(std::regex_search(words_of(parsed(here.read(kind + ".svg"))),
                                std::regex("600 cases · [0-9]+ of them with this figure")));
    }
    CHECK_THAT(words_of(parsed(here.read("tornado.svg"))), Contains("Payload"));
}

// Would catch a figure that shows the answer and not that the reported time was left out of it.
TEST_CASE("A figure of an estimate says that the reported time does not go with the vehicle", "[figure]") {
    const Workspace here;
    const std::string catalogue = "APOGEE_SCENARIOS=" APOGEE_SCENARIOS_DIR;
    const auto drawn = [&](const std::string& arguments, const std::string& time_s) {
        const CommandResult run =
            here.run("figure catalogue:hwasong-12-2017-05-14 --samples 100 --seed 3 " + arguments +
                         " --set reported.flight_time_s=" + time_s + " --force -o f.svg",
                     catalogue);
        CAPTURE(run.err);
        REQUIRE(run.status == 0);
        std::string words = words_of(parsed(here.read("f.svg")));
        std::ranges::replace(words, '\n', ' ');
        return words;
    };
    for (const char* kind : {"--kind estimate", "--kind tornado", "--kind claim --claim Japan"}) {
        CAPTURE(kind);
        CHECK_THAT(drawn(kind, "1920"), Contains("flight time 32:00 does not go with this vehicle"));
        CHECK_THAT(drawn(kind, "1800"), !Contains("does not go with") && !Contains("contradicts"));
    }
    CHECK_THAT(drawn("--kind estimate", "3600"),
               Contains("flight time 1:00:00 contradicts apogee and range"));
}

TEST_CASE("A histogram's labels tell values of a narrow distribution apart", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage + "[environment]\nrotation = false\n");
    here.write("narrow.toml",
               "scenario = \"a.toml\"\ncases = 20\n[[vary]]\nkey = \"payload.mass_kg\"\n"
               "distribution = \"uniform\"\nlow = 999.99\nhigh = 1000.01\n");
    REQUIRE(here.run("study narrow.toml --format none --quiet").status == 0);
    REQUIRE(here.run("figure narrow.toml --kind histogram -o n.svg").status == 0);
    const std::string words = words_of(parsed(here.read("n.svg")));
    std::smatch found;
    REQUIRE(std::regex_search(words, found, std::regex("90 % interval ([0-9.,]+)–([0-9.,]+)")));
    CHECK(found[1] != found[2]);
}

// Would catch a small page whose words take the picture's room, or one that is larger or smaller than was
// asked for.
TEST_CASE("a small page is a larger one, reduced to three quarters at most", "[figure]") {
    const auto ratio = [](const char* text) {
        const apogee::FigureSize size = apogee::read_figure_size(text);
        CHECK(size.width * size.reduced * apogee::FigureSize::mm_per_inch /
                  apogee::FigureSize::points_per_inch ==
              Approx(std::atof(text)));
        return size.reduced;
    };
    CHECK(ratio("180x120mm") == 1);
    CHECK(ratio("112x80mm") == Approx(1).epsilon(0.002));
    CHECK(ratio("90x80mm") == Approx(90 / 111.8).epsilon(0.001));
    CHECK(ratio("180x60mm") == Approx(60 / 75.85).epsilon(0.001));
    CHECK(ratio("50x60mm") == 0.75);
    CHECK(apogee::read_figure_size("90x80mm").width_px() == 1063);
    // 85 by 60 mm are 240.9 by 170.1 points, whatever they were drawn on.
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --size 85x60mm -o a.pdf").status == 0);
    CHECK_THAT(here.read("a.pdf"), Contains("/MediaBox [ 0 0 240.94"));
}

TEST_CASE("The README shows a figure of every kind, by commands that work", "[figure]") {
    const Workspace here;
    std::ifstream file(APOGEE_SCENARIOS_DIR "/../README.md", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::regex row("\\| <img src=\"([^\"]+)\"[^|]*\\| `apogee ([^`]*)` \\|");
    // What a command draws that another one made.
    here.write("mine.toml", single_stage);
    REQUIRE(here.run("run mine.toml --out . --columns time_s,height_km --step 10 --quiet").status == 0);
    REQUIRE(here.run("compare mine.toml mine.csv --csv differences.csv --quiet").status == 0);
    std::set<std::string> kinds;
    for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
        const std::string picture = (*at)[1], command = (*at)[2];
        CAPTURE(picture, command);
        CHECK(std::filesystem::exists(std::filesystem::path(APOGEE_SCENARIOS_DIR) / ".." / picture));
        std::smatch found;
        const bool named = std::regex_search(command, found, std::regex("--kind ([a-z]+)"));
        const std::string kind = named ? found[1].str() : "map";
        kinds.insert(kind);
        // The study of `uncertain` is not flown here; an estimate of few samples is as good a drawing.
        if (command.find("uncertain") != std::string::npos) continue;
        std::string words = command + (kind == "estimate" || kind == "claim" ? " --samples 60" : "");
        words = std::regex_replace(words, std::regex(" docs/"), " '" APOGEE_DOCS_DIR "'/");
        const CommandResult run = here.run(words);
        INFO(run.err);
        CHECK(run.status == 0);
    }
    CHECK(kinds.size() == 13);
}

TEST_CASE("Every flight of a figure is named, in each kind that shows several", "[figure]") {
    const Workspace here;
    std::string files;
    std::set<std::string> names;
    for (int i = 0; i < 7; ++i) {
        const std::string name = "Flight " + std::to_string(i), file = "f" + std::to_string(i) + ".toml";
        std::string text = single_stage;
        text.replace(text.find("A single stage"), 14, name);
        text.replace(text.find("azimuth_deg = 90"), 16, "azimuth_deg = " + std::to_string(90 + i));
        here.write(file, text);
        files += ' ' + file;
        names.insert(name);
    }
    for (const std::string kind : {"map", "azimuthal", "globe", "profile", "time"}) {
        CAPTURE(kind);
        REQUIRE(here.run("figure" + files + " --kind " + kind + " -o " + kind + ".svg").status == 0);
        const std::string words = words_of(parsed(here.read(kind + ".svg")));
        for (const std::string& name : names) CHECK_THAT(words, Contains(name));
        CHECK_THAT(words, Contains("7 flights"));
    }
}

TEST_CASE("Flights that do not land have figures, too", "[figure]") {
    const Workspace here;
    here.write("orbit.toml", released(400e3, 7300));
    std::string weak = single_stage;
    weak.replace(weak.find("burn_time_s = 70"), 16, "burn_time_s = 900");
    here.write("weak.toml", weak);
    here.write("drop.toml", released(20, 0));
    const std::vector<std::pair<std::string, std::string>> files{
        {"orbit", "In orbit"}, {"weak", "Lift-off failed"}, {"drop", "0.020 km"}};
    for (const auto& [file, word] : files)
        for (const std::string kind : {"map", "azimuthal", "globe", "profile", "time"}) {
            CAPTURE(file, kind);
            const CommandResult result =
                here.run("figure " + file + ".toml --kind " + kind + " -o " + file + kind + ".svg");
            CAPTURE(result.err);
            REQUIRE(result.status == 0);
            CHECK_THAT(words_of(parsed(here.read(file + kind + ".svg"))), Contains(word));
        }
}

TEST_CASE("Figures of an orbit name the apogee that its report has", "[figure]") {
    const Workspace here;
    here.write("o.toml",
               "[initial]\nlatitude_deg = 25\nlongitude_deg = -70\nheight_m = 358000\n"
               "velocity_north_m_s = -3185.425\nvelocity_east_m_s = 7129.131\nvelocity_down_m_s = 7.743\n"
               "[payload]\nmass_kg = 13.97\n");
    REQUIRE_THAT(here.run("run o.toml").out, Contains("apogee                2557.7 km"));
    for (const std::string kind : {"map", "azimuthal", "globe", "profile"}) {
        CAPTURE(kind);
        REQUIRE(here.run("figure o.toml --kind " + kind + " -o " + kind + ".svg").status == 0);
        const std::string words = words_of(parsed(here.read(kind + ".svg")));
        CHECK_THAT(words, Contains("Apogee 2,558 km"));  // the revolution that is drawn reaches 2,546 km
    }
}

TEST_CASE("A course that passes north is interrupted there, on an axis of one turn", "[figure]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --set launch.azimuth_deg=359.8 --kind time --columns course_deg -o c.svg")
                .status == 0);
    const pugi::xml_document document = parsed(here.read("c.svg"));
    const auto curves = document.select_nodes("//path[@stroke-width='1.5']");
    REQUIRE(curves.size() == 1);
    const apogee::testing::SvgPath curve(curves.first().node());
    CHECK(curve.lines == 2);
    CHECK_THAT(words_of(document), !Contains("400\n"));
    CHECK_THAT(words_of(document), Contains("Course over the ground, °"));
}

TEST_CASE("Of a flight with many stages a picture names its ends and its apogee", "[figure]") {
    using namespace apogee;
    DrawnFlight flight;
    for (const char* name : {event_names::lift_off, event_names::apogee, event_names::impact})
        flight.marks.push_back({name, {}});
    for (int i = 1; i <= 3; ++i) flight.marks.push_back({"stage " + std::to_string(i) + " burnout", {}});
    for (const DrawnFlight::Mark& mark : flight.marks) CHECK(has_name(flight, mark));
    for (int i = 4; i <= 22; ++i) flight.marks.push_back({"stage " + std::to_string(i) + " burnout", {}});
    std::size_t named = 0;
    for (const DrawnFlight::Mark& mark : flight.marks) named += has_name(flight, mark) ? 1 : 0;
    CHECK(named == 3);
}
