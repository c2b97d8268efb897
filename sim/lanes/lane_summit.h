#pragma once

#include "lanes/lane_plan.h"

namespace apogee::APOGEE_LANES {

/// Where within a step the rate of climb passes zero downward.
struct Turn {
    double fraction, height_m;
};
/// From height, climb and its rate at both ends: a quintic, whose slope is searched for its zero.
INLINE Turn summit_within(const HeightRates<double>& start, const HeightRates<double>& end, double h) {
    const double y0 = start.height, d0 = h * start.climb, b0 = h * h * start.climb_rate;
    const double y1 = end.height, d1 = h * end.climb, b1 = h * h * end.climb_rate;
    const double rise = y1 - y0 - d0 - 0.5 * b0, turn = d1 - d0 - b0, curl = b1 - b0;
    const double c3 = 10 * rise - 4 * turn + 0.5 * curl, c4 = -15 * rise + 7 * turn - curl,
                 c5 = 6 * rise - 3 * turn + 0.5 * curl;
    double low = 0, high = 1;
    for (int i = 0; i < 60; ++i) {
        const double s = 0.5 * (low + high);
        const double slope = d0 + s * (b0 + s * (3 * c3 + s * (4 * c4 + s * 5 * c5)));
        (slope > 0 ? low : high) = s;
    }
    const double s = 0.5 * (low + high);
    return {s, y0 + s * (d0 + s * (0.5 * b0 + s * (c3 + s * (c4 + s * c5))))};
}

}  // namespace apogee::APOGEE_LANES
