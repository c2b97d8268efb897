#include "flight/lift_off.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// The first zero of a + b x + c x^2 in (0, end] that it passes upward, given a <= 0; `never` where there is
/// none.
double first_rise(double a, double b, double c, double end) {
    // Roots in the form that does not cancel. A parabola that is below zero at 0 rises through its first root
    // ahead where it opens downward, through the second (the only one ahead) where it opens upward.
    const double discriminant = b * b - 4 * a * c;
    if (discriminant < 0) return PlanView::never;
    const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
    double first = PlanView::never;
    for (const double root : {c != 0 ? q / c : PlanView::never, q != 0 ? a / q : PlanView::never})
        if (root > 0 && root <= end && b + 2 * c * root > 0) first = std::min(first, root);
    return first;
}

}  // namespace

double weight_on_pad(const Earth& earth, const Vec3<double>& r_E, const Vec3<double>& up_E) {
    const double omega = earth.rotation_rate_rad_s;
    const Vec3<double> centrifugal(omega * omega * r_E.x(), omega * omega * r_E.y(), 0);
    return -(gravitation(earth, r_E) + centrifugal).dot(up_E);
}

PadHold hold_on_pad(const PlanView& plan, double pressure_Pa, double weight_N_kg) {
    const PropulsionSpan* span = plan.propulsion;
    double lift_off_s = PlanView::never;
    for (; span->burning && span->stage <= 1; ++span) {
        // Thrust is linear in time, mass quadratic: their difference is a parabola, which may come and go.
        const double a = span->thrust_vacuum_N - span->pressure_area_m2 * pressure_Pa -
                         (span->mass_kg + plan.shroud_mass_kg) * weight_N_kg;
        const double b = span->thrust_slope_N_s - span->pressure_area_slope_m2_s * pressure_Pa +
                         span->flow_kg_s * weight_N_kg;
        const double c = 0.5 * span->flow_slope_kg_s2 * weight_N_kg;
        if (lift_off_s == PlanView::never)
            lift_off_s = span->start_s + (a > 0 ? 0 : first_rise(a, b, c, span->end_s - span->start_s));
    }
    const double burnt_out_s = span->start_s;
    if (plan.duration_s < std::min(lift_off_s, burnt_out_s))
        return {false, plan.duration_s, Outcome::duration_reached};
    if (lift_off_s == PlanView::never) return {false, burnt_out_s, Outcome::lift_off_failed};
    return {true, lift_off_s, Outcome::landed};
}

}  // namespace apogee
