#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "view/drop.h"
#include "view/screen.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

// Where things stand in a window of 1280 by 800.
constexpr int width = 1280, height = 800;
constexpr Box world{264, 44, 1016, 596};
constexpr int track_y = 772, track_left = 200, track_right = 1204;

struct Point {
    int x, y;
};
constexpr Point play{30, track_y}, clock_text{90, track_y}, payload_value{216, 293}, first_in_legend{120, 96};

/// A flight whose window the tests handle; its comments must survive.
std::string commented() {
    return "# Kept: this line.\n" + single_stage + "# Kept: the last line.\n";
}

Json state_of(const Workspace& workspace) {
    return Json::parse(workspace.read("state.json"));
}

double number(const Json& object, const char* key) {
    return object.at(key).get<double>();
}

/// Opens a window, lets `act` handle it, closes it. @return its state at the end.
template <class Act>
Json handled(const Screen& screen, const Workspace& workspace, const std::string& arguments, Act act) {
    Window window(screen, workspace, arguments);
    act();
    CHECK(window.close() == 0);
    CHECK(window.said().empty());
    return state_of(workspace);
}

}  // namespace

TEST_CASE("dragging moves the map and the wheel zooms at the cursor", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    constexpr Point there{860, 240};
    const std::string move_there = "mousemove " + std::to_string(there.x) + " " + std::to_string(there.y);
    Picture shown;
    const Json before = handled(screen, workspace, "--at 60 a.toml", [&] {
        screen.hand(move_there);
        screen.wait_still();
        shown = screen.picture();
    });
    CHECK(shown.count(world, first_flight) > 100);

    const Json dragged = handled(screen, workspace, "--at 60 a.toml", [&] {
        screen.drag(there.x, there.y, there.x - 120, there.y + 90);
        const Picture moved = screen.picture();
        CHECK(difference(shown, moved, world) > 0.1);
        // What the map kept while it moved is what it draws anew.
        screen.key("t");  // light
        screen.key("t");  // and dark again
        CHECK(difference(moved, screen.picture(), world) == 0);
    });
    // What was under the hand is under it still.
    for (const char* const key : {"latitude_deg", "longitude_deg"}) {
        CAPTURE(key);
        CHECK(number(dragged["world"]["pointer"], key) ==
              Approx(number(before["world"]["pointer"], key)).margin(0.02));
        CHECK(std::abs(number(dragged["world"]["middle"], key) - number(before["world"]["middle"], key)) >
              0.2);
    }
    CHECK(number(dragged["world"], "half_width_deg") ==
          Approx(number(before["world"], "half_width_deg")).epsilon(0.02));

    const Json zoomed = handled(screen, workspace, "--at 60 a.toml", [&] {
        screen.hand(move_there);
        screen.hand("click --repeat 3 --delay 100 4");
        screen.wait_still();
    });
    for (const char* const key : {"latitude_deg", "longitude_deg"}) {
        CAPTURE(key);
        CHECK(number(zoomed["world"]["pointer"], key) ==
              Approx(number(before["world"]["pointer"], key)).margin(0.02));
    }
    CHECK(number(zoomed["world"], "half_width_deg") < 0.7 * number(before["world"], "half_width_deg"));
}

TEST_CASE("numbers are chosen, moved and typed by keys alone", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const auto changes = [](const Json& state) { return state["flights"][0]["changes"]; };
    const Json moved = handled(screen, workspace, "a.toml", [&] {
        screen.key("v");
        for (int i = 0; i < 3; ++i) screen.key("Right");
        screen.key("shift+Right");
    });
    CHECK(moved["number_in_hand"] == "payload.mass_kg");
    CHECK(number(moved, "time_s") == 0);  // the arrows spoke to the number, not to the clock
    REQUIRE(changes(moved).size() == 1);
    // Of 1000 kg 40 % to each side, in steps of 1 kg: three, then ten.
    CHECK(changes(moved)["payload.mass_kg"] == "1013");

    const Json undone = handled(screen, workspace, "a.toml", [&] {
        screen.key("v");
        for (int i = 0; i < 3; ++i) screen.key("Right");
        screen.key("ctrl+z");  // moves in a row are one step
        screen.key("Down");
        screen.key("p");      // without the panel there is none to be seen,
        screen.key("Right");  // and the arrows are the clock's
        screen.key("p");
        screen.key("Escape");
        screen.key("Right");  // the clock's again
    });
    CHECK(changes(undone).empty());
    CHECK(undone["number_in_hand"].is_null());
    CHECK(number(undone, "time_s") == 2);

    const Json typed = handled(screen, workspace, "a.toml", [&] {
        screen.key("v");
        screen.key("Return");
        screen.type("620");
        screen.key("Return");
        screen.key("Down");
        screen.key("Left");
    });
    CHECK(changes(typed)["payload.mass_kg"] == "620");
    CHECK(changes(typed).size() == 2);
}

TEST_CASE("the time is scrubbed", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const Json scrubbed = handled(screen, workspace, "a.toml", [&] {
        screen.drag(track_left, track_y, (track_left + track_right) / 2, track_y);
    });
    const double end_s = number(scrubbed["flights"][0], "flight_time_s");
    CHECK(number(scrubbed, "time_s") == Approx(end_s / 2).epsilon(0.005));
    CHECK(number(scrubbed["read_out"], "time_s") == number(scrubbed, "time_s"));
}

TEST_CASE("the time is typed into the clock", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const Json typed = handled(screen, workspace, "a.toml", [&] {
        screen.click(clock_text.x, clock_text.y);
        screen.type("2:05");
        screen.key("Return");
    });
    CHECK(number(typed, "time_s") == 125);
    CHECK(typed["message"] == "");
}

TEST_CASE("the flight plays and pauses", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const Json played = handled(screen, workspace, "a.toml", [&] {
        screen.hand("mousemove " + std::to_string(play.x) + " " + std::to_string(play.y));
        screen.wait_still();
        screen.hand("click 1");
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        screen.hand("key space");  // pauses
        screen.wait_still();
    });
    CHECK(played["playing"] == false);
    CHECK(number(played, "time_s") > 20);  // 60 s of flight a second of clock
    CHECK(number(played, "time_s") < number(played["flights"][0], "flight_time_s"));
}

TEST_CASE("a number is typed and undone and saved and the new file opened", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const Json edited = handled(screen, workspace, "a.toml", [&] {
        for (const char* const mass : {"900", "800"}) {
            screen.click(payload_value.x, payload_value.y);
            screen.type(mass);
            screen.key("Return");
        }
        screen.key("ctrl+z");
        screen.key("ctrl+s");
        screen.hand("key ctrl+a");
        screen.type("b.toml");
        screen.key("Return");
        screen.key("ctrl+o");
        screen.type("a.toml");
        screen.key("Return");
    });
    std::string wanted = commented();
    wanted.replace(wanted.find("mass_kg = 1000"), 14, "mass_kg = 900");
    CHECK(workspace.read("b.toml") == wanted);
    CHECK(workspace.read("a.toml") == commented());
    REQUIRE(edited["flights"].size() == 2);
    CHECK(std::filesystem::path(edited["flights"][0]["file"].get<std::string>()).filename() == "b.toml");
    CHECK(edited["flights"][0]["changes"].empty());
    CHECK(number(edited["flights"][0], "range_km") > number(edited["flights"][1], "range_km") + 1);
    const Json run = Json::parse(workspace.run("run --json b.toml").out);
    CHECK(number(edited["flights"][0], "range_km") == Approx(number(run, "range_km")).epsilon(1e-12));
}

TEST_CASE("a folder opens the dialog and a double click in it a flight", "[view][input]") {
    const Workspace workspace;
    std::filesystem::create_directory(workspace.path("flights"));
    workspace.write("flights/a.toml", commented());
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "flights", [&] {
        constexpr Point second_row{440, 274};  // below ".."
        screen.click(second_row.x, second_row.y, 2);
    });
    REQUIRE(state["flights"].size() == 1);
    CHECK(state["flights"][0]["title"] == "A single stage");
    CHECK(state["message"] == "");
}

TEST_CASE("a file dropped on the window opens and a wrong one is a message", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    workspace.write("b.toml", single_stage);
    workspace.write("wrong.toml", single_stage.substr(0, 60));
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "a.toml", [&] {
        drop(screen, workspace.path("b.toml"));
        drop(screen, workspace.path("wrong.toml"));
    });
    REQUIRE(state["flights"].size() == 2);
    CHECK(std::filesystem::path(state["flights"][1]["file"].get<std::string>()).filename() == "b.toml");
    CHECK(state["active"] == 1);
    CHECK_THAT(state["message"].get<std::string>(), Catch::Contains("wrong.toml:"));
}

TEST_CASE("keys do what the card of keys says", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    workspace.write("b.toml", single_stage);
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "--at 100 a.toml b.toml", [&] {
        const Picture plain = screen.picture();
        screen.key("F1");
        CHECK(difference(plain, screen.picture(), world) > 0.1);
        screen.key("Escape");
        CHECK(difference(plain, screen.picture(), world) == 0);
        screen.key("shift+Right");
        screen.key("Left");
        screen.key("Left");
        screen.key("Tab");
        screen.key("r");
        screen.key("u");
        screen.key("t");
        screen.key("4");
    });
    CHECK(number(state, "time_s") == 158);
    CHECK(state["active"] == 1);
    CHECK(state["unit"] == "nmi");
    CHECK(number(state["ring"], "least_km") > 100);
    CHECK(state["theme"] == "light");
    CHECK(state["view"] == "profile");
}

TEST_CASE("E estimates what was reported and Escape gives an estimate up", "[view][input]") {
    const Workspace workspace;
    const std::string scenario = APOGEE_SCENARIOS_DIR "/hwasong-14-2017-07-28.toml";
    const Screen screen(width, height);
    const Json made =
        handled(screen, workspace, "--samples 300 " + scenario, [&] { screen.key("e"); })["estimate"];
    CHECK(made["working"] == false);
    CHECK(made["samples"] == 300);
    CHECK(number(made["standard_range_km"], "median") > 9000);  // a range, as the study's own tests hold it
    const Json given_up = handled(screen, workspace, "--samples 1000000 " + scenario, [&] {
        screen.hand("key e");
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        screen.hand("key Escape");
        screen.wait_still();
    })["estimate"];
    CHECK(given_up["cancelled"] == true);
    CHECK(given_up["working"] == false);
}

TEST_CASE("a plot sets the time and zooms and moves and fits again", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    // The first plot of the strip.
    constexpr Box plot{60, 630, 415, 722};
    constexpr Point middle{(plot.left + plot.right) / 2, 680};
    const Json state = handled(screen, workspace, "a.toml", [&] {
        screen.drag(plot.left + 40, middle.y, middle.x, middle.y);
        const Picture whole = screen.picture();
        screen.hand("mousemove " + std::to_string(middle.x) + " " + std::to_string(middle.y));
        screen.hand("click --repeat 4 --delay 100 4");
        screen.wait_still();
        const Picture zoomed = screen.picture();
        CHECK(difference(whole, zoomed, plot) > 0.1);
        screen.hand("mousedown 3 mousemove_relative 60 0 sleep 0.2 mouseup 3");
        screen.wait_still();
        CHECK(difference(zoomed, screen.picture(), plot) > 0.02);
        screen.click(middle.x, middle.y, 2);
        CHECK(difference(whole, screen.picture(), plot) < 0.01);
    });
    CHECK(number(state, "time_s") == Approx(number(state["flights"][0], "flight_time_s") / 2).epsilon(0.01));
}

TEST_CASE("the slider moves the flight with the hand", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    Picture before, after;
    const Json state = handled(screen, workspace, "a.toml", [&] {
        before = screen.picture();
        constexpr int slider_y = 310;
        screen.drag(128, slider_y, 60, slider_y);
        after = screen.picture();
    });
    const double mass = std::stod(state["flights"][0]["changes"]["payload.mass_kg"].get<std::string>());
    CHECK(mass > 600);
    CHECK(mass < 900);
    // The arc moved, which is more than what the tolerance of approved pictures lets pass.
    CHECK(difference(before, after, world) > 0.01);
}

TEST_CASE("a window shows what a picture shows and hides what the legend hides", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    Picture shown, hidden;
    const Json state = handled(screen, workspace, "--at 60 a.toml", [&] {
        // Off the world, where the place below the pointer would be told.
        screen.hand("mousemove 640 22");
        screen.wait_still();
        shown = screen.picture();
        screen.click(first_in_legend.x, first_in_legend.y);
        hidden = screen.picture();
    });
    CHECK(state["flights"][0]["visible"] == false);
    REQUIRE(std::system(("cd '" + workspace.path("").string() +
                         "' && '" APOGEE_VIEW "' --at 60 --screenshot a.png a.toml")
                            .c_str()) == 0);
    const Picture picture(workspace.path("a.png"));
    CHECK(difference(shown, picture, picture.whole()) < 0.004);
    CHECK(difference(hidden, picture, world) > 0.01);
    CHECK(hidden.count(world, first_flight) < 20);
}

TEST_CASE("a window survives what happens to its file and its size", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", commented());
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "a.toml", [&] {
        for (const char* const size : {"1 1", "40 30", "1280 20", "200 800", "1280 800"}) {
            screen.hand(std::string("search --name Apogee windowsize ") + size);
            screen.wait_still();
        }
        std::string wrong = commented();
        wrong.replace(wrong.find("mass_kg = 1000"), 14, "mass_kg = nan");
        workspace.write("a.toml", wrong);
        std::this_thread::sleep_for(std::chrono::seconds(1));
        screen.wait_still();
        std::filesystem::remove(workspace.path("a.toml"));
        std::this_thread::sleep_for(std::chrono::seconds(1));
        screen.wait_still();
        screen.key("3");
        screen.key("F1");
    });
    CHECK(state["view"] == "globe");
    CHECK_THAT(state["flights"][0]["problem"].get<std::string>(), Catch::Contains("a.toml"));
    CHECK(state["flights"][0]["outcome"] == "landed");  // the last good flight stays
}

}  // namespace apogee::testing
