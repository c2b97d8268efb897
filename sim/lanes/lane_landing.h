#pragma once

#include "lanes/lane_regimes.h"

namespace apogee::APOGEE_LANES {

/// Time until a quantity that is `gap` away, changes at `rate` and `curvature`, gets there; `far` where it
/// does not. The form of the root that does not cancel.
INLINE Pack time_to(const Pack& gap, const Pack& rate, const Pack& curvature) {
    const Pack discriminant = rate * rate + 2.0 * curvature * gap;
    const Pack sum = rate + sqrt(max(discriminant, Pack(0.0)));
    const Mask hit =
        (gap > Pack(0.0)) & (gap < Pack(1e200)) & (discriminant >= Pack(0.0)) & (sum > Pack(0.0));
    return select(hit, 2.0 * gap / select(hit, sum, Pack(1.0)), Pack(far));
}

/// A quantity over a trial step: its value and rate at both ends.
struct StepCubic {
    Pack start, start_rate, end, end_rate;
    Pack per_end_rate, curve;  ///< half the second derivative at the end over the rate there

    INLINE StepCubic(const Pack& y0, const Pack& rate0, const Pack& y1, const Pack& rate1, const Pack& per_dt)
        : start(y0),
          start_rate(rate0),
          end(y1),
          end_rate(rate1),
          per_end_rate(1.0 / rate1),
          curve(0.5 * (rate1 - rate0) * per_dt * per_end_rate) {}
};

/// The first edge that a trial step has crossed or all but reached, and by how much to move the end to it.
struct Landing {
    Pack shift{far}, edge{static_cast<double>(Change::none)};
    /// The step was far too long: it ends beyond an edge that a parabola from there does not lead back to, or
    /// it went beyond and came back.
    Mask astray{};

    /// @param edge_value  of a quantity
    /// @param sign        1: an edge that is passed upward, -1: downward
    /// @param tolerance   how far a step may go beyond and come back unnoticed
    INLINE void consider(const StepCubic& q, const Pack& dt, const Pack& latest, const Pack& edge_value,
                         double sign, double tolerance, Change change) {
        const Pack gap = edge_value - q.end, line = gap * q.per_end_rate, move = line - q.curve * line * line;
        const Mask toward = sign * q.end_rate > Pack(0.0);
        const Mask near = toward & (line <= 0.1 * dt) & (move <= latest);
        const Mask first = near & (move < shift);
        shift = select(first, move, shift);
        edge = select(first, Pack(static_cast<double>(change)), edge);
        astray = astray | ((!near) & (sign * gap < Pack(-tolerance)));
        const Mask turns = (!toward) & (sign * q.start_rate > Pack(0.0)) & (sign * gap > Pack(0.0));
        if (!any(turns)) return;
        const Cubic<Pack> cubic(q.start, q.start_rate, q.end, q.end_rate, dt);
        const Pack top = cubic.at(Pack(min(max(cubic.turning_point(), Pack(0.0)), Pack(1.0))));
        astray = astray | (turns & (sign * (top - edge_value) > Pack(tolerance)));
    }
};

}  // namespace apogee::APOGEE_LANES
