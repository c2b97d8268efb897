#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "app/pictures.h"
#include "cli/command.h"
#include "session/document.h"
#include "session/ring_maker.h"

namespace apogee::testing {
namespace {

FlightRing ring_of(const LoadedFlight& flight) {
    RingMaker maker;
    maker.want(flight);
    maker.finish();
    return maker.ring();
}

}  // namespace

TEST_CASE("the ring's line lies between its least and its most range and turns left round the launch",
          "[view]") {
    Session session;
    open_flight(session, APOGEE_VIEW_TEST_DATA "/two-stages.toml");
    LoadedFlight& flight = *session.current();
    const FlightRing ring = ring_of(flight);
    REQUIRE(ring.problem.empty());
    REQUIRE(ring.revision == flight.revision);
    REQUIRE(ring.line.size() > 72);
    CHECK(ring.line.front().direction == ring.line.back().direction);
    const Path path = sample(flight.trajectory);
    const LatLon start = geo_point(path.front().direction);
    double turned_deg = 0, least_km = 1e9, most_km = 0, before_deg = 0;
    for (std::size_t i = 0; i < ring.line.size(); ++i) {
        const LatLon at = geo_point(ring.line[i].direction);
        double distance_m = 0, azimuth_deg = 0, arrival_deg = 0;
        GeographicLib::Geodesic::WGS84().Inverse(start.latitude_deg, start.longitude_deg, at.latitude_deg,
                                                 at.longitude_deg, distance_m, azimuth_deg, arrival_deg);
        least_km = std::min(least_km, distance_m / 1000);
        most_km = std::max(most_km, distance_m / 1000);
        if (i > 0) turned_deg += std::remainder(azimuth_deg - before_deg, 360);
        before_deg = azimuth_deg;
    }
    // Between two of its 72 azimuths the curve may swing out by the square of a step, some thousandths.
    CHECK(least_km == Approx(ring.least_km).epsilon(3e-3));
    CHECK(most_km == Approx(ring.most_km).epsilon(3e-3));
    CHECK(turned_deg == Approx(-360).margin(1e-6));

    set_number(flight, "payload.mass_kg", "900", true);
    const FlightRing heavier = ring_of(flight);
    REQUIRE(heavier.problem.empty());
    CHECK(heavier.least_km < ring.least_km - 100);
}

TEST_CASE("a flight without a launch has no ring and says why", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", released(100e3, 1000));
    Session session;
    open_flight(session, workspace.path("a.toml").string());
    const FlightRing ring = ring_of(*session.current());
    CHECK(ring.line.empty());
    CHECK_THAT(ring.problem, Catch::Contains("[launch]"));
}

TEST_CASE("the window's ring belongs to the flight as it is now", "[view]") {
    Options options;
    options.scenarios = {APOGEE_VIEW_TEST_DATA "/two-stages.toml"};
    options.width = 640;
    options.height = 400;
    options.scale = 0.5F;
    options.ring = true;
    OffscreenApp shown(options);
    const auto least_km = [&] {
        const auto state = nlohmann::json::parse(shown.app().state());
        REQUIRE(state["ring"]["problem"] == "");
        return state["ring"]["least_km"].get<double>();
    };
    const double before = least_km();
    set_number(*shown.app().session().current(), "payload.mass_kg", "900", true);
    shown.draw();
    shown.app().finish_work();
    CHECK(least_km() < before - 100);
    shown.app().perform(Action::ring);
    shown.draw();
    CHECK(nlohmann::json::parse(shown.app().state())["ring"].is_null());
}

}  // namespace apogee::testing
