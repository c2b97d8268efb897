// One session through every page, panel, dialog and action, without a display: what the sanitizers see.
#include <imgui.h>

#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/pictures.h"
#include "cli/command.h"
#include "session/document.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

/// Every action; the compiler misses one that is added and not listed here.
constexpr std::array all_actions{
    Action::play,     Action::step,       Action::fit,          Action::view,      Action::undo,
    Action::redo,     Action::open,       Action::create,       Action::save,      Action::next_flight,
    Action::unit,     Action::theme,      Action::frame_time,   Action::help,      Action::ring,
    Action::estimate, Action::close_card, Action::close_flight, Action::take_away, Action::copy,
    Action::find,     Action::measure,    Action::discard,      Action::restore,   Action::panels,
    Action::present,  Action::heights,    Action::names,        Action::follow,    Action::tilt,
    Action::turn};
static_assert(all_actions.size() == static_cast<std::size_t>(Action::turn) + 1);

/// What must be so before an action does anything, and how it is undone.
struct Scene {
    OffscreenApp& shown;
    [[nodiscard]] App& app() const { return shown.app(); }

    void draw() const {
        for (int i = 0; i < 3; ++i) shown.draw();  // sizes that follow from contents come a frame later
    }
    void show(int view) const {
        app().perform(Action::view, view);
        draw();
    }
    void change(const char* azimuth) const {
        set_number(*app().session().current(), "launch.azimuth_deg", azimuth, true);
    }
    void prepare(Action action) const {
        show(action == Action::tilt || action == Action::turn ? 3 : 1);
        if (action == Action::undo || action == Action::redo) change("70");
        if (action == Action::redo) app().perform(Action::undo);
        if (action == Action::close_card) app().perform(Action::help);
        if (action == Action::discard) {
            change("80");
            app().perform(Action::close_flight);
        }
        draw();
    }
};

/// With what a user may do by hand: the mouse rests on points all over the window.
void hover_everywhere(const Scene& scene, float width, float height) {
    constexpr int points = 4;
    for (int i = 0; i < points * points; ++i) {
        ImGui::GetIO().MousePos = {width * (0.5F + static_cast<float>(i % points)) / points,
                                   height * (0.5F + static_cast<float>(i / points)) / points};
        scene.shown.draw();
    }
    ImGui::GetIO().MousePos = {-1, -1};
}

}  // namespace

TEST_CASE("one session goes through every page, dialog and action", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("b.toml", single_stage);
    workspace.write("few.toml", R"(
scenario = "a.toml"
cases = 5
[[vary]]
key = "launch.azimuth_deg"
distribution = "uniform"
low = 60
high = 120
)");
    const auto [width, height] = GENERATE(std::pair(1280, 720), std::pair(400, 300));
    CAPTURE(width, height);
    Options options;
    options.scenarios = {workspace.path("a.toml").string(), workspace.path("b.toml").string()};
    options.width = width;
    options.height = height;
    options.samples = 30;
    OffscreenApp shown(options);
    const Scene scene{shown};
    App& app = shown.app();
    app.open(workspace.path("few.toml").string());
    app.finish_work();
    scene.draw();
    REQUIRE(app.session().study);
    for (int view = 1; view <= 7; ++view) {
        scene.show(view);
        hover_everywhere(scene, static_cast<float>(width), static_cast<float>(height));
    }
    int file = 0;
    const auto seen = [&] {
        const std::string name = std::to_string(file++) + ".png";
        shown.write_png(workspace.path(name).string(), Overwrite::refuse);
        return std::pair(Json::parse(app.state()), Picture(workspace.path(name)));
    };
    for (const Action action : all_actions) {
        CAPTURE(static_cast<int>(action));
        scene.prepare(action);
        auto [state, picture] = seen();
        app.perform(action, action == Action::view ? 5 : 10);
        app.finish_work();
        scene.draw();
        auto [after, drawn] = seen();
        for (Json* one : {&state, &after}) one->erase("frame_ms");
        // The flights are in view already, and nothing was left to be restored.
        if (action != Action::fit && action != Action::restore)
            CHECK((state != after || !(picture == drawn)));
        if (action == Action::play) app.perform(Action::play);
        app.perform(Action::close_card);
        if (app.session().presenting) app.perform(Action::present);
    }
    CHECK(Json::parse(app.state())["message"] == "");
    while (app.session().current()) {
        app.perform(Action::close_flight);
        app.perform(Action::discard);
        scene.draw();
    }
    while (app.draws_examples()) shown.draw();
    hover_everywhere(scene, static_cast<float>(width), static_cast<float>(height));
}

}  // namespace apogee::testing
