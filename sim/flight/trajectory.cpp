#include "flight/trajectory.h"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "flight/figures.h"
#include "flight/propagate.h"
#include "flight/thin_air.h"

namespace apogee {

namespace {

/// Position, velocity and acceleration within a long step.
struct LongStepPoint {
    Vec3<double> r_I, v_I, a_I;
};
LongStepPoint in_long_step(const Step& step, double time_s) {
    // Powers of x in [-1, 1] about the middle: of the odd ones 3, 5, 7 and of the even ones 4, 6, 8 follow
    // from what the ends' means and differences have beyond the middle's parabola.
    const double h = 0.5 * (step.end_s - step.start_s), per_h = 1 / h;
    const double x = (time_s - step.start_s) * per_h - 1, x2 = x * x;
    const auto& [r0, v0] = step.start;
    const auto& [r1, v1] = step.end;
    const auto &a0 = step.start_rate.v_I, &a1 = step.end_rate.v_I;
    LongStepPoint p;
    for (int i = 0; i < 3; ++i) {
        const double d = h * step.middle.v_I[i], b = h * h * step.middle_acceleration_I[i];
        const double odd = 0.5 * (r1[i] - r0[i]) - d, odd_1 = 0.5 * h * (v1[i] + v0[i]) - d,
                     odd_2 = 0.5 * h * h * (a1[i] - a0[i]);
        const double c7 = (odd_2 + 15 * odd - 7 * odd_1) / 8, c5 = 0.5 * (odd_1 - 3 * odd) - 2 * c7,
                     c3 = odd - c5 - c7;
        const double even = 0.5 * (r1[i] + r0[i]) - step.middle.r_I[i] - 0.5 * b,
                     even_1 = 0.5 * h * (v1[i] - v0[i]) - b, even_2 = 0.5 * h * h * (a1[i] + a0[i]) - b;
        const double c8 = (even_2 + 24 * even - 9 * even_1) / 8, c6 = 0.5 * (even_1 - 4 * even) - 2 * c8,
                     c4 = even - c6 - c8;
        p.r_I[i] = step.middle.r_I[i] +
                   x * (d + x * (0.5 * b + x * (c3 + x * (c4 + x * (c5 + x * (c6 + x * (c7 + x * c8)))))));
        p.v_I[i] =
            per_h *
            (d + x * (b + x * (3 * c3 +
                               x * (4 * c4 + x * (5 * c5 + x * (6 * c6 + x * (7 * c7 + x * (8 * c8))))))));
        p.a_I[i] = per_h * per_h *
                   (b + x * (6 * c3 + 20 * c5 * x2 + 42 * c7 * x2 * x2) +
                    x2 * (12 * c4 + 30 * c6 * x2 + 56 * c8 * x2 * x2));
    }
    return p;
}

}  // namespace

State Step::at(double time_s) const {
    if (is_long) {
        const LongStepPoint p = in_long_step(*this, time_s);
        return {p.r_I, p.v_I};
    }
    const double h = end_s - start_s, x = h > 0 ? (time_s - start_s) / h : 1;
    // Cubic Hermite through both ends, and the one quartic that vanishes there with its slope, fixed by the
    // midpoint.
    const double y = 1 - x, xy = x * y;
    const double bump = 16 * xy * xy;
    const double w0 = y * y * (1 + 2 * x) - 0.5 * bump, w1 = x * x * (1 + 2 * y) - 0.5 * bump;
    const double d0 = h * (xy * y - 0.125 * bump), d1 = h * (-xy * x + 0.125 * bump);
    return {w0 * start.r_I + w1 * end.r_I + bump * middle.r_I + d0 * start_rate.r_I + d1 * end_rate.r_I,
            w0 * start.v_I + w1 * end.v_I + bump * middle.v_I + d0 * start_rate.v_I + d1 * end_rate.v_I};
}

void Step::cut(double time_s, const State& state) {
    const double middle_s = start_s + 0.5 * (time_s - start_s);
    if (is_long) {
        const LongStepPoint p = in_long_step(*this, middle_s);
        middle = {p.r_I, p.v_I};
        middle_acceleration_I = p.a_I;
    } else {
        middle = at(middle_s);
    }
    end_s = time_s;
    end = state;
}

const Step& Trajectory::step(double time_s) const {
    const auto after = std::upper_bound(steps.begin(), steps.end(), time_s,
                                        [](double t, const Step& s) { return t < s.start_s; });
    return after == steps.begin() ? steps.front() : *std::prev(after);
}

State Trajectory::state(double time_s) const {
    if (steps.empty() || time_s < start_s) {
        if (!plan->from_pad) return start;
        // On the pad: the site turns with the Earth, which coincides with the inertial frame at lift-off.
        const Vec3<double> r_E = to_earth_fixed(plan->earth, plan->start);
        const double omega = plan->earth.rotation_rate_rad_s, angle = omega * (time_s - lift_off_s);
        const double c = std::cos(angle), s = std::sin(angle);
        const Vec3<double> r_I{c * r_E.x() - s * r_E.y(), s * r_E.x() + c * r_E.y(), r_E.z()};
        return {r_I, {-omega * r_I.y(), omega * r_I.x(), 0}};
    }
    return step(time_s).at(std::min(time_s, end_s));
}

EarthFixed Trajectory::earth_fixed(double time_s, const State& state) const {
    const double omega = plan->earth.rotation_rate_rad_s, angle = omega * (time_s - lift_off_s);
    const double c = std::cos(angle), s = std::sin(angle);
    const auto turned = [&](const Vec3<double>& x) {
        return Vec3<double>(c * x.x() + s * x.y(), -s * x.x() + c * x.y(), x.z());
    };
    return {turned(state.r_I), turned(relative_to_earth(plan->earth, state.r_I, state.v_I))};
}

Geodetic Trajectory::place(double time_s, const Vec3<double>& r_I) const {
    return to_geodetic(plan->earth, earth_fixed(time_s, {r_I, Vec3<double>::Zero()}).r_E);
}

namespace {

std::string phase_name(const Trajectory& flight, const PropulsionSpan& span, double time_s, double height,
                       double climb) {
    const FlightPlan& plan = *flight.plan;
    if (plan.from_pad && time_s < flight.lift_off_s) return "pad";
    if (span.burning) return fmt::format("stage {} burn", span.stage);
    if (time_s < plan.last_burnout_s) return "coast";
    constexpr double edge_of_space_m = 100e3;  // the same mark as the 100 km events
    return climb < 0 && height < edge_of_space_m ? "re-entry" : "free flight";
}

}  // namespace

FlightPoint Trajectory::point(double time_s) const {
    const double t = std::clamp(time_s, plan->from_pad ? 0.0 : start_s, end_s);
    const bool on_pad = plan->from_pad && (steps.empty() || t < start_s);
    FlightPoint p;
    p.time_s = t;
    p.state = state(t);
    p.place = place(t, p.state.r_I);
    p.downrange_m = geodesic(plan->earth, plan->start, p.place).distance_m;
    p.speed_inertial_m_s = p.state.v_I.norm();

    const Vec3<double>& r = p.state.r_I;
    const Vec3<double> v_earth = relative_to_earth(plan->earth, r, p.state.v_I);
    const Vec3<double> up = height_and_up(plan->earth, r).up;
    const double climb = v_earth.dot(up);
    const Vec3<double> level = v_earth - climb * up;
    const double axis = std::hypot(r.x(), r.y());
    const Vec3<double> east = axis > 0 ? Vec3<double>(-r.y() / axis, r.x() / axis, 0) : Vec3<double>(0, 1, 0);
    p.speed_earth_m_s = v_earth.norm();
    // Held on the pad the difference of two equal velocities leaves rounding, not a direction.
    const bool moving = p.speed_earth_m_s > at_rest_m_s;
    p.flight_path_angle = moving ? std::atan2(climb, level.norm()) : pi / 2;
    p.heading = moving ? std::atan2(level.dot(east), level.dot(up.cross(east))) : plan->azimuth;
    if (p.heading < 0) p.heading += 2 * pi;

    const bool before = steps.empty() || t < start_s;
    const Regime regime = before ? regime_at_start(*plan, t, p.state) : step(t).regime;
    const PropulsionSpan& span = plan->propulsion[static_cast<std::size_t>(regime.propulsion)];
    const Forces<double> f = before ? forces(*plan, regime, t, p.state.r_I, p.state.v_I)
                                    : forces_within(*plan, step(t), t, p.state);
    p.speed_air_m_s = f.air_speed;
    p.mach = f.mach;
    p.dynamic_pressure_Pa = 0.5 * f.density * f.air_speed * f.air_speed;
    p.mass_kg = f.mass;
    p.thrust_N = f.thrust;
    p.drag_N = f.drag;
    p.specific_force_m_s2 =
        on_pad ? normal_gravity(p.place.latitude, p.place.height) : f.specific_force_I.norm();
    p.stage = span.stage;
    p.phase = phase_name(*this, span, t, p.place.height, climb);
    return p;
}

const Event* Trajectory::find(const std::string& event_name) const {
    const auto found =
        std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.name == event_name; });
    return found == events.end() ? nullptr : &*found;
}

}  // namespace apogee
