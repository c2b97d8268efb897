#pragma once

#include "lanes/lane_plan.h"

namespace apogee::APOGEE_LANES {

/// The state at a fraction of a step, from those at both ends: a quintic through positions, velocities and
/// accelerations.
struct StateWithin {
    Vec r, v;
    INLINE StateWithin(const Vec& r0, const Vec& v0, const Vec& a0, const Vec& r1, const Vec& v1,
                       const Vec& a1, const Pack& h, const Pack& s) {
        const Pack per_h = 1.0 / h;
        for (int i = 0; i < 3; ++i) {
            const Pack d0 = h * v0[i], d1 = h * v1[i], b0 = h * h * a0[i], b1 = h * h * a1[i];
            const Pack rise = r1[i] - r0[i] - d0 - 0.5 * b0, turn = d1 - d0 - b0, curl = b1 - b0;
            const Pack c3 = 10.0 * rise - 4.0 * turn + 0.5 * curl, c4 = -15.0 * rise + 7.0 * turn - curl,
                       c5 = 6.0 * rise - 3.0 * turn + 0.5 * curl;
            r[i] = r0[i] + s * (d0 + s * (0.5 * b0 + s * (c3 + s * (c4 + s * c5))));
            v[i] = (d0 + s * (b0 + s * (3.0 * c3 + s * (4.0 * c4 + s * (5.0 * c5))))) * per_h;
        }
    }
};

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
