// What stands in the pictures beside the flight as it is now.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <tuple>

#include "app/pictures.h"
#include "cli/command.h"
#include "session/document.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// Pixels of a box that differ visibly by themselves: dots of a pale line are lost where pictures are
/// blurred.
int changed(const Picture& a, const Picture& b, const Box& box) {
    constexpr int visible = 24;
    int count = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x) {
            const auto at = static_cast<std::size_t>(3 * (y * a.width + x));
            bool differs = false;
            for (std::size_t c = 0; c < 3; ++c)
                differs = differs || std::abs(a.rgb[at + c] - b.rgb[at + c]) > visible;
            count += differs ? 1 : 0;
        }
    return count;
}

}  // namespace

TEST_CASE("the flight as it was opened is a ghost in every picture", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    Options options;
    options.scenarios = {workspace.path("a.toml").string()};
    OffscreenApp shown(options);
    Session& session = shown.app().session();
    set_number(session.flights[0], "payload.mass_kg", "500", true);
    const auto taken = [&] {
        shown.draw();
        shown.write_png(workspace.path("taken.png").string());
        return Picture(workspace.path("taken.png"));
    };
    const auto [view, page] = GENERATE(table<ViewKind, Page>({{ViewKind::map, Page::world},
                                                              {ViewKind::azimuthal, Page::world},
                                                              {ViewKind::globe, Page::world},
                                                              {ViewKind::profile, Page::world},
                                                              {ViewKind::map, Page::plots},
                                                              {ViewKind::map, Page::table}}));
    session.view = view;
    session.page = page;
    CAPTURE(static_cast<int>(view), static_cast<int>(page));
    const Picture with = taken();
    const std::optional<OriginalFlight> ghost = std::exchange(session.flights[0].original, {});
    const Picture without = taken();
    constexpr Box middle{264, 90, 1016, 596};
    // A line across a quarter of the picture, every second pixel or so of it drawn.
    constexpr int quarter = (middle.right - middle.left) / 4;
    CHECK(changed(with, without, middle) > quarter / 2);
    session.flights[0].original = ghost;
    CHECK(difference(taken(), with, middle) == 0);
}

// Would catch many flights of one strength, among which the chosen one is not found.
TEST_CASE("among many flights all but the current one are dimmed, on the map and in plots", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    Options options;
    options.scenarios.assign(5, workspace.path("a.toml").string());
    const auto [page, view] = GENERATE(table<Page, ViewKind>(
        {{Page::world, ViewKind::map}, {Page::world, ViewKind::globe}, {Page::plots, ViewKind::map}}));
    CAPTURE(static_cast<int>(page), static_cast<int>(view));
    options.page = page;
    options.view = view;
    OffscreenApp shown(options);
    Session& session = shown.app().session();
    CHECK(session.strength(0) == 1);
    CHECK(session.strength(1) < 0.6F);
    const auto strong = [&](int active) {
        session.active = active;
        shown.draw();
        shown.write_png(workspace.path("taken.png").string());
        return Picture(workspace.path("taken.png")).count({264, 90, 1016, 596}, first_flight);
    };
    // The first flight alone is seen, as the current one and as another one's fellow.
    for (std::size_t i = 1; i < session.flights.size(); ++i) session.flights[i].visible = false;
    const auto current = strong(0), other = strong(1);
    CHECK(current > 2 * other);
}

}  // namespace apogee::testing
