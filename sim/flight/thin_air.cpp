#include "flight/thin_air.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "flight/drag_area.h"

namespace apogee {
namespace {

/// Estimate: above 100 km the density falls by e in 6 to 70 km, slower the higher.
constexpr double scale_height_m = 50e3;
/// Below this height, an estimate, the air is flown in its layers however thin it is.
constexpr double lowest_m = 60e3;

/// The lowest height above which the air is nowhere denser than this.
double thinner_above_m(const FlightPlan& plan, double density_kg_m3) {
    std::size_t cell = plan.air.size() - 1;
    double low = plan.air[cell].bottom_m;
    const auto denser = [&](double height_m) {
        return air_in(plan.air[cell].air, GeometricHeight<double>{height_m}).density > density_kg_m3;
    };
    while (cell > 0) {
        const double high = low;
        --cell;
        if (denser(high)) return high;  // a table's air may end at once
        low = plan.air[cell].bottom_m;
        if (!std::isfinite(low)) return high;
        if (!denser(low)) continue;
        double above = high;
        constexpr double known_to_m = 100;
        while (above - low > known_to_m) {
            const double middle = 0.5 * (low + above);
            (denser(middle) ? low : above) = middle;
        }
        return above;
    }
    return low;
}

/// Deceleration by drag over density and air speed squared, by the largest drag area of a span, 1/m.
double drag_per_density(const FlightPlan& plan, const Regime& regime, double time_s) {
    const PropulsionSpan& span = plan.propulsion[static_cast<std::size_t>(regime.propulsion)];
    const double area_m2 = largest_drag_area_m2(span, plan.drag.data());
    return 0.5 * plan.density_scale * area_m2 / mass_at(plan, regime, time_s);
}

}  // namespace

Regime in_its_air(const FlightPlan& plan, Regime regime, double time_s, const State& state) {
    const double height_m = height_and_up(plan.earth, state.r_I).height.m;
    const PropulsionSpan& span = plan.propulsion[static_cast<std::size_t>(regime.propulsion)];
    regime.air = cell_at(plan.air.data(), height_m);
    regime.drag_segment = span.first_drag;
    const double mach = forces(plan, regime, time_s, state.r_I, state.v_I).mach;
    regime.drag_segment = drag_segment_at(view_of(plan, height_m), span, mach);
    return regime;
}

Forces<double> forces_within(const FlightPlan& plan, const Step& step, double time_s, const State& state) {
    const Regime regime =
        step.is_long && plan.has_air ? in_its_air(plan, step.regime, time_s, state) : step.regime;
    return forces(plan, regime, time_s, state.r_I, state.v_I);
}

double falls_undragged_above_m(const FlightPlan& plan, const Regime& regime, double time_s,
                               const State& state, double allowed_m_s) {
    const Earth& earth = plan.earth;
    const Conic orbit = conic(earth, state.r_I, state.v_I);
    const bool dives = orbit.perigee_radius_m < earth.equatorial_radius_m * (1 - earth.flattening);
    if (!plan.has_air || !orbit.closed() || !dives) return never;
    const double mu = earth.gm_m3_s2, energy = -0.5 * mu / orbit.semi_major_axis_m;
    const double momentum_2 = state.r_I.cross(state.v_I).squaredNorm();
    const double drag = drag_per_density(plan, regime, time_s);
    double height_m = 150e3;
    for (int i = 0; i < 3; ++i) {  // speeds depend little on the height
        const double radius = earth.equatorial_radius_m + height_m;
        const double speed_2 = 2 * (energy + mu / radius);
        const double climb_2 = speed_2 - momentum_2 / (radius * radius);
        if (!(climb_2 > 0)) return never;
        // How long it meets air as dense as there, up and down: not longer than a throw takes. Both doubled.
        const double climb = std::sqrt(climb_2), gravity = mu / (radius * radius);
        const double meets_s = std::min(4 * scale_height_m / climb, 4 * climb / gravity);
        height_m =
            std::max(lowest_m, thinner_above_m(plan, allowed_m_s / (drag * speed_2 * meets_s + 1e-30)));
    }
    return height_m;
}

bool has_left_air(const FlightPlan& plan, const Regime& regime, double time_s, const Forces<double>& f,
                  const StepEnd& rates, double allowed_m_s) {
    // Where the dynamic pressure still grows, its peak is ahead.
    if (rates.height < lowest_m || !(rates.climb > 0) || rates.pressure_rate > 0) return false;
    const PropulsionSpan& span = plan.propulsion[static_cast<std::size_t>(regime.propulsion)];
    const double pressure_loss_N = thrust_in(span, time_s - span.start_s, 0.0) - f.thrust;
    const double drag_m_s2 =
        drag_per_density(plan, regime, time_s) * f.air.density * f.air_speed * f.air_speed;
    // On the way speed grows and mass shrinks, by which drag is four times as large at most.
    const double felt_s = 4 * scale_height_m / rates.climb;
    return (drag_m_s2 + pressure_loss_N / f.mass) * felt_s < allowed_m_s;
}

}  // namespace apogee
