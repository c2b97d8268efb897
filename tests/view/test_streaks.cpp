#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "app/pictures.h"
#include "cli/command.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// How many pixels a flight covers in each view, fitted into it.
std::map<std::string, int> lengths(const Overrides& changes, bool ring) {
    const Workspace workspace;
    Options options;
    options.scenarios = {"catalogue:minuteman-iii"};
    options.changes = changes;
    // A ring's line is thinner: drawn at half its size it would not have its colour.
    const int points = ring ? 2 : 1;
    options.width = 640 * points;
    options.height = 400 * points;
    options.scale = 0.5F * static_cast<float>(points);
    options.ring = ring;
    const Box world{134 * points, 24 * points, 506 * points, 296 * points};
    OffscreenApp shown(options);
    Session& session = shown.app().session();
    session.show_reported = false;
    std::map<std::string, int> found;
    for (const auto& [name, view] :
         {std::pair{"map", ViewKind::map}, {"azimuthal", ViewKind::azimuthal}, {"globe", ViewKind::globe}}) {
        session.view = view;
        const std::string file = workspace.path("shown.png").string();
        for (int settled = 0; settled < 2; ++settled) shown.write_png(file);
        found[name] = Picture(file).count(world, first_flight);
    }
    return found;
}

}  // namespace

TEST_CASE("flights over a pole and over 180 degrees are drawn without streaks", "[view]") {
    // The Earth turns into itself about its axis: moved in longitude, a flight must look the same but for the
    // land. A line that is torn wrongly at 180 degrees or at the pole crosses the whole picture.
    struct Flight {
        std::string name, latitude_deg, azimuth_deg;
    };
    const auto flight = GENERATE(Flight{"over the pole", "52", "2"}, Flight{"along a parallel", "35", "262"});
    // Its range ring goes round the pole, or over 180 degrees, or both.
    const bool ring = GENERATE(false, true);
    CAPTURE(flight.name, ring);
    std::map<std::string, std::vector<int>> by_view;
    for (const std::string longitude_deg : {"-150", "-60", "60", "-175"}) {
        for (const auto& [view, length] : lengths({{"launch.latitude_deg", flight.latitude_deg},
                                                   {"launch.azimuth_deg", flight.azimuth_deg},
                                                   {"launch.longitude_deg", longitude_deg}},
                                                  ring))
            by_view[view].push_back(length);
    }
    for (const auto& [view, found] : by_view) {
        CAPTURE(view, found);
        const auto [least, most] = std::minmax_element(found.begin(), found.end());
        CHECK(*least > 60);  // half of the flight's length in the picture: names and soft edges take the rest
        // Names of towns lie over the line here and there.
        CHECK(*most < 1.25 * *least);
    }
}

}  // namespace apogee::testing
