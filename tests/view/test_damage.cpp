// Only what changed is drawn: the picture must be the one that is drawn from nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "app/pictures.h"
#include "cli/command.h"
#include "gl/damage.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// Of any colour of any pixel, 0 to 255.
int greatest_difference(const Picture& a, const Picture& b) {
    REQUIRE(a.rgb.size() == b.rgb.size());
    int greatest = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i)
        greatest = std::max(greatest, std::abs(a.rgb[i] - b.rgb[i]));
    return greatest;
}

/// The picture as it stands, and the same drawn from nothing: another theme, and back. A line that is drawn
/// again may round its shade to another of 255; a part that was left out or a seam between parts would differ
/// by tens.
void check_whole(const Workspace& workspace, OffscreenApp& shown) {
    const auto picture = [&](const char* name) {
        shown.write_png(workspace.path(name).string(), Overwrite::allow);
        return Picture(workspace.path(name));
    };
    const Picture kept = picture("kept.png");
    Session& session = shown.app().session();
    session.dark = !session.dark;
    shown.draw();
    session.dark = !session.dark;
    shown.draw();
    CHECK(greatest_difference(kept, picture("whole.png")) <= 3);
}

}  // namespace

TEST_CASE("damaged parts hold every damaged pixel once", "[view]") {
    std::mt19937 random(7);
    Damage damage;
    for (int round = 0; round < 200; ++round) {
        const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
        const int width = 1 + upto(400), height = 1 + upto(300);
        damage.begin(width, height);
        // Another size than the last one: all is damaged.
        const std::vector<PixelRect> all = damage.parts();
        REQUIRE(all.size() == 1);
        CHECK(all[0] == PixelRect{0, 0, width, height});
        damage.begin(width, height);
        CHECK(damage.parts().empty());
        std::vector<PixelRect> wanted;
        for (int i = upto(6); i >= 0; --i) {
            const PixelRect part{upto(width + 100) - 50, upto(height + 100) - 50, upto(120), upto(120)};
            wanted.push_back(part);
            damage.add(part);
        }
        damage.add_box(-1e9F, -5, -3, 1e9F);  // beyond the edge but for smoothing, which goes a pixel farther
        std::vector<int> times(static_cast<std::size_t>(width * height));
        const auto time_at = [&](int x, int y) -> int& {
            return times[static_cast<std::size_t>(y * width + x)];
        };
        for (const PixelRect& part : damage.parts()) {
            REQUIRE(common_part(part, {0, 0, width, height}) == part);
            for (int y = part.y; y < part.y + part.height; ++y)
                for (int x = part.x; x < part.x + part.width; ++x) ++time_at(x, y);
        }
        CHECK(*std::ranges::max_element(times) <= 1);
        for (const PixelRect& part : wanted) {
            const PixelRect seen = common_part(part, {0, 0, width, height});
            for (int y = seen.y; y < seen.y + seen.height; ++y)
                for (int x = seen.x; x < seen.x + seen.width; ++x) REQUIRE(time_at(x, y) == 1);
        }
    }
}

TEST_CASE("a picture drawn in parts is the picture drawn whole", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    Options options;
    options.scenarios = {workspace.path("a.toml").string(), "catalogue:scud-b"};
    options.width = 900;
    options.height = 640;
    options.scale = GENERATE(1.0F, 1.5F);
    OffscreenApp shown(options);
    App& app = shown.app();
    Session& session = app.session();
    for (int view = 1; view <= 6; ++view) {
        CAPTURE(view);
        app.perform(Action::view, view);
        shown.draw();
        for (const double part : {0.3, 0.31}) {
            CAPTURE(part);
            session.time_s = part * session.end_s();
            shown.draw();
            check_whole(workspace, shown);
        }
    }
    // What comes over the picture and goes again, and what the flights themselves do.
    app.perform(Action::view, 1);
    for (const Action action : {Action::help, Action::close_card, Action::heights, Action::next_flight,
                                Action::panels, Action::panels, Action::present, Action::present,
                                Action::names, Action::unit, Action::close_flight}) {
        app.perform(action);
        for (int i = 0; i < 3; ++i) shown.draw();  // sizes that follow from contents come a frame later
        check_whole(workspace, shown);
    }
}

}  // namespace apogee::testing
