// Between the steps: what a viewer, an exporter and the search for events see.
#include <catch2/catch.hpp>

#include "properties/random_flight.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

/// Derivative of the position at a fraction of a step: the position is a polynomial of degree 4, or 8 in a
/// long step, so five or nine of its values give it exactly, but for rounding.
Vec3<double> slope(const Step& step, double fraction) {
    const double h = step.end_s - step.start_s;
    const int degree = step.is_long ? 8 : 4;
    Vec3<double> sum = Vec3<double>::Zero();
    for (int i = 0; i <= degree; ++i) {
        // d/dx of the Lagrange polynomial that is 1 at i / degree.
        double weight = 0;
        for (int j = 0; j <= degree; ++j) {
            if (j == i) continue;
            double product = double(degree) / (i - j);
            for (int k = 0; k <= degree; ++k)
                if (k != i && k != j) product *= (degree * fraction - k) / (i - k);
            weight += product;
        }
        sum += weight / h * (step.at(step.start_s + h * i / degree).r_I - step.start.r_I);
    }
    return sum;
}

}  // namespace

// Would catch a midpoint, a derivative or a weight of the interpolation that belongs elsewhere. Position and
// velocity are interpolated apart, each with an error of fifth order in the length of the step, as the
// estimate that controls it is. For short steps along an orbit, a burn, a fall into exponential air and an
// oscillation the two differ by 1.2 to 5 times (estimate of position / length + estimate of velocity);
// allowed is 10. The propagator allows a velocity its tolerance times circular speed, or on the way down that
// of the position over the time left, which is longer than the step.
TEST_CASE("at any time the position changes as the velocity says", "[property]") {
    double worst = 0;
    CHECK(rc::check([&] {
        const RandomFlight drawn(Gravity::j6);
        const Tolerance tolerance{*rc::gen::element(1e-7, 3e-9, 1e-11)};
        const Trajectory flight =
            propagate(plan_launch(drawn.vehicle, drawn.launch, drawn.environment), tolerance);
        for (const Step& step : flight.steps) {
            const double h = step.end_s - step.start_s;
            if (h < 0.01) continue;
            const double fraction = number(0, 1);
            const Vec3<double> v = step.at(step.start_s + fraction * h).v_I;
            const double position_m = tolerance.relative * drawn.environment.earth.equatorial_radius_m;
            const double rounding_m = 1e-7;  // a hundred times that of a position
            const double allowed = 10 * ((2 * position_m + rounding_m) / h + tolerance.relative * 8e3);
            worst = std::max(worst, (slope(step, fraction) - v).norm() / allowed);
            RC_ASSERT((slope(step, fraction) - v).norm() < allowed);
        }
    }));
    INFO("worst: " << worst << " of what is allowed");
    CHECK(worst > 1e-6);
}
