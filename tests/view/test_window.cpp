#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "geo/below.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// Runs apogee-view in a workspace without a display.
CommandResult view(const Workspace& workspace, const std::string& arguments) {
    workspace.write("run", "exec '" APOGEE_VIEW "' " + arguments + " </dev/null >view.out 2>view.err\n");
    const std::string line =
        "cd '" + workspace.path("").string() + "' && env -u DISPLAY -u WAYLAND_DISPLAY sh run";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, workspace.read("view.out"),
            workspace.read("view.err")};
}

/// Of a picture of 1000 by 700: between the panels and below the buttons; the plots.
constexpr Box world{264, 160, 736, 490}, plots{40, 496, 1000, 640};

}  // namespace

TEST_CASE("a picture has the size asked for and shows the arc and its plots", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const CommandResult result =
        view(workspace, "--screenshot a.png --size 1000x700 --at 60 --state a.json a.toml");
    REQUIRE(result.err.empty());
    REQUIRE(result.status == 0);
    const Picture picture(workspace.path("a.png"));
    CHECK(picture.width == 1000);
    CHECK(picture.height == 700);
    // An arc that is fitted into the world is some 100 pixels long at least, and two wide.
    CHECK(picture.count(world, first_flight) > 100);
    CHECK(picture.count(plots, first_flight) > 300);
    const auto state = nlohmann::json::parse(workspace.read("a.json"));
    CHECK(state["time_s"] == 60);
    CHECK(state["view"] == "map");
    const auto& flight = state["flights"][0];
    CHECK(flight["outcome"] == "landed");
    const auto run = nlohmann::json::parse(workspace.run("run --json a.toml").out);
    CHECK(flight["range_km"].get<double>() == Approx(run["range_km"].get<double>()).epsilon(1e-12));
    CHECK(state["read_out"]["height_km"].get<double>() > 5);
    CHECK(state["read_out"]["below"] == "Iraq");
}

TEST_CASE("every view draws the flight", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    // On the globe 300 km are some twenty pixels, of a line two wide.
    for (const std::string name : {"map", "azimuthal", "globe", "profile", "plots"}) {
        CAPTURE(name);
        const CommandResult result =
            view(workspace,
                 "--screenshot " + name + ".png --size 1000x700 --theme light --view " + name + " a.toml");
        REQUIRE(result.err.empty());
        REQUIRE(result.status == 0);
        CHECK(Picture(workspace.path(name + ".png")).count(world, first_flight) > 25);
    }
}

TEST_CASE("two flights have two colours", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    std::string north = single_stage;
    north.replace(north.find("azimuth_deg = 90"), 16, "azimuth_deg = 20");
    workspace.write("b.toml", north);
    REQUIRE(view(workspace, "--screenshot a.png --size 1000x700 a.toml b.toml").status == 0);
    const Picture picture(workspace.path("a.png"));
    CHECK(picture.count(world, first_flight) > 60);
    CHECK(picture.count(world, second_flight) > 40);
}

TEST_CASE("frames of a film are numbered and differ", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    REQUIRE(view(workspace, "--screenshot a.png --size 320x240 --frames 3 a.toml").status == 0);
    CHECK(workspace.read("a-0001.png") != workspace.read("a-0002.png"));
    CHECK(workspace.read("a-0002.png") != workspace.read("a-0003.png"));
}

TEST_CASE("mistakes are told in one line and leave no picture", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("short.toml", single_stage.substr(0, 60));
    workspace.write("nan.toml", single_stage + "[drag.body]\nmach = [0, 1]\ncd = [0.1, nan]\n");
    struct Case {
        std::string arguments;
        int status;
        std::string words;
    };
    const auto c = GENERATE(Case{"--screenshot a.png short.toml", 2, "short.toml:"},
                            Case{"--screenshot a.png missing.toml", 2, "missing.toml"},
                            Case{"--screenshot a.png nan.toml", 2, "nan.toml:"},
                            Case{"--screenshot a.png --set payload.mass_kg=-1 a.toml", 2, "payload.mass_kg"},
                            Case{"--screenshot a.png --set payload a.toml", 2, "--set"},
                            Case{"--screenshot a.png --scale 0 a.toml", 2, "--scale"},
                            Case{"--screenshot a.png --size 16000x16000 a.toml", 2, "--size"},
                            Case{"--screenshot no/such/folder/a.png a.toml", 3, "no/such/folder/a.png"},
                            Case{"--screenshot a.png --size 0x0 a.toml", 2, "--size: 0x0"},
                            Case{"--screenshot a.png --size 10 a.toml", 2, "--size"},
                            Case{"--screenshot a.png --at nan a.toml", 2, "--at"},
                            Case{"--screenshot a.png --view moon a.toml", 2, "--view"},
                            Case{"--screenshot a.png --frames 0 a.toml", 2, "--frames"},
                            Case{"--screenshot a.png", 2, "--screenshot"}, Case{"a.toml", 3, "--screenshot"});
    CAPTURE(c.arguments);
    const CommandResult result = view(workspace, c.arguments);
    CHECK(result.status == c.status);
    CHECK_THAT(result.err, Catch::Contains(c.words));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(workspace.path("a.png")));
}

TEST_CASE("a picture's name says its format, or it is refused before anything is drawn", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    // What would say so first is the scenario, were it read.
    const std::string name = GENERATE("a.svg", "a.pdf", "a.jpg", "a", "png", ".png", "a.png.svg", "a.pngx",
                                      "folder.png/", "-", "a.");
    CAPTURE(name);
    const CommandResult result = view(workspace, "--screenshot '" + name + "' missing.toml");
    CHECK(result.status == 2);
    CHECK(result.err == "--screenshot: \"" + name +
                            "\": pictures are written as PNG; expected a name such as arc.png (apogee "
                            "figure writes SVG and PDF)\n");
    CHECK(workspace.names_in("").size() == 4);  // the scenario, and the shell's own
}

TEST_CASE("capitals and spaces in a picture's name do no harm", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const std::string name = GENERATE("A.PNG", "a b.Png", "a.svg.png");
    const CommandResult result = view(workspace, "--screenshot '" + name + "' --size 64x48 a.toml");
    CHECK(result.err.empty());
    CHECK(result.status == 0);
    CHECK(Picture(workspace.path(name)).width == 64);
}

TEST_CASE("files that stand are replaced by force alone, and told of before anything is drawn", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    // A film finds the last of its pictures before it draws the first.
    const auto [asked, stands] = GENERATE(std::pair{"--screenshot a.png", "a.png"},
                                          std::pair{"--screenshot b.png --state s.json", "s.json"},
                                          std::pair{"--screenshot c.png --frames 3", "c-0003.png"});
    CAPTURE(asked);
    workspace.write(stands, "mine");
    const std::string arguments = std::string(asked) + " --size 64x48 a.toml";
    const CommandResult refused = view(workspace, arguments);
    CHECK(refused.status == 3);
    CHECK(refused.err == std::string(stands) + ": exists already; --force replaces it\n");
    CHECK(workspace.read(stands) == "mine");
    CHECK(workspace.names_in("").size() == 5);  // both files, and the shell's own
    const CommandResult forced = view(workspace, "--force " + arguments);
    CHECK(forced.err.empty());
    CHECK(forced.status == 0);
    CHECK(workspace.read(stands) != "mine");
    std::filesystem::create_directory(workspace.path("f.png"));
    const CommandResult folder = view(workspace, "--force --screenshot f.png a.toml");
    CHECK(folder.status == 3);
    CHECK(folder.err == "f.png: is a folder; expected the name of a file\n");
    const CommandResult same = view(workspace, "--force --screenshot a.png --state a.png a.toml");
    CHECK(same.status == 2);
    CHECK_THAT(same.err, Catch::StartsWith("--state: "));
}

TEST_CASE("the largest and the smallest pictures are drawn", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const std::string size = GENERATE("8000x8000", "1x1", "1x500", "300x1", "41x37");
    CAPTURE(size);
    const CommandResult result =
        view(workspace, "--screenshot a.png --view profile --size " + size + " a.toml");
    CHECK(result.err.empty());
    CHECK(result.status == 0);
    // Width and height stand in the first chunk of a PNG file, from byte 16 on.
    const std::string head = workspace.read("a.png").substr(16, 8);
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = at; i < at + 4; ++i) value = value * 256 + static_cast<unsigned char>(head[i]);
        return std::to_string(value);
    };
    CHECK(number(0) + "x" + number(4) == size);
}

TEST_CASE("a number set on the command line flies and shows as a change", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    REQUIRE(
        view(workspace, "--screenshot a.png --size 320x240 --state a.json --set payload.mass_kg=900 a.toml")
            .status == 0);
    const auto state = nlohmann::json::parse(workspace.read("a.json"));
    const auto run = nlohmann::json::parse(workspace.run("run --json --set payload.mass_kg=900 a.toml").out);
    CHECK(state["flights"][0]["changes"]["payload.mass_kg"] == "900");
    CHECK(state["flights"][0]["range_km"].get<double>() ==
          Approx(run["range_km"].get<double>()).epsilon(1e-12));
}

TEST_CASE("over water the sea is named as people name it", "[view]") {
    CHECK(below(40.2, 130).name == "Sea of Japan / East Sea");
    CHECK(below(34.9, 129.9).name == "Korea Strait / Tsushima Strait");
    CHECK(below(35.5, 142).name == "North Pacific Ocean");
    CHECK(below(28.3, -79).name == "North Atlantic Ocean");
    CHECK(below(26, -85).name == "Gulf of Mexico");
    CHECK(below(52.5, 3.5).name == "North Sea");
    CHECK(below(50, -3).name == "English Channel");
    CHECK(below(25, 57.5).name == "Gulf of Oman");
    CHECK(below(90, 0).name == "Arctic Ocean");
    CHECK_FALSE(below(40.2, 130).land);
    CHECK(below(39, 126).name == "North Korea");
    CHECK(below(39, 126).land);
}

TEST_CASE("a flight that never lands is drawn and its state says so", "[view]") {
    const Workspace workspace;
    std::string heavy = single_stage;
    heavy.replace(heavy.find("mass_kg = 1000"), 14, "mass_kg = 90000");
    workspace.write("a.toml", heavy);
    const CommandResult result = view(workspace, "--screenshot a.png --size 640x480 --state a.json a.toml");
    REQUIRE(result.status == 0);
    const auto state = nlohmann::json::parse(workspace.read("a.json"));
    CHECK(state["flights"][0]["outcome"] == "lift_off_failed");
    CHECK_THAT(state["flights"][0]["problem"].get<std::string>(),
               Catch::Contains("the thrust never carried the vehicle"));
}

TEST_CASE("apogee view starts the window's program with the arguments as they are", "[view]") {
    const Workspace workspace;
    workspace.write("a b.toml", single_stage);
    const CommandResult result = workspace.run("view --screenshot 'a b.png' --size 320x240 'a b.toml'");
    CHECK(result.err.empty());
    CHECK(result.status == 0);
    CHECK(std::filesystem::exists(workspace.path("a b.png")));
    const CommandResult help = workspace.run("view --help");
    CHECK(help.status == 0);
    CHECK_THAT(help.out, Catch::Contains("Examples"));
}

TEST_CASE("the README's picture is made by the command beside it", "[view]") {
    const Workspace workspace;
    std::ifstream file(APOGEE_SCENARIOS_DIR "/../README.md", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string opening = "\n```sh\napogee view --screenshot docs/window.png ";
    const std::size_t from = text.find(opening);
    REQUIRE(from != std::string::npos);
    const std::size_t end = text.find('\n', from + opening.size());
    std::filesystem::create_directory(workspace.path("docs"));
    const std::string arguments = text.substr(from + opening.size(), end - from - opening.size());
    const CommandResult result = workspace.run("view --screenshot docs/window.png " + arguments);
    CHECK(result.err.empty());
    REQUIRE(result.status == 0);
    const Picture made(workspace.path("docs/window.png")), shown(APOGEE_SCENARIOS_DIR "/../docs/window.png");
    CHECK(made.width == shown.width);
    CHECK(made.height == shown.height);
}

}  // namespace apogee::testing
