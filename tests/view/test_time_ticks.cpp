#include <catch2/catch.hpp>
#include <cmath>

#include "app/pictures.h"
#include "scene/time_ticks.h"
#include "ui/widgets.h"

namespace apogee::testing {
namespace {

constexpr double scale = 1000;  // pixels per radian

/// Along the equator, a degree every 10 seconds.
Path eastward(double end_s) {
    Path path;
    for (double time_s = 0; time_s <= end_s; time_s += 10)
        path.push_back({time_s, direction({0, time_s / 10}), 0});
    return path;
}

Camera::Pixel plate(const PathPoint& point) {
    const LatLon place = geo_point(point.direction);
    return {scale * radians(place.longitude_deg), -scale * radians(place.latitude_deg)};
}

}  // namespace

TEST_CASE("time ticks stand at round times, across the line, as far apart as wanted", "[view][scene]") {
    // 30 degrees in 300 s: 1.745 pixels a second. 48 pixels are 27.5 s, the next step of a clock is 30 s.
    const std::vector<TimeTick> ticks = time_ticks(eastward(300), plate, scale, 48);
    REQUIRE(ticks.size() == 9);  // none at lift-off and at the end
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const double time_s = 30.0 * static_cast<double>(i + 1);
        CHECK(ticks[i].time_s == Approx(time_s));
        // A chord of a degree instead of the arc: within 2e-5 of its length.
        CHECK(ticks[i].at.x == Approx(scale * radians(time_s / 10)).epsilon(1e-4));
        CHECK(ticks[i].at.y == Approx(0).margin(1e-9));
        CHECK(std::abs(ticks[i].across.x) < 1e-9);
        CHECK(std::abs(ticks[i].across.y) == Approx(1));
    }
}

TEST_CASE("time ticks leave out where a flight hardly moves, and where a map is torn", "[view][scene]") {
    // A hundred seconds on the spot, then as before: 48 pixels are 37 s of the mean, and only what moves has
    // ticks.
    Path path;
    for (const PathPoint& point : eastward(300)) {
        path.push_back(point);
        path.back().time_s += 100;
    }
    path.insert(path.begin(), {0, path.front().direction, 0});
    const std::vector<TimeTick> slow = time_ticks(path, plate, scale, 48);
    REQUIRE(slow.size() == 5);
    CHECK(slow.front().time_s == 120);
    for (std::size_t i = 1; i < slow.size(); ++i) CHECK(slow[i].at.x - slow[i - 1].at.x >= 5);
    // Past the date line the plane begins anew: no tick's direction is that of the jump.
    Path torn;
    for (double time_s = 0; time_s <= 300; time_s += 10)
        torn.push_back({time_s, direction({0, 165 + time_s / 10}), 0});
    const std::vector<TimeTick> both = time_ticks(torn, plate, scale, 48);
    CHECK(both.size() >= 8);
    for (const TimeTick& tick : both) CHECK(std::abs(tick.across.x) < 1e-9);
    CHECK(time_ticks(eastward(0), plate, scale, 48).empty());
    CHECK(time_ticks({}, plate, scale, 48).empty());
}

TEST_CASE("lines break at spaces, never within a number", "[view]") {
    Options options;
    options.width = 400;
    options.height = 300;
    OffscreenApp shown(options);
    shown.draw();  // makes the fonts
    ImFont* const font = ImGui::GetIO().Fonts->Fonts[0];
    const std::string words = "the range shrinks by 1,135 km";
    CHECK(broken_at_spaces(font, words, size_of(font, words).x + 1) == words);
    CHECK(broken_at_spaces(font, words, size_of(font, "the range shrinks by 1,").x) ==
          "the range shrinks by\n1,135 km");
    CHECK(broken_at_spaces(font, words, 1) == "the\nrange\nshrinks\nby\n1,135\nkm");
    CHECK(broken_at_spaces(font, "one\ntwo", 1e4F) == "one\ntwo");
    CHECK(broken_at_spaces(font, "", 10).empty());
}

}  // namespace apogee::testing
