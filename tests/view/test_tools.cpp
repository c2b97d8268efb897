// What a user changes and takes along besides numbers, with a real mouse and keyboard.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/pictures.h"
#include "physics/earth.h"
#include "session/document.h"
#include "view/clipboard.h"
#include "view/desk.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

constexpr int width = desk_width, height = desk_height;
constexpr Box world = desk_world;

}  // namespace

TEST_CASE("F11 leaves the picture alone under its title", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    Picture presented;
    const Json state = handled(screen, workspace, "--at 60 a.toml", [&](Window&) {
        const Picture panels = screen.picture();
        screen.key("F11");
        presented = screen.picture();
        // What panels say is gone from below, where the plots and the timeline were, and the flight's line
        // stands in the title.
        constexpr Rgb words{0xe8, 0xed, 0xf3};
        const Box below{0, 610, width, 780};
        CHECK(panels.count(below, words) > 300);
        CHECK(presented.count(below, words) < 30);
        CHECK(difference(panels, presented, {0, 60, 264, 780}) > 0.5);
        CHECK(presented.count({0, 4, 60, 40}, first_flight) > 30);
        screen.key("space");
        screen.hand("sleep 0.5");
        screen.key("space");
        CHECK(difference(presented, screen.picture(), {0, 44, width, height}) > 0);  // keys go on working
        screen.key("Escape");
        CHECK(difference(panels, screen.picture(), {0, 100, 200, 600}) == 0);
        screen.key("F11");
    });
    CHECK(state["presenting"] == true);
    CHECK(state["time_s"].get<double>() > 60);
}

TEST_CASE("site and azimuth are pulled over the map, each with one step of undo", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    constexpr Point middle{(world.left + world.right) / 2, (world.top + world.bottom) / 2};
    constexpr int arm = 56;
    const auto to_site = [&] {
        screen.key("ctrl+f");
        screen.type("35, 45");
        screen.key("Return");
    };
    const auto in_degrees = [](const Json& changes, const char* key) {
        return std::stod(changes.at(key).get<std::string>());
    };
    const Json moved = handled(screen, workspace, "a.toml", [&](Window&) {
        to_site();
        screen.drag(middle.x, middle.y, middle.x + 70, middle.y - 50);
    });
    const Json& changes = moved["flights"][0]["changes"];
    REQUIRE(changes.size() == 2);
    // Where the pointer is at the end, to the digits that are written.
    const Json& pointer = moved["world"]["pointer"];
    CHECK(in_degrees(changes, "launch.latitude_deg") ==
          Approx(pointer["latitude_deg"].get<double>()).margin(1e-4));
    CHECK(in_degrees(changes, "launch.longitude_deg") ==
          Approx(pointer["longitude_deg"].get<double>()).margin(1e-4));
    CHECK(in_degrees(changes, "launch.latitude_deg") > 35.2);

    const Json turned = handled(screen, workspace, "a.toml", [&](Window&) {
        to_site();
        screen.drag(middle.x + arm, middle.y, middle.x + 50, middle.y - 50);
    });
    const Json& azimuth = turned["flights"][0]["changes"];
    REQUIRE(azimuth.size() == 1);
    const LatLon end{turned["world"]["pointer"]["latitude_deg"], turned["world"]["pointer"]["longitude_deg"]};
    const Geodesic line = geodesic(Earth{}, geodetic(LatLon{35, 45}), geodetic(end));
    CHECK(in_degrees(azimuth, "launch.azimuth_deg") == Approx(degrees(line.azimuth)).margin(0.06));
    CHECK(in_degrees(azimuth, "launch.azimuth_deg") < 60);

    const Json undone = handled(screen, workspace, "a.toml", [&](Window&) {
        to_site();
        screen.drag(middle.x, middle.y, middle.x + 70, middle.y - 50);
        screen.key("ctrl+z");
    });
    CHECK(undone["flights"][0]["changes"].empty());
    CHECK(undone["flights"][0]["unsaved"] == false);
    // Elsewhere the mouse moves the map, and nothing of the flight.
    const Json dragged = handled(screen, workspace, "a.toml", [&](Window&) {
        to_site();
        screen.drag(middle.x + 150, middle.y + 100, middle.x + 80, middle.y + 60);
    });
    CHECK(dragged["flights"][0]["changes"].empty());
    CHECK(std::abs(dragged["world"]["middle"]["longitude_deg"].get<double>() - 45) > 0.1);
}

TEST_CASE("a plot says the value below the pointer, and all plots leave as a table", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    Session session;
    open_flight(session, workspace.path("a.toml").string());
    const Trajectory& flown = session.flights[0].trajectory;
    const Json pointed = handled(screen, workspace, "a.toml", [&](Window&) {
        screen.hand("mousemove 240 660");  // in the first plot of the strip
        screen.wait_still();
    });
    const Json& pointer = pointed["plot_pointer"];
    REQUIRE(pointer.is_object());
    CHECK(pointer["quantity"] == "Height");
    const double time_s = pointer["time_s"];
    CHECK(time_s > 0);
    CHECK(time_s < flown.end_s);
    // Drawn between samples some seconds apart: a chord of the arc.
    CHECK(pointer["value"].get<double>() == Approx(flown.point(time_s).place.height / 1000).epsilon(0.01));

    handled(screen, workspace, "--view plots a.toml", [&](Window&) {
        screen.key("ctrl+e");
        screen.hand("key ctrl+a");
        screen.type("whole.csv");
        screen.key("Return");
        screen.hand("mousemove 640 150");
        screen.hand("click --repeat 4 --delay 100 4");  // the wheel shows less time
        screen.key("ctrl+e");
        screen.hand("key ctrl+a");
        screen.type("part.csv");
        screen.key("Return");
    });
    const auto rows = [&](const std::string& name) {
        std::vector<std::vector<double>> table;
        std::istringstream lines(workspace.read(name));
        std::string line;
        std::getline(lines, line);
        CHECK(line ==
              "time_s,height_km,speed_earth_m_s,downrange_km,felt_acceleration_g,mach,dynamic_pressure_kPa,"
              "mass_kg,"
              "thrust_N,flight_path_angle_deg");
        while (std::getline(lines, line)) {
            std::istringstream cells(line);
            table.emplace_back();
            for (std::string cell; std::getline(cells, cell, ',');) table.back().push_back(std::stod(cell));
        }
        return table;
    };
    const auto whole = rows("whole.csv"), part = rows("part.csv");
    REQUIRE(whole.size() > 100);
    REQUIRE(part.size() > 10);
    CHECK(whole.front()[0] == 0);
    CHECK(whole.back()[0] == Approx(flown.end_s));
    CHECK(part.front()[0] > 0);
    CHECK(part.back()[0] < flown.end_s);
    for (const std::vector<double>& row : part) {
        const FlightPoint point = flown.point(row[0]);
        // Times have 12 digits, a thrust jumps within less than that only at an event.
        CHECK(row[1] == Approx(point.place.height / 1000).margin(1e-6));
        CHECK(row[7] == Approx(point.mass_kg).epsilon(1e-6));
    }
}

TEST_CASE("heights and names are switched in the key and by keys", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    constexpr Point heights{70, 120}, names{190, 120};  // below the only flight of the key
    const Json clicked = handled(screen, workspace, "a.toml", [&](Window&) {
        screen.hand("mousemove 640 790");  // off the world: no line below the pointer
        screen.wait_still();
        const Picture all = screen.picture();
        screen.click(heights.x, heights.y);
        const Picture flat = screen.picture();
        // The arc has gone, the track has stayed.
        CHECK(difference(all, flat, world) > 0.002);
        CHECK(flat.count(world, first_flight) > 100);
        screen.click(names.x, names.y);
        CHECK(difference(flat, screen.picture(), world) > 0.005);
        screen.key("h");
        screen.key("n");
        screen.hand("mousemove 640 790");
        screen.wait_still();
        CHECK(difference(all, screen.picture(), world) == 0);
        screen.key("n");
    });
    CHECK(clicked["heights"] == true);
    CHECK(clicked["names"] == false);
}

TEST_CASE("the report that is copied is what the command prints", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    std::string copied;
    handled(screen, workspace, "a.toml", [&](Window&) {
        type_payload(screen, "900");
        screen.key("ctrl+c");
        copied = clipboard(screen.display());
    });
    const std::string printed = workspace.run("run a.toml --debris --quiet --set payload.mass_kg=900").out;
    REQUIRE(printed.size() > 200);
    CHECK(copied == printed);
}

TEST_CASE("a new scenario is the command's template, opened", "[view][input]") {
    const Workspace workspace;
    const Screen screen(width, height);
    constexpr Point new_scenario{374, 130};
    const Json state = handled(screen, workspace, "", [&](Window&) {
        screen.click(new_scenario.x, new_scenario.y);
        name_file(screen, "begun");
    });
    static_cast<void>(workspace.run("new made.toml"));
    CHECK(workspace.read("begun.toml") == workspace.read("made.toml"));
    REQUIRE(state["flights"].size() == 1);
    CHECK(state["flights"][0]["unsaved"] == false);
    CHECK(state["flights"][0]["outcome"] == "landed");
    // By keyboard, where a flight is open; a file that stands is replaced after a second Return alone.
    workspace.write("begun.toml", "kept");
    const Json again = handled(screen, workspace, "made.toml", [&](Window&) {
        screen.key("ctrl+n");
        name_file(screen, "begun");
        screen.key("Escape");
    });
    CHECK(workspace.read("begun.toml") == "kept");
    CHECK(again["flights"].size() == 1);
}

TEST_CASE("KML and CZML are what the command writes, SVG what apogee-figure draws", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    handled(screen, workspace, "--theme dark a.toml", [&](Window&) {
        type_payload(screen, "900");
        for (const char* const name : {"b.kml", "b.czml", "b.svg"}) {
            screen.key("ctrl+e");
            name_file(screen, name);
        }
    });
    static_cast<void>(
        workspace.run("run a.toml --set payload.mass_kg=900 --quiet --out made --format kml,czml"));
    CHECK(workspace.read("b.kml") == workspace.read("made/a.kml"));
    CHECK(workspace.read("b.czml") == workspace.read("made/a.czml"));
    static_cast<void>(
        workspace.run("figure a.toml --set payload.mass_kg=900 --kind map --theme dark -o made.svg"));
    const std::string drawn = workspace.read("made.svg");
    REQUIRE(drawn.size() > 1000);
    CHECK(workspace.read("b.svg") == drawn);
}

TEST_CASE("the flights to begin with are pictures", "[view]") {
    const Workspace workspace;
    Options options;
    OffscreenApp shown(options);
    shown.write_png(workspace.path("start.png").string());
    const Picture page(workspace.path("start.png"));
    // Each example's line, of the first flight's colour: six pictures in two rows.
    const int third = (world.right - world.left) / 3;
    for (int i = 0; i < 6; ++i) {
        CAPTURE(i);
        const int left = world.left + third * (i % 3), top = i < 3 ? 150 : 300;
        CHECK(page.count({left, top, left + third, top + 150}, first_flight) > 40);
    }
    shown.app().session().dark = false;
    do shown.draw();
    while (shown.app().draws_examples());
    shown.write_png(workspace.path("light.png").string());
    CHECK(difference(page, Picture(workspace.path("light.png")), world) > 0.5);
}

}  // namespace apogee::testing
