#pragma once

#include <cmath>

#include "physics/elementary.h"

namespace apogee {

/// A quantity over a step by its values and slopes at both ends: a cubic, over the step's length as unit.
template <class T>
struct Cubic {
    T start, start_slope, change, bow, bend;  ///< start + s (start_slope + s (bow + s bend))
    [[gnu::always_inline]] Cubic(const T& y0, const T& rate0, const T& y1, const T& rate1, const T& step_s)
        : start(y0), start_slope(step_s * rate0), change(y1 - y0) {
        const T end_slope = step_s * rate1;
        bow = 3.0 * change - 2.0 * start_slope - end_slope;
        bend = start_slope + end_slope - 2.0 * change;
    }
    [[nodiscard, gnu::always_inline]] T at(const T& s) const {
        return start + s * (start_slope + s * (bow + s * bend));
    }
    /// Per unit of s.
    [[nodiscard, gnu::always_inline]] T slope(const T& s) const {
        return start_slope + s * (2.0 * bow + 3.0 * s * bend);
    }
    /// Where the slope, which differs in sign at the ends, is zero; the form that does not cancel for either
    /// sign.
    [[nodiscard, gnu::always_inline]] T turning_point() const {
        using elementary::max, elementary::select;
        using std::sqrt;
        const T root = sqrt(max(T(bow * bow - 3.0 * bend * start_slope), T(0.0)));
        return start_slope / (select(start_slope > T(0.0), T(root), T(-root)) - bow);
    }
};

}  // namespace apogee
