#include <stb_image.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/command.h"

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

struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> rgb;

    explicit Picture(const std::filesystem::path& path) {
        int channels = 0;
        unsigned char* const pixels = stbi_load(path.c_str(), &width, &height, &channels, 3);
        if (!pixels) throw std::runtime_error(path.string() + " is no picture");
        rgb.assign(pixels, pixels + 3 * width * height);
        stbi_image_free(pixels);
    }
    /// Pixels within a box that are near a colour.
    [[nodiscard]] int count(int x0, int y0, int x1, int y1, std::array<int, 3> color) const {
        int found = 0;
        for (int y = y0; y < y1; ++y) {
            for (int x = x0; x < x1; ++x) {
                bool near = true;
                for (int c = 0; c < 3; ++c) {
                    const auto i = static_cast<std::size_t>(3 * (y * width + x) + c);
                    near = near && std::abs(rgb[i] - color[static_cast<std::size_t>(c)]) < 40;
                }
                found += near ? 1 : 0;
            }
        }
        return found;
    }
};

constexpr std::array<int, 3> first_flight{0xe6, 0x9f, 0x00}, second_flight{0x56, 0xb4, 0xe9};

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
    // The world lies between the panels (264 to 736) and the plots below (from 496); an arc that is fitted
    // into it is some 100 pixels long at least, and two wide.
    CHECK(picture.count(264, 160, 736, 490, first_flight) > 100);
    CHECK(picture.count(40, 496, 1000, 640, first_flight) > 300);
    const auto state = nlohmann::json::parse(workspace.read("a.json"));
    CHECK(state["time_s"] == 60);
    CHECK(state["view"] == "map");
    const auto& flight = state["flights"][0];
    CHECK(flight["outcome"] == "landed");
    const auto run = nlohmann::json::parse(workspace.run("run --json a.toml").out);
    CHECK(flight["range_km"].get<double>() == Approx(run["range_km"].get<double>()).epsilon(1e-12));
    CHECK(state["read_out"]["height_km"].get<double>() > 5);
    CHECK(state["read_out"]["country"] == "Iraq");
}

TEST_CASE("every view draws the flight", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    // On the globe 300 km are some twenty pixels, of a line two wide.
    for (const std::string name : {"map", "azimuthal", "globe", "profile", "plots"}) {
        for (const std::string theme : {"dark", "light"}) {
            CAPTURE(name, theme);
            const CommandResult result = view(workspace, "--screenshot a.png --size 1000x700 --view " + name +
                                                             " --theme " + theme + " a.toml");
            REQUIRE(result.err.empty());
            REQUIRE(result.status == 0);
            CHECK(Picture(workspace.path("a.png")).count(264, 160, 736, 490, first_flight) > 25);
        }
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
    CHECK(picture.count(264, 160, 736, 490, first_flight) > 60);
    CHECK(picture.count(264, 160, 736, 490, second_flight) > 40);
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
    struct Case {
        std::string arguments;
        int status;
        std::string words;
    };
    const auto c = GENERATE(Case{"--screenshot a.png short.toml", 2, "short.toml:"},
                            Case{"--screenshot a.png missing.toml", 2, "missing.toml"},
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
               Catch::Contains("thrust never exceeded weight"));
}

TEST_CASE("apogee view starts the window's program with the arguments as they are", "[view]") {
    const Workspace workspace;
    workspace.write("a b.toml", single_stage);
    const CommandResult result = workspace.run("view --screenshot 'a b.png' --size 320x240 'a b.toml'");
    CHECK(result.err.empty());
    CHECK(result.status == 0);
    CHECK(std::filesystem::exists(workspace.path("a b.png")));
}

}  // namespace apogee::testing
