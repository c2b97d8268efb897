#include <catch2/catch.hpp>
#include <cmath>

#include "batch/case_flight.h"
#include "batch/case_model.h"
#include "lanes/lane_air.h"
#include "unit/flown_example.h"

namespace apogee {
namespace {

using namespace testing;

/// Flown by one lane at one tolerance; `robust`: every moment with error control.
LaneFlight flown_by_lane(const Scenario& scenario, bool robust) {
    constexpr double tolerance = 1e-9;
    const CaseModel model(scenario, {});
    const FlightPlan plan = model.plan(true);
    const std::vector<LaneLayer> air = lane_air(plan, Layers::as_they_are);
    const ThinAir thin = thin_air(air);
    const LaneWorld world{model.earth(), air.data(),    static_cast<int>(air.size()),
                          &thin,         plan.has_wind, tolerance,
                          tolerance,     100'000,       robust};
    CaseFlight flight;
    flight.prepare(model.plan(false), model.release(), model.earth(), world);
    LaneFlight lane = flight.lanes();
    lanes_1::fly(world, &lane, 1);
    REQUIRE(lane.progress == LaneFlight::Progress::ended);
    return lane;
}

double apart_m(const LaneFlight& a, const LaneFlight& b) {
    return std::hypot(a.now.r_I[0] - b.now.r_I[0], a.now.r_I[1] - b.now.r_I[1], a.now.r_I[2] - b.now.r_I[2]);
}

}  // namespace

// Would catch a fast path that flies the coast or the climb step by step: the results are the same, and only
// the time goes.
TEST_CASE("Above the air lanes fly without steps of error control", "[lanes]") {
    // Half an ellipse 1,600 km high takes the stepper 41 steps, twenty at the very least.
    const Scenario thrown = parsed(
        "[initial]\nlatitude_deg = 10\nlongitude_deg = 20\nheight_m = 150000\nvelocity_north_m_s = 3000\n"
        "velocity_east_m_s = 3000\nvelocity_down_m_s = -4000\n"
        "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n");
    const LaneFlight coasted = flown_by_lane(thrown, false), stepped = flown_by_lane(thrown, true);
    CHECK(coasted.steps + 20 <= stepped.steps);
    CHECK(apart_m(coasted, stepped) < 1);

    // Here a coast of 35 and a powered climb of 33: neither alone saves so many.
    const Scenario launched = load_scenario(APOGEE_SCENARIOS_DIR "/reference-25.toml");
    const LaneFlight fast = flown_by_lane(launched, false), slow = flown_by_lane(launched, true);
    CHECK(fast.steps + 45 <= slow.steps);
    CHECK(apart_m(fast, slow) < 1);
}

TEST_CASE("The lanes know where the air has become how thin", "[lanes]") {
    const FlightPlan plan =
        CaseModel(load_scenario(APOGEE_SCENARIOS_DIR "/reference-25.toml"), {}).plan(true);
    const std::vector<LaneLayer> air = lane_air(plan, Layers::as_they_are);
    const ThinAir thin = thin_air(air);
    const double top_m = air.back().bottom_m;
    REQUIRE(air.back().vacuum);
    for (int k = ThinAir::first; k <= ThinAir::last; ++k) {
        const double height = thin.height_m[k - ThinAir::first];
        CAPTURE(k, height);
        if (height == top_m) {  // thicker than that wherever there is air
            CHECK(air_in(plan.air[plan.air.size() - 2].air, GeometricHeight<double>{top_m}).density >=
                  std::ldexp(1.0, -k));
            continue;
        }
        const AirCell& cell = plan.air[static_cast<std::size_t>(cell_at(plan.air.data(), height))];
        // The fit's 1e-9, and 2^-40 of a layer beside a scale height of some kilometres.
        CHECK(air_in(cell.air, GeometricHeight<double>{height}).density ==
              Approx(std::ldexp(1.0, -k)).epsilon(1e-8));
    }
}

}  // namespace apogee
