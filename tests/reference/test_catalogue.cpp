#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

std::string catalogue(const std::string& name) {
    return std::string(APOGEE_SCENARIOS_DIR) + "/" + name + ".toml";
}

}  // namespace

// The tolerances of the catalogue: 2 % in apogee, 5 % in range, 3 % in flight time.
TEST_CASE("lofted tests reproduce what was reported", "[reference]") {
    for (const std::string name : {"hwasong-12-2017-05-14", "hwasong-14-2017-07-04", "hwasong-14-2017-07-28",
                                   "hwasong-15-2017-11-29", "hwasong-17-2022-03-24", "hwasong-17-2022-11-18",
                                   "hwasong-18-2023-07-12", "hwasong-19-2024-10-31"}) {
        INFO(name);
        const Scenario scenario = load_scenario(catalogue(name));
        const Trajectory flight = propagate(plan(scenario));
        REQUIRE(flight.outcome == Outcome::landed);
        const FlightSummary s = summarise(flight);
        int compared = 0;
        for (const ReportedFigure& figure : scenario.reported) {
            const auto close = [&](double computed, double share) {
                INFO(figure.key << " reported " << figure.value << ", computed " << computed);
                CHECK(std::fabs(computed / figure.value - 1) < share);
                ++compared;
            };
            if (figure.key == "apogee_km") close(*s.apogee_m / 1e3, 0.02);
            if (figure.key == "range_km") close(*s.range_m / 1e3, 0.05);
            // KCNA's 4052 s of 24 March 2022 is shorter than any ballistic flight to the apogee it reports
            // with it; Japan's 71 minutes are not.
            const bool contradicted = name == "hwasong-17-2022-03-24" && figure.key == "flight_time_s";
            if (figure.key == "flight_time_s" && !contradicted) close(*s.flight_time_s, 0.03);
            if (contradicted) {
                CHECK(figure.value == 4052);
                CHECK(std::fabs(*s.flight_time_s / (71 * 60) - 1) < 0.03);
                ++compared;
            }
        }
        CHECK(compared == 3);
    }
}

TEST_CASE("every scenario of the catalogue flies, and the default tolerance is within 1 m of a tight one",
          "[reference]") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(APOGEE_SCENARIOS_DIR)) {
        if (entry.path().extension() != ".toml") continue;
        ++count;
        INFO(entry.path().stem().string());
        const Scenario scenario = load_scenario(entry.path().string());
        const Trajectory flight = propagate(plan(scenario)), exact = propagate(plan(scenario), {1e-13});
        CHECK(flight.outcome == exact.outcome);
        CHECK(flight.outcome != Outcome::step_limit);
        CHECK(flight.outcome != Outcome::lift_off_failed);
        if (exact.outcome == Outcome::landed) {
            const Vec3<double> here = to_earth_fixed(flight.plan->earth, summarise(flight).impact->place);
            const Vec3<double> there = to_earth_fixed(flight.plan->earth, summarise(exact).impact->place);
            INFO("impact differs by " << (here - there).norm() << " m");
            CHECK((here - there).norm() < 1.0);
            const Trajectory tight = propagate(plan(scenario), Tolerance::tight());
            CHECK((to_earth_fixed(flight.plan->earth, summarise(tight).impact->place) - there).norm() < 1e-3);
        }
    }
    CHECK(count >= 14);
}
