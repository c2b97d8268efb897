// What a window shows of flights that end otherwise than on the ground, or that are very short or very long.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

#include "app/pictures.h"
#include "cli/command.h"
#include "sanitized.h"
#include "scene/drawn_flight.h"
#include "session/take_away.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

struct Flown {
    std::string name, text, outcome;
    bool has_range, has_apogee;
};

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

std::string with_payload(const std::string& mass_kg) {
    return with(single_stage, "mass_kg = 1000", "mass_kg = " + mass_kg);
}

std::string stopped_after(const std::string& text, const std::string& seconds) {
    return with(text, "azimuth_deg = 90", "azimuth_deg = 90\nduration_s = " + seconds);
}

/// The payload thrown straight up.
std::string upward(double height_m, double speed_m_s) {
    return with(released(height_m, 0), "velocity_down_m_s = 0",
                "velocity_down_m_s = " + std::to_string(-speed_m_s));
}

const std::vector<Flown>& flights() {
    static const std::vector<Flown> all{
        {"no lift-off", with_payload("90000"), "lift_off_failed", false, false},
        // Thrust exceeds weight 1.7 s after ignition.
        {"cut short on the pad", stopped_after(with_payload("7900"), "1"), "duration_reached", false, false},
        {"cut short in flight", stopped_after(single_stage, "60"), "duration_reached", false, true},
        {"orbit", released(400e3, 7300), "in_orbit", false, true},
        {"escape", released(400e3, 12000), "escaped", false, false},
        {"hop of 2 m", upward(0, 6.3), "landed", true, true},
        // Against the turning of the Earth, so that it falls: from rest, which is its summit.
        {"fall from a million kilometres", released(1e9, -73386), "landed", true, true},
        {"a million kilometres up", upward(100e3, 11010), "landed", true, true},
    };
    return all;
}

void show(Session& session, int view) {
    session.page = view == 4 ? Page::plots : Page::world;
    if (view < 4) session.view = static_cast<ViewKind>(view);
}

/// Whether all that panels drew is finite. The world is drawn by itself.
bool panels_are_finite() {
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i)
        for (const ImDrawVert& corner : data.CmdLists[i]->VtxBuffer)
            if (!std::isfinite(corner.pos.x) || !std::isfinite(corner.pos.y)) return false;
    return true;
}

}  // namespace

TEST_CASE("every view draws every outcome, and what a flight has not is absent", "[view][outcomes]") {
    const Workspace workspace;
    for (const Flown& flown : flights()) {
        CAPTURE(flown.name);
        workspace.write("a.toml", flown.text);
        Options options;
        options.scenarios = {workspace.path("a.toml").string()};
        options.width = 1000;
        options.height = 700;
        OffscreenApp shown(options);
        Session& session = shown.app().session();
        const LoadedFlight& flight = *session.current();
        const double end = flight.shown().end_s;
        for (int view = 0; view < 5; ++view)
            for (const double time : {0.0, 0.7 * end, end}) {
                CAPTURE(view, time);
                show(session, view);
                session.time_s = time;
                shown.write_png(workspace.path("a.png").string());
                CHECK(panels_are_finite());
                const Picture picture(workspace.path("a.png"));
                // The flight's own colour: in the legend, and in the world or a plot.
                CHECK(picture.count(picture.whole(), first_flight) > 60);
            }
        const std::string text = shown.app().state();
        CAPTURE(text);
        CHECK(text.find("nan") == std::string::npos);
        CHECK(text.find("inf") == std::string::npos);
        const auto state = nlohmann::json::parse(text)["flights"][0];
        CHECK(state["outcome"] == flown.outcome);
        CHECK(state["range_km"].is_null() == !flown.has_range);
        CHECK(state["flight_time_s"].is_null() == !flown.has_range);
        CHECK(state["apogee_km"].is_null() == !flown.has_apogee);
        if (flown.has_apogee) CHECK(state["apogee"] == (flown.has_range ? "flown" : "osculating"));
        // Only what does not fly is a fault.
        CHECK(state["problem"].get<std::string>().empty() == (flown.outcome != "lift_off_failed"));
    }
}

TEST_CASE("what never lifts off is shown on its site", "[view][outcomes]") {
    const Workspace workspace;
    workspace.write("a.toml", with_payload("90000"));
    Options options;
    options.scenarios = {workspace.path("a.toml").string()};
    OffscreenApp shown(options);
    for (int view = 0; view < 3; ++view) {
        CAPTURE(view);
        show(shown.app().session(), view);
        shown.draw();
        const auto middle = nlohmann::json::parse(shown.app().state())["world"]["middle"];
        REQUIRE(middle.is_object());
        CHECK(middle["latitude_deg"].get<double>() == Approx(35).margin(1.5));
        CHECK(middle["longitude_deg"].get<double>() == Approx(45).margin(1.5));
    }
}

TEST_CASE("what is in orbit is flown and drawn for a revolution", "[view][outcomes]") {
    const Workspace workspace;
    workspace.write("a.toml", released(400e3, 7300));
    Options options;
    options.scenarios = {workspace.path("a.toml").string()};
    OffscreenApp shown(options);
    const LoadedFlight& flight = *shown.app().session().current();
    REQUIRE(flight.summary.orbit);
    // The two-body orbit of the end, which lies 863 km up on the other side. Its oblate Earth moves what is
    // flown by some 10 km.
    CHECK(flight.shown().end_s == Approx(flight.summary.orbit->period_s).margin(10));
    const FlightPoint half = flight.shown().point(flight.shown().end_s / 2);
    CHECK(half.place.height == Approx(flight.summary.orbit->apogee_m).margin(25e3));
    CHECK(flight.trajectory.outcome == Outcome::in_orbit);
    const auto run = nlohmann::json::parse(workspace.run("run --json a.toml").out);
    CHECK(flight.summary.orbit->period_s == run["orbit"]["period_s"].get<double>());
    // Its figures and events are those that `run` prints, not what the drawn revolution passes.
    const auto taken = [&](const char* file) {
        take_away(shown.app().session(), flight, workspace.path(file).string());
        return nlohmann::json::parse(workspace.read(file));
    };
    CHECK(taken("a.json")["events"] == run["events"]);
    CHECK(taken("a.json")["apogee_km"] == run["apogee_km"]);
    const auto geojson = taken("a.geojson");  // outlives the loop over what it holds
    for (const auto& feature : geojson["features"])
        if (feature["properties"]["what"] == "arc")
            CHECK(feature["properties"]["apogee_km"] == run["apogee_km"]);
    const DrawnFlight drawn = drawn_flight(flight);
    const auto apogee = std::ranges::find(drawn.marks, event_names::apogee, &DrawnFlight::Mark::name);
    REQUIRE(apogee != drawn.marks.end());
    CHECK(apogee->point.height_m == 1000 * run["apogee_km"].get<double>());
}

TEST_CASE("every view is drawn in the smallest and the largest window", "[view][outcomes]") {
    const Workspace workspace;
    const std::pair<int, int> size =
        GENERATE(std::pair(400, 300), std::pair(640, 1000), std::pair(3840, 2160));
    CAPTURE(size.first, size.second);
    for (const Flown& flown : flights()) {
        // Eight million pixels a picture: what is drawn on them, the small windows try as well.
        if (sanitized && size.first > 1000 && &flown != &flights().front()) break;
        CAPTURE(flown.name);
        workspace.write("a.toml", flown.text);
        Options options;
        options.scenarios = {workspace.path("a.toml").string()};
        std::tie(options.width, options.height) = size;
        OffscreenApp shown(options);
        Session& session = shown.app().session();
        session.time_s = 0.7 * session.end_s();
        for (int view = 0; view < 5; ++view) {
            CAPTURE(view);
            show(session, view);
            shown.write_png(workspace.path("a.png").string());
            CHECK(panels_are_finite());
            const Picture picture(workspace.path("a.png"));
            CHECK(picture.count(picture.whole(), first_flight) > 60);
        }
    }
}

// Would catch plots that are too low to be drawn: nothing but their titles was left.
TEST_CASE("the page of all plots draws lines in a small window", "[view][outcomes]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const auto [width, height, left, right] = GENERATE(
        std::tuple(680, 453, 20, 660), std::tuple(900, 600, 270, 630), std::tuple(1400, 900, 270, 1130));
    CAPTURE(width, height);
    Options options;
    options.scenarios = {workspace.path("a.toml").string()};
    options.width = width;
    options.height = height;
    OffscreenApp shown(options);
    shown.app().session().page = Page::plots;
    shown.write_png(workspace.path("a.png").string());
    const Picture picture(workspace.path("a.png"));
    // Between the side panels, above the timeline: three lines as long as the plots are wide, at least.
    CHECK(picture.count({left, 90, right, height - 60}, first_flight) > right - left);
}

}  // namespace apogee::testing
