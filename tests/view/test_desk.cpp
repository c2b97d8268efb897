// What a user does with files, tabs, places and pictures, with a real mouse and keyboard.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "geo/region.h"
#include "session/document.h"
#include "session/estimate_maker.h"
#include "session/memory.h"
#include "view/desk.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

constexpr int width = desk_width, height = desk_height;
constexpr Box world = desk_world;

}  // namespace

TEST_CASE("nothing that was changed is lost without a question", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    const Json kept = handled(screen, workspace, "a.toml", [&](Window& window) {
        type_payload(screen, "900");
        const Picture before = screen.picture();
        screen.key("ctrl+q");
        CHECK(window.running());
        CHECK(difference(before, screen.picture(), world) > 0.05);  // the question
        screen.key("Escape");
        CHECK(difference(before, screen.picture(), world) == 0);
        constexpr Point cross{197, 22};  // of the only tab
        screen.click(cross.x, cross.y);
        CHECK(difference(before, screen.picture(), world) > 0.05);
        screen.key("Escape");
    });
    REQUIRE(kept["flights"].size() == 1);
    CHECK(kept["flights"][0]["unsaved"] == true);
    const Json closed = handled(screen, workspace, "a.toml", [&](Window&) {
        type_payload(screen, "900");
        screen.key("ctrl+w");
        screen.key("d");
    });
    CHECK(closed["flights"].empty());
    // What the command line says is not lost, and what was undone is no change.
    const Json given = handled(screen, workspace, "--set payload.mass_kg=900 a.toml", [&](Window& window) {
        type_payload(screen, "800");
        screen.key("ctrl+z");
        screen.hand("key ctrl+q");
        for (int i = 0; i < 40 && window.running(); ++i) screen.hand("sleep 0.05");
        CHECK_FALSE(window.running());
    });
    CHECK(given["flights"][0]["unsaved"] == false);
}

TEST_CASE("every flight is reached where tabs find no room", "[view][input]") {
    const Workspace workspace;
    std::string files;
    for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f', 'g'}) {
        const std::string file = std::string(1, letter) + ".toml";
        workspace.write(file, single_stage);
        files += ' ' + file;
    }
    const Screen screen(width, height);
    const Json last = handled(screen, workspace, files, [&](Window&) {
        const Picture first = screen.picture();
        for (int i = 0; i < 6; ++i) screen.key("Tab");
        // The current one is among the tabs: something moved in the bar.
        CHECK(difference(first, screen.picture(), {80, 0, 900, 44}) > 0.02);
    });
    CHECK(last["active"] == 6);
}

TEST_CASE("a flight is begun with an example, and a place and a distance are shown", "[view][input]") {
    const Workspace workspace;
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "", [&](Window&) {
        constexpr Point first_example{440, 220};
        screen.click(first_example.x, first_example.y);
        // Flying it may take longer than a screen that does not change yet lets think.
        for (int i = 0; i < 100 && screen.picture().count(world, first_flight) < 100; ++i)
            screen.hand("sleep 0.05");
        screen.wait_still();
        screen.key("ctrl+f");
        screen.type("Sapporo");
        screen.key("Return");
        screen.key("m");
        const int y = (world.top + world.bottom) / 2, across = world.right - world.left;
        screen.click(world.left + across / 4, y);
        screen.click(world.left + 3 * across / 4, y);
    });
    REQUIRE(state["flights"].size() == 1);
    CHECK(state["flights"][0]["title"] == "Hwasong-15, 29 November 2017");
    CHECK_THAT(state["found"].get<std::string>(), Catch::StartsWith("Sapporo"));
    CHECK(state["world"]["middle"]["latitude_deg"].get<double>() == Approx(43.06).margin(0.2));
    CHECK(state["world"]["middle"]["longitude_deg"].get<double>() == Approx(141.35).margin(0.2));
    // Both clicks stand where the state measures the picture; the ellipsoid differs from its sphere by 0.6 %.
    const double angle_deg = state["world"]["half_width_deg"];
    CHECK(state["measured_km"].get<double>() == Approx(angle_deg * 111.2).epsilon(0.015));
}

TEST_CASE("what is taken away is what the command writes, and a picture without panels", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    const auto take = [&](const std::string& name) {
        screen.key("ctrl+e");
        screen.hand("key End");
        screen.hand("key ctrl+a");
        screen.type(name);
        screen.key("Return");
    };
    handled(screen, workspace, "a.toml", [&](Window&) {
        take("b.geojson");
        take("b.csv");
        take("b.png");
        take("b.tiff");  // no such kind: the dialog says so and stays
        screen.key("Escape");
    });
    static_cast<void>(workspace.run("run a.toml --quiet --out made --format geojson,csv"));
    CHECK(Json::parse(workspace.read("b.geojson")) == Json::parse(workspace.read("made/a.geojson")));
    CHECK(workspace.read("b.csv") == workspace.read("made/a.csv"));
    CHECK_FALSE(std::filesystem::exists(workspace.path("b.tiff")));
    const Picture picture(workspace.path("b.png"));
    CHECK(picture.width == width);
    CHECK(picture.height == height);
    CHECK(picture.count(picture.whole(), first_flight) > 100);
    // The sliders of the left panel have the flight's colour; west of its reported ring nothing else has.
    CHECK(picture.count({0, 60, 200, 700}, first_flight) == 0);
}

TEST_CASE("a saved scenario is found again, and the list is walked by keys", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "a.toml", [&](Window&) {
        type_payload(screen, "1,200");
        screen.key("ctrl+s");
        screen.hand("key ctrl+a");
        screen.type("b");
        screen.key("Return");
        screen.key("ctrl+o");
        screen.type("nothing.toml");
        screen.key("Return");  // a mistake: the keyboard stays with the field
        screen.hand("key ctrl+a");
        screen.hand("key BackSpace");
        // "..", a.toml, b.toml, and the folder that the window remembers itself in comes before them.
        for (int i = 0; i < 4; ++i) screen.key("Down");
        screen.key("Return");
    });
    CHECK_THAT(workspace.read("b.toml"), Catch::Contains("mass_kg = 1200"));
    REQUIRE(state["flights"].size() == 2);
    CHECK(std::filesystem::path(state["flights"][1]["file"].get<std::string>()).filename() == "b.toml");
}

TEST_CASE("the window begins as it was left", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    handled(screen, workspace, "--size 900x700 a.toml", [&](Window&) {
        screen.key("t");
        screen.key("u");
    });
    const Json again = handled(screen, workspace, "", [&](Window&) {});
    CHECK(again["theme"] == "light");
    CHECK(again["unit"] == "nmi");
    const Memory memory = read_memory(workspace.path("state/apogee/window.json").string());
    CHECK(memory.width == 900);
    CHECK(memory.height == 700);
    REQUIRE(memory.recent.size() == 1);
    CHECK(std::filesystem::path(memory.recent[0]).filename() == "a.toml");
    const Json said = handled(screen, workspace, "--theme dark a.toml", [&](Window&) {});
    CHECK(said["theme"] == "dark");
    CHECK(said["unit"] == "nmi");
}

TEST_CASE("panels that were folded are folded the next time", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    constexpr Point left_handle{world.left + 6, 320}, right_handle_unfolded{world.right - 6, 320};
    constexpr Box left{0, 44, 250, 590}, right{world.right, 44, width, 590};
    Picture open;
    const Json first = handled(screen, workspace, "a.toml", [&](Window&) {
        open = screen.picture();
        screen.click(left_handle.x, left_handle.y);
        CHECK(difference(open, screen.picture(), left) > 0.2);
    });
    CHECK(first["panels"] == Json({{"left", false}, {"right", nullptr}, {"lower", nullptr}}));
    const Json again = handled(screen, workspace, "a.toml", [&](Window&) {
        CHECK(difference(open, screen.picture(), left) > 0.2);
        CHECK(difference(open, screen.picture(), right) < 0.01);
        screen.click(6, 320);  // its handle, at the edge now
        screen.click(right_handle_unfolded.x, right_handle_unfolded.y);
    });
    CHECK(again["panels"] == Json({{"left", true}, {"right", false}, {"lower", nullptr}}));
    const Json all = handled(screen, workspace, "a.toml", [&](Window&) { screen.key("p"); });
    CHECK(all["panels"] == Json({{"left", false}, {"right", false}, {"lower", false}}));
}

TEST_CASE("a memory that is broken is none", "[view]") {
    const Workspace workspace;
    const std::string file = workspace.path("window.json").string();
    for (const char* const text :
         {"", "{", "[]", "{\"width\": 1e9, \"theme\": 3, \"recent\": {}}",
          "{\"width\": 5, \"height\": -1, \"unit\": \"parsec\"}", "{\"panels\": [true]}",
          "{\"panels\": {\"left\": \"yes\", \"right\": 1}}"}) {
        CAPTURE(text);
        workspace.write("window.json", text);
        const Memory memory = read_memory(file);
        CHECK_FALSE(memory.width);
        CHECK_FALSE(memory.dark);
        CHECK_FALSE(memory.unit);
        CHECK(memory.folds == Folds{});
        CHECK(memory.recent.empty());
    }
    Memory memory;
    for (int i = 0; i < 30; ++i) memory.opened("/f" + std::to_string(i % 20));
    CHECK(memory.recent.size() == 12);
    CHECK(memory.recent[0] == "/f9");
    CHECK(std::count(memory.recent.begin(), memory.recent.end(), "/f9") == 1);
}

TEST_CASE("the smallest window has its views and panels within reach", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "--size 400x300 a.toml", [&](Window&) {
        const Picture closed = screen.picture();
        constexpr Point left_handle{6, 144};
        screen.click(left_handle.x, left_handle.y);
        CHECK(difference(closed, screen.picture(), {0, 44, 260, 240}) > 0.2);
        screen.key("p");
        screen.key("3");
    });
    CHECK(state["view"] == "globe");
}

TEST_CASE("a claim is answered as the command answers it", "[view][estimate]") {
    const Workspace workspace;
    Session session;
    open_flight(session, "catalogue:hwasong-15-2017-11-29");
    EstimateMaker maker;
    const LoadedFlight& flight = session.flights[0];
    constexpr std::uint64_t samples = 300;
    maker.finish(flight, samples);
    CHECK(maker.result().answer.claims.empty());
    maker.ask({find_region("Japan", "claim"), find_region("10,000 km", "claim")});
    maker.finish(flight, samples);
    const std::vector<Claim>& claims = maker.result().answer.claims;
    REQUIRE(claims.size() == 2);
    const Json told =
        Json::parse(workspace
                        .run("estimate catalogue:hwasong-15-2017-11-29 --json --quiet --samples 300 "
                             "--claim Japan --claim '10,000 km'")
                        .out)["claims"];
    REQUIRE(claims[0].turning);
    for (const Json& one : told)
        if (one["name"] == "Japan" && one["earth"] == "turning") {
            CHECK(claims[0].turning->farthest.standard == one["share_reaching_farthest"].get<double>());
            CHECK(claims[0].turning->payload_kg->median ==
                  one["payload_for_farthest_kg"]["median"].get<double>());
        }
    CHECK(claims[1].distance.nearest.distance_m == 10'000e3);
    maker.ask({});
    maker.finish(flight, samples);
    CHECK(maker.result().answer.claims.empty());
}

TEST_CASE("a claim is typed beside the estimate", "[view][input][estimate]") {
    const Workspace workspace;
    const Screen screen(width, height);
    const std::string arguments = "--samples 300 --estimate catalogue:hwasong-15-2017-11-29";
    const Json state = handled(screen, workspace, arguments, [&](Window&) {
        constexpr Point claim_field{1143, 357};
        screen.click(claim_field.x, claim_field.y);
        screen.type("Nowhereland");
        screen.key("Return");  // a mistake, said below the field
        screen.click(claim_field.x, claim_field.y);
        screen.hand("key ctrl+a");
        screen.type("5,500 km");
        screen.key("Return");
    });
    const Json& claims = state["estimate"]["claims"];
    REQUIRE(claims.size() >= 1);
    CHECK(claims[0]["nearest_km"] == 5500);
}

TEST_CASE("two flights stand side by side in the table", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("b.toml", single_stage);
    const Screen screen(width, height);
    const Json state = handled(screen, workspace, "a.toml b.toml", [&](Window&) {
        screen.key("6");
        const Picture shown = screen.picture();
        // Each flight's line stands above its column, and nowhere else on the page.
        CHECK(shown.count({264, 90, 680, 130}, first_flight) > 40);
        CHECK(shown.count({680, 90, 860, 130}, second_flight) > 20);
        constexpr Point second_head{740, 112};
        screen.click(second_head.x, second_head.y);
    });
    CHECK(state["view"] == "table");
    CHECK(state["active"] == 1);
}

}  // namespace apogee::testing
