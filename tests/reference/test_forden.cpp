#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

/// The farthest range of a pitch-rate vehicle over its loft angle and rate, by a scan that halves its mesh.
double farthest_m(const Scenario& scenario) {
    Launch launch = std::get<Launch>(scenario.start);
    const auto range = [&](double angle, double rate) {
        launch.ascent = {PitchRate{angle, rate}, SteeringFrame::local};
        const Trajectory flight = propagate(plan_launch(scenario.vehicle, launch, scenario.environment));
        return flight.outcome == Outcome::landed ? *summarise(flight).range_m : 0.0;
    };
    double angle = radians(45), rate = radians(1.2), best = range(angle, rate);
    for (double mesh = 8; mesh > 0.2;) {
        const double before = best;
        for (const auto& [da, dr] :
             {std::pair{mesh, 0.0}, {-mesh, 0.0}, {0.0, 0.1 * mesh}, {0.0, -0.1 * mesh}}) {
            const double a = std::clamp(angle + radians(da), radians(5.0), radians(88.0));
            const double r = std::clamp(rate + radians(dr), radians(0.2), radians(6.0));
            const double value = range(a, r);
            if (value > best) {
                best = value;
                angle = a;
                rate = r;
                break;
            }
        }
        if (best == before) mesh /= 2;
    }
    return best;
}

}  // namespace

// G. Forden, Science & Global Security 15 (2007) 133: maximum ranges at azimuth 40 degrees, known
// second-hand.
TEST_CASE("Forden's Scud-B and Al Hussein reach their published ranges within 4 %", "[reference]") {
    const std::pair<const char*, double> published[] = {{"scud-b", 288e3}, {"al-hussein", 693e3}};
    for (const auto& [name, range_m] : published) {
        const Scenario scenario = load_scenario(std::string(APOGEE_SCENARIOS_DIR) + "/" + name + ".toml");
        const double farthest = farthest_m(scenario);
        INFO(name << ": " << farthest / 1e3 << " km");
        CHECK(std::fabs(farthest / range_m - 1) < 0.04);
    }
}
