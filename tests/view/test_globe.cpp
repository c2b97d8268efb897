#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "app/pictures.h"
#include "scene/projection.h"
#include "view/desk.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

Options globe_of(const Workspace& workspace, ViewKind view = ViewKind::globe) {
    workspace.write("a.toml", single_stage);
    Options options;
    options.scenarios = {workspace.path("a.toml").string()};
    options.view = view;
    return options;
}

Json state_of(OffscreenApp& shown) {
    shown.draw();
    return Json::parse(shown.app().state());
}

double degrees_between(const Json& a, const Json& b) {
    const auto place = [](const Json& json) {
        return direction({json["latitude_deg"].get<double>(), json["longitude_deg"].get<double>()});
    };
    return degrees((place(a) - place(b)).norm());
}

}  // namespace

TEST_CASE("a rolled globe has north turned clockwise, and shows places where it finds them",
          "[view][scene]") {
    const LatLon centre{40, 120};
    const Projection rolled(ProjectionKind::globe, centre, 90);
    const PlanePoint north = rolled.forward(direction({41, 120}));
    CHECK(north.x == Approx(radians(1)).epsilon(0.01));
    CHECK(north.y == Approx(0).margin(1e-12));
    for (const double roll_deg : {-170.0, -30.0, 0.0, 60.0}) {
        const Projection globe(ProjectionKind::globe, centre, roll_deg),
            again = Projection::globe(globe.axes());
        CHECK(again.roll_deg() == Approx(roll_deg).margin(1e-9));
        CHECK((again.axes() - globe.axes()).norm() < 1e-12);
        const PlanePoint at = globe.forward(direction({35, 130}));
        const auto found = globe.inverse(at.x, at.y);
        REQUIRE(found);
        CHECK(found->latitude_deg == Approx(35).margin(1e-6));
        CHECK(found->longitude_deg == Approx(130).margin(1e-6));
    }
}

TEST_CASE("a globe is tilted and turned about the place in the middle", "[view]") {
    const Workspace workspace;
    OffscreenApp shown(globe_of(workspace));
    const Json before = state_of(shown)["world"];
    const double tilted = before["tilt_deg"].get<double>();
    CHECK(tilted < 35);  // a short flight is fitted from a little aside
    shown.app().perform(Action::tilt, 40);
    const Json away = state_of(shown)["world"];
    // 40 degrees about another axis than that of the first tilt: a triangle on the sphere.
    CHECK(away["tilt_deg"].get<double>() <= tilted + 40 + 1e-6);
    CHECK(away["tilt_deg"].get<double>() >= 40 - tilted);
    shown.app().perform(Action::tilt, -40);
    CHECK(state_of(shown)["world"]["tilt_deg"].get<double>() == Approx(tilted).margin(1e-4));
    shown.app().perform(Action::tilt, 40);
    CHECK(degrees_between(before["middle"], away["middle"]) < 1e-3);
    shown.app().perform(Action::turn, 90);
    const Json turned = state_of(shown)["world"];
    CHECK(turned["tilt_deg"].get<double>() == Approx(away["tilt_deg"].get<double>()).margin(0.01));
    CHECK(degrees_between(before["middle"], turned["middle"]) < 1e-3);
    for (int i = 0; i < 5; ++i) shown.app().perform(Action::tilt, 40);
    CHECK(state_of(shown)["world"]["tilt_deg"].get<double>() < 80);  // the horizon stays in the picture
    shown.app().perform(Action::fit);
    CHECK(state_of(shown)["world"]["tilt_deg"].get<double>() == Approx(tilted).margin(0.01));
}

TEST_CASE("the point that is followed stays in the middle", "[view]") {
    const Workspace workspace;
    const ViewKind view = GENERATE(ViewKind::map, ViewKind::azimuthal, ViewKind::globe);
    OffscreenApp shown(globe_of(workspace, view));
    static_cast<void>(state_of(shown));
    shown.app().perform(Action::follow);
    for (const double time_s : {10.0, 120.0, 250.0}) {
        shown.app().session().time_s = time_s;
        const Json state = state_of(shown);
        // On the globe the point itself is in the middle, not the place below it.
        if (view != ViewKind::globe)
            CHECK(degrees_between(state["world"]["middle"], state["read_out"]) < 0.03);
    }
    if (view != ViewKind::globe) return;
    // Seen from aside it is still seen from there when it has moved on: at the end it is on the ground.
    shown.app().perform(Action::tilt, 50);
    const double tilted = state_of(shown)["world"]["tilt_deg"].get<double>();
    shown.app().session().time_s = shown.app().session().end_s();
    const Json state = state_of(shown);
    CHECK(degrees_between(state["world"]["middle"], state["read_out"]) < 0.03);
    CHECK(state["world"]["tilt_deg"].get<double>() == Approx(tilted).margin(1e-4));
}

TEST_CASE("a globe turns to a chosen flight that it hides, a map that shows it stays", "[view]") {
    const ViewKind view = GENERATE(ViewKind::map, ViewKind::globe);
    Options options;
    options.view = view;
    // North Korea, and New Mexico on the Earth's other side.
    for (const char* const name : {"/hwasong-12-2017-05-14.toml", "/v-2-white-sands-1947-03-07.toml"})
        options.scenarios.push_back(std::string(APOGEE_SCENARIOS_DIR) + name);
    OffscreenApp shown(options);
    const Json korea{{"latitude_deg", 40}, {"longitude_deg", 128}},
        new_mexico{{"latitude_deg", 32.4}, {"longitude_deg", -106.4}};
    const Json first = state_of(shown)["world"]["middle"];
    for (const Json& site : {new_mexico, korea, new_mexico}) {
        shown.app().perform(Action::next_flight);
        const Json middle = state_of(shown)["world"]["middle"];
        if (view == ViewKind::map)
            CHECK(degrees_between(middle, first) < 1e-6);
        else
            CHECK(degrees_between(middle, site) < 35);  // it is looked at from 30 degrees aside
    }
}

TEST_CASE("the right button tilts a globe, F follows, and a drag ends it", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(desk_width, desk_height);
    constexpr int x = (desk_world.left + desk_world.right) / 2, y = (desk_world.top + desk_world.bottom) / 2;
    const auto left = [&](bool drags) {
        return handled(screen, workspace, "--view globe a.toml", [&](Window&) {
            screen.hand("mousemove " + std::to_string(x) + " " + std::to_string(y));
            screen.hand("mousedown 3");
            screen.hand("mousemove " + std::to_string(x) + " " + std::to_string(y - 100));
            screen.hand("mouseup 3");
            screen.key("f");
            screen.key("shift+Right");
            screen.key("Up");
            if (drags) screen.drag(x + 60, y + 60, x + 160, y + 60);
        });
    };
    const Json state = left(false);
    CHECK(state["follow"] == true);
    CHECK(state["time_s"] == 60);
    CHECK(state["world"]["tilt_deg"].get<double>() > 25);
    CHECK(left(true)["follow"] == false);
}

}  // namespace apogee::testing
