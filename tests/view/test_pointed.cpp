// What a pointer finds of the flights on map and globe, with a real mouse.
#include <fmt/format.h>

#include "physics/earth.h"
#include "session/document.h"
#include "session/ring_maker.h"
#include "view/desk.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

constexpr Point middle{(desk_world.left + desk_world.right) / 2, (desk_world.top + desk_world.bottom) / 2};

/// A flight's file, a screen to show it on, and the same flight to measure against.
struct OneFlight {
    Workspace workspace;
    Screen screen{desk_width, desk_height};
    Session session;

    OneFlight() {
        workspace.write("a.toml", single_stage);
        open_flight(session, workspace.path("a.toml").string());
    }
};

/// Puts a place into the middle of the world, and the mouse on it.
void go_to(const Screen& screen, const LatLon& place) {
    screen.key("ctrl+f");
    screen.type(fmt::format("{:.4f}, {:.4f}", place.latitude_deg, place.longitude_deg));
    screen.key("Return");
    screen.hand(fmt::format("mousemove {} {}", middle.x, middle.y));
    screen.wait_still();
}

}  // namespace

TEST_CASE("a click on the track sets the clock, one on a mark its event", "[view][input]") {
    const OneFlight desk;
    const auto& [workspace, screen, session] = desk;
    const Trajectory& flown = session.flights[0].trajectory;
    const double early = 0.35 * flown.end_s, ground_m_s = flown.point(early).speed_earth_m_s;
    // Flat maps show the ground track first; a pixel of this flight's is some kilometres.
    const auto track = [&](double time_s) { return lat_lon(flown.point(time_s).place); };
    for (const char* const view : {"map", "globe"}) {
        CAPTURE(view);
        const Json hovered = handled(screen, workspace, fmt::format("--view {} a.toml", view),
                                     [&](Window&) { go_to(screen, track(early)); });
        REQUIRE(hovered["pointed_flight"].is_object());
        CHECK(hovered["pointed_flight"]["flight"] == 0);
        CHECK(hovered["time_s"] == 0);
        const double width_m = hovered["world"]["half_width_deg"].get<double>() * 111e3;
        const double pixel_s = width_m / ((desk_world.right - desk_world.left) / 2.0) / ground_m_s;
        // The hand is within a pixel of the place; the globe also has the arc, high above its track.
        if (view == std::string("map"))
            CHECK(hovered["pointed_flight"]["time_s"].get<double>() == Approx(early).margin(3 * pixel_s));
        const Json clicked = handled(screen, workspace, fmt::format("--view {} a.toml", view), [&](Window&) {
            go_to(screen, track(early));
            screen.click(middle.x, middle.y);
        });
        CHECK(clicked["time_s"].get<double>() ==
              Approx(hovered["pointed_flight"]["time_s"].get<double>()).margin(1e-6));
        const Json impact = handled(screen, workspace, fmt::format("--view {} a.toml", view), [&](Window&) {
            go_to(screen, track(flown.end_s));
            screen.click(middle.x + 2, middle.y);
        });
        CHECK(impact["pointed_flight"]["event"] == "impact");
        CHECK(impact["time_s"].get<double>() == Approx(flown.end_s));
    }
    // Beside it there is nothing, and a click is none.
    const Json beside = handled(screen, workspace, "a.toml", [&](Window&) {
        go_to(screen, destination(track(early), 0, 1.5e6));
        screen.click(middle.x, middle.y);
    });
    CHECK(beside["pointed_flight"].is_null());
    CHECK(beside["time_s"] == 0);
}

TEST_CASE("a profile tells what is below the pointer, and a click on its flight sets the clock",
          "[view][input]") {
    const OneFlight desk;
    const auto& [workspace, screen, session] = desk;
    const Trajectory& flown = session.flights[0].trajectory;
    const auto pointed = [&](const Point& at) {
        return handled(screen, workspace, "--view profile a.toml", [&](Window&) {
            screen.hand(fmt::format("mousemove {} {}", at.x, at.y));
            screen.wait_still();
            screen.click(at.x, at.y);
        });
    };
    // Two places of the picture give its scale; half the range stands upright.
    const auto downrange = [&](double time_s) {
        return std::acos(
            direction(lat_lon(flown.point(0).place)).dot(direction(lat_lon(flown.point(time_s).place))));
    };
    const double turn = downrange(flown.end_s) / 2;
    const auto in_plane = [&](double angle, double height_m) {
        const double r = drawn_radius_m + height_m;
        return PixelPoint{r * std::sin(angle - turn), -r * std::cos(angle - turn)};
    };
    const auto place = [&](const Json& state) {
        const Json& seen = state["world"]["profile_pointer"];
        return in_plane(seen["downrange_km"].get<double>() * 1000 / drawn_radius_m,
                        seen["height_km"].get<double>() * 1000);
    };
    const PixelPoint left = place(pointed(middle)), right = place(pointed({middle.x + 200, middle.y}));
    CHECK(right.y == Approx(left.y).margin(1));  // one level of the picture
    const double pixel_m = (right.x - left.x) / 200;
    REQUIRE(pixel_m > 0);

    const double early = 0.35 * flown.end_s;
    const PixelPoint on = in_plane(downrange(early), flown.point(early).place.height);
    const Json state = pointed({middle.x + static_cast<int>(std::lround((on.x - left.x) / pixel_m)),
                                middle.y + static_cast<int>(std::lround((on.y - left.y) / pixel_m))});
    REQUIRE(state["pointed_flight"].is_object());
    CHECK(state["pointed_flight"]["flight"] == 0);
    const double speed_m_s = flown.point(early).speed_earth_m_s;
    CHECK(state["time_s"].get<double>() == Approx(early).margin(3 * pixel_m / speed_m_s));
    // Beside it there is nothing, and a click is none.
    const Json beside = pointed({middle.x, desk_world.top + 20});
    CHECK(beside["pointed_flight"].is_null());
    CHECK(beside["time_s"] == 0);
}

TEST_CASE("the ring says its range and azimuth below the pointer", "[view][input]") {
    const OneFlight desk;
    const auto& [workspace, screen, session] = desk;
    RingMaker maker;
    maker.want(session.flights[0]);
    maker.finish();
    REQUIRE(maker.ring().line.size() > 20);
    const LatLon place = geo_point(maker.ring().line[maker.ring().line.size() / 5].direction);
    const Geodesic line = geodesic(Earth{}, session.flights[0].trajectory.plan->start, geodetic(place));
    const Json state = handled(screen, workspace, "--ring a.toml", [&](Window&) { go_to(screen, place); });
    REQUIRE(state["pointed_ring"].is_object());
    const double pixel_km =
        state["world"]["half_width_deg"].get<double>() * 111 / ((desk_world.right - desk_world.left) / 2.0);
    CHECK(state["pointed_ring"]["range_km"].get<double>() ==
          Approx(line.distance_m / 1000).margin(2 * pixel_km));
    CHECK(radians(state["pointed_ring"]["azimuth_deg"].get<double>() -
                  std::fmod(degrees(line.azimuth) + 360, 360)) ==
          Approx(0).margin(2 * pixel_km * 1000 / line.distance_m));
}

}  // namespace apogee::testing
