#include "flight/lift_off.h"

#include <algorithm>
#include <cmath>

#include "flight/regime.h"
#include "physics/elementary.h"

namespace apogee {
namespace {

/// The first zero of a + b x + c x^2 in (0, end] that it passes upward, given a <= 0; `never` where there is
/// none.
double first_rise(double a, double b, double c, double end) {
    // Roots in the form that does not cancel. A parabola that is below zero at 0 rises through its first root
    // ahead where it opens downward, through the second (the only one ahead) where it opens upward.
    const double discriminant = b * b - 4 * a * c;
    if (discriminant < 0) return never;
    const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
    double first = never;
    for (const double root : {c != 0 ? q / c : never, q != 0 ? a / q : never})
        if (root > 0 && root <= end && b + 2 * c * root > 0) first = std::min(first, root);
    return first;
}

/// The share of the thrust that points up, by the clock: no state triggers anything on the pad. Thrust that
/// is to follow the air has no air to follow yet.
double upward_share(const PlanView& plan, double time_s) {
    Regime regime = first_regime(plan, 0);
    update_regime(plan, regime, {time_s, -never, 0});
    if (regime.steering < 0) return 1;
    const SteeringSpan& span = plan.steering[regime.steering];
    if (span.kind == SteeringSpan::Kind::along_air_velocity) return 1;
    return elementary::sin(span.elevation + span.rate_rad_s * (time_s - regime.steering_start_s));
}

/// What carries the vehicle, N: the upward part of its thrust, less its weight.
struct Lift {
    const PlanView& plan;
    double pressure_Pa, weight_N_kg;

    [[nodiscard]] double at(const PropulsionSpan& span, double time_s) const {
        const double tau = time_s - span.start_s;
        return upward_share(plan, time_s) * thrust_in(span, tau, pressure_Pa) -
               (mass_in(span, tau) + plan.shroud_mass_kg) * weight_N_kg;
    }
    /// The first time from `from_s` on, before a span's end, at which it carries; `never` where it does not.
    [[nodiscard]] double first_after(const PropulsionSpan& span, double from_s) const {
        // An angle's rounding tips nothing over.
        constexpr double step_s = 0.05, rounding = 1e-12;
        double low = from_s, high = from_s;
        const double enough = -rounding * span.mass_kg * weight_N_kg;
        // The end itself belongs to the next span.
        const double last_s = std::nextafter(span.end_s, 0.0);
        while (at(span, high) < enough) {
            if (high >= last_s) return never;
            low = high;
            high = std::min(high + std::max(step_s, 1e-3 * (last_s - from_s)), last_s);
        }
        for (int i = 0; low < high && i < 60; ++i) {
            const double middle = low + 0.5 * (high - low);
            (at(span, middle) < enough ? low : high) = middle;
        }
        return high;
    }
};

}  // namespace

double weight_on_pad(const Earth& earth, const Vec3<double>& r_E, const Vec3<double>& up_E) {
    const double omega = earth.rotation_rate_rad_s;
    const Vec3<double> centrifugal(omega * omega * r_E.x(), omega * omega * r_E.y(), 0);
    return -(gravitation(earth, r_E) + centrifugal).dot(up_E);
}

PadHold hold_on_pad(const PlanView& plan, double pressure_Pa, double weight_N_kg) {
    const Lift lift{plan, pressure_Pa, weight_N_kg};
    const PropulsionSpan* span = plan.propulsion;
    double lift_off_s = never;
    for (; span->burning && span->stage <= 1; ++span) {
        if (lift_off_s < never) continue;
        // Thrust is linear in time, mass quadratic: their difference is a parabola, which may come and go.
        const double a = span->thrust_vacuum_N - span->pressure_area_m2 * pressure_Pa -
                         (span->mass_kg + plan.shroud_mass_kg) * weight_N_kg;
        const double b = span->thrust_slope_N_s - span->pressure_area_slope_m2_s * pressure_Pa +
                         span->flow_kg_s * weight_N_kg;
        const double c = 0.5 * span->flow_slope_kg_s2 * weight_N_kg;
        const double strong_s =
            span->start_s + (a > 0 ? 0 : first_rise(a, b, c, span->end_s - span->start_s));
        // A programme by the clock may have tilted it by then.
        if (strong_s < never)
            lift_off_s = upward_share(plan, strong_s) < 1 ? lift.first_after(*span, strong_s) : strong_s;
    }
    const double burnt_out_s = span->start_s;
    if (plan.duration_s < std::min(lift_off_s, burnt_out_s))
        return {false, plan.duration_s, Outcome::duration_reached};
    if (lift_off_s == never) return {false, burnt_out_s, Outcome::lift_off_failed};
    return {true, lift_off_s, Outcome::landed};
}

}  // namespace apogee
