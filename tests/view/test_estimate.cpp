#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <ranges>

#include "app/pictures.h"
#include "cli/command.h"
#include "scene/ground_shape.h"
#include "session/document.h"
#include "session/estimate_overlay.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

const std::string hwasong_14 = APOGEE_SCENARIOS_DIR "/hwasong-14-2017-07-28.toml",
                  hwasong_15 = APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml";
constexpr std::uint64_t few = 200;

Options with_estimate(const std::string& scenario, ViewKind view = ViewKind::map) {
    Options options;
    options.scenarios = {scenario};
    options.width = 800;
    options.height = 500;
    options.scale = 0.5F;
    options.view = view;
    options.estimate = true;
    options.samples = few;
    return options;
}

nlohmann::json estimate_state(OffscreenApp& shown) {
    return nlohmann::json::parse(shown.app().state())["estimate"];
}

double distance_m(const LatLon& a, const LatLon& b) {
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(a.latitude_deg, a.longitude_deg, b.latitude_deg, b.longitude_deg,
                                             metres);
    return metres;
}

}  // namespace

TEST_CASE("the window's estimate is that of the study", "[view][estimate]") {
    OffscreenApp shown(with_estimate(hwasong_14));
    const nlohmann::json state = estimate_state(shown);
    const Scenario scenario = load_scenario(hwasong_14);
    ReportedFlight report = reported_in(scenario, {}, {}, {});
    add_direction_of(scenario, report);
    EstimateOptions options;
    options.samples = few;
    options.details = false;
    const Estimate direct = estimate(report, {candidate_of(scenario, "payload.mass_kg")}, options);
    const auto& km = state["standard_range_km"];
    CHECK(km["low"] == direct.standard_km.low);
    CHECK(km["median"] == direct.standard_km.median);
    CHECK(km["high"] == direct.standard_km.high);
    CHECK(state["effective_size"] == direct.effective);
    CHECK(state["consistent"] == true);
    CHECK_FALSE(state["working"].get<bool>());

    // A changed number makes another one.
    set_number(*shown.app().session().current(), "reported.range_km", "800", true);
    shown.draw();
    shown.app().finish_work();
    CHECK(estimate_state(shown)["standard_range_km"]["median"] != direct.standard_km.median);
    shown.app().perform(Action::estimate);
    shown.draw();
    CHECK(estimate_state(shown).is_null());
}

TEST_CASE("the typical sample's flights have the reported apogee and the median range", "[view][estimate]") {
    Session session;
    open_flight(session, hwasong_14);
    EstimateMaker maker;
    maker.finish(*session.current(), few);
    const FlightEstimate& made = maker.result();
    REQUIRE(made.problem.empty());
    double apogee_m = 0;
    for (const PathPoint& point : made.reported) apogee_m = std::max(apogee_m, point.height_m);
    CHECK(apogee_m == Approx(1000 * made.answer.report.apogee_km.value()).epsilon(2e-3));
    const auto reach_km = [](const Path& path) {
        return distance_m(geo_point(path.front().direction), geo_point(path.back().direction)) / 1000;
    };
    CHECK(reach_km(made.reported) == Approx(made.answer.report.range_km.value()).epsilon(2e-3));
    // The standard flight ends on the ring that has the headline's number ...
    CHECK_FALSE(made.standard_turning);
    CHECK(reach_km(made.standard) == Approx(made.standard_km).epsilon(1e-3));
    const double still_km = made.answer.estimate.standard_km.median;
    // The sample's own range is measured where it steers; the Earth's shape makes a third of a per cent.
    CHECK(made.standard_km == Approx(still_km).epsilon(0.01));
    // ... and eastward the turning Earth adds some hundreds of kilometres, westward it takes them away.
    REQUIRE_FALSE(made.turning_ring.empty());
    const auto [least, most] = std::ranges::minmax(
        made.turning_ring | std::views::transform([&](const PathPoint& point) {
            return distance_m(geo_point(made.standard.front().direction), geo_point(point.direction)) / 1000;
        }));
    CHECK(most > made.standard_km);
    CHECK(most < 1.3 * made.standard_km);
    CHECK(least < made.standard_km);
}

TEST_CASE("where the median is beyond half the Earth the typical sample is one that flies so",
          "[view][estimate][long]") {
    Session session;
    open_flight(session, APOGEE_SCENARIOS_DIR "/hwasong-17-2022-11-18.toml");
    EstimateMaker maker;
    maker.finish(*session.current(), 100);
    const FlightEstimate& made = maker.result();
    REQUIRE(made.problem.empty());
    const Estimate& e = made.answer.estimate;
    REQUIRE(std::isinf(e.standard_km.median));
    const EstimateSample& typical = e.samples[e.typical];
    CHECK(typical.counts());
    CHECK(std::isinf(typical.standard_km()));
    CHECK(typical.reproduced.unknown == Approx(e.unknown.median).epsilon(0.2));
}

TEST_CASE("an estimate belongs to its flight, also where another one takes its colour", "[view][estimate]") {
    Session session;
    open_flight(session, hwasong_14);
    EstimateMaker maker;
    maker.finish(*session.current(), 50);
    CHECK(maker.shows(*session.current()));
    close_flight(session, 0);
    open_flight(session, hwasong_15);
    maker.want(*session.current(), 50);
    CHECK(maker.working());
    CHECK_FALSE(maker.shows(*session.current()));
}

TEST_CASE("a band holds what is between its rings: over the antimeridian and poles too", "[view][estimate]") {
    const LatLon site{40.6, 126.4};
    const double low_m = 7e6, high_m = 9e6;
    const std::vector<Path> outer{range_ring(site, high_m)};
    const Camera cameras[] = {
        {Projection(ProjectionKind::equirectangular, {}), 0, 0, 100, 640, 320},
        {Projection(ProjectionKind::equirectangular, {}), radians(170), 0.2, 100, 500, 300},
        {Projection(ProjectionKind::azimuthal, site), 0, 0, 60, 400, 400},
        {Projection(ProjectionKind::globe, {10, 160}), 0, 0, 150, 400, 400}};
    for (const Camera& camera : cameras) {
        const int width = static_cast<int>(camera.width), height = static_cast<int>(camera.height);
        const auto cover = band_coverage(camera, range_ring(site, low_m), outer, width, height);
        REQUIRE(cover.size() == static_cast<std::size_t>(width * height));
        int wrong = 0, within = 0, without = 0;
        for (int y = 2; y < height; y += 7)
            for (int x = 2; x < width; x += 7) {
                const auto place = camera.pick(x + 0.5, y + 0.5);
                if (!place) continue;
                const double metres = distance_m(site, *place), edge_m = 4 * 6.4e6 / camera.scale;
                // Pixels that an edge may cross, and the rims where one spans many degrees.
                if (std::abs(metres - low_m) < edge_m || std::abs(metres - high_m) < edge_m) continue;
                if (std::abs(place->latitude_deg) > 85 || metres > 19e6) continue;
                if (camera.projection.kind() == ProjectionKind::globe &&
                    std::hypot(x - 200, y - 200) > 0.75 * 150)
                    continue;
                const bool inside = metres > low_m && metres < high_m;
                (inside ? within : without) += 1;
                const int shown = cover[static_cast<std::size_t>(y * width + x)];
                wrong += inside ? shown < 250 : shown > 5;
            }
        CAPTURE(static_cast<int>(camera.projection.kind()), within, without);
        CHECK(wrong == 0);
        CHECK(within > 50);
        CHECK(without > 50);
    }
}

TEST_CASE("an interval beyond half the Earth is a band that fades outward", "[view][estimate]") {
    const ViewKind view = GENERATE(ViewKind::map, ViewKind::azimuthal);
    OffscreenApp shown(with_estimate(hwasong_15, view));
    const Workspace workspace;
    const auto picture = [&] {
        const std::string png = workspace.path("a.png").string();
        shown.write_png(png);
        return Picture(png);
    };
    const nlohmann::json km = estimate_state(shown)["standard_range_km"];
    REQUIRE(km["high"].is_null());
    const double low_m = 1000 * km["low"].get<double>(), median_m = 1000 * km["median"].get<double>();
    const Path start = sample(shown.app().session().current()->trajectory);
    const LatLon site = geo_point(start.front().direction);
    const Picture with = picture();
    int within = 0, tinted = 0, inner = 0, changed = 0, beyond = 0, beyond_changed = 0, west = 0;
    // Clear of the panels: what can be probed is the world alone.
    for (int y = 100; y < 390; y += 18)
        for (int x = 140; x < 655; x += 18) {
            ImGui::GetIO().MousePos = {static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
            shown.draw();
            const auto at = nlohmann::json::parse(shown.app().state())["world"]["pointer"];
            if (at.is_null()) continue;
            const LatLon place{at["latitude_deg"], at["longitude_deg"]};
            const double metres = distance_m(site, place);
            const std::size_t i = 3 * static_cast<std::size_t>(y * with.width + x);
            const bool amber = with.rgb[i] > with.rgb[i + 2];  // the band is amber, all else is blue
            constexpr double margin_m = 300e3;
            if (metres > low_m + margin_m / 3 && metres < median_m) {
                ++within;
                tinted += amber;
                west += place.longitude_deg < 0;  // beyond the antimeridian
            } else if (metres < low_m - margin_m) {
                ++inner;
                changed += amber;
            } else if (metres > median_m + 3000e3 + margin_m) {
                ++beyond;
                beyond_changed += amber;
            }
        }
    CAPTURE(within, tinted, inner, changed, beyond, beyond_changed);
    REQUIRE(within > 8);
    CHECK(west > 3);
    // Names and arcs lie over some of it.
    CHECK(tinted >= 0.9 * within);
    CHECK(changed < 0.2 * inner);
    CHECK(beyond_changed <= 0.35 * beyond);
}

TEST_CASE("an estimate is cancelled and says so and a changed number begins another", "[view][estimate]") {
    Session session;
    open_flight(session, hwasong_14);
    LoadedFlight& flight = *session.current();
    EstimateMaker maker;
    maker.want(flight, 1'000'000);
    REQUIRE(maker.working());
    maker.cancel();
    CHECK(maker.cancelled());
    maker.finish(flight, 1'000'000);  // does not wait for what was cancelled
    CHECK(maker.cancelled());
    CHECK(maker.result().revision == -1);
    set_number(flight, "payload.mass_kg", "350", true);
    maker.finish(flight, few);
    CHECK_FALSE(maker.cancelled());
    CHECK(maker.result().revision == flight.revision);
    CHECK(maker.result().samples == few);
}

// Would catch a switch that takes away another layer than its own.
TEST_CASE("an estimate is drawn layer by layer", "[view][estimate]") {
    Session session;
    open_flight(session, hwasong_14);
    EstimateMaker maker;
    maker.finish(*session.current(), few);
    const auto drawn = [&](const EstimateLayers& layers) {
        return overlay_of(maker.result(), layers, {}, LengthUnit::km, true);
    };
    const Overlay all = drawn({}), range = drawn({true, false, false}), turning = drawn({false, true, false}),
                  flights = drawn({false, false, true});
    REQUIRE(range.shapes.size() == 3);  // the band, its outer edge, the median
    CHECK(range.span);
    CHECK(range.arcs.empty());
    REQUIRE(turning.shapes.size() == 1);
    CHECK(turning.shapes[0].dash > 0);
    CHECK_FALSE(turning.span);
    CHECK(turning.arcs.empty());
    CHECK(flights.shapes.empty());
    CHECK_FALSE(flights.span);
    REQUIRE(flights.arcs.size() == 2);  // as reported, on the standard trajectory
    CHECK(all.shapes.size() == 4);
    CHECK(all.arcs.size() == 2);
    // The headline's number stands once: on its ring.
    CHECK_THAT(range.shapes[2].name, Catch::StartsWith("standard range 10,"));
    CHECK(flights.arcs[1].name == "standard flight");
}

TEST_CASE("a scenario that reports nothing has no estimate and says why", "[view][estimate]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    Session session;
    open_flight(session, workspace.path("a.toml").string());
    EstimateMaker maker;
    maker.finish(*session.current(), few);
    CHECK_THAT(maker.result().problem, Catch::Contains("reports no"));
    CHECK(overlay_of(maker.result(), {}, {}, LengthUnit::km, true).shapes.empty());
}

}  // namespace apogee::testing
