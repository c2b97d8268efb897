#pragma once

#include <Eigen/Geometry>

#include "flight/regime.h"

namespace apogee {

/// What the right-hand side comes across on its way: accelerations and the air around the vehicle.
template <class T>
struct Forces {
    Vec3<T> acceleration_I;    ///< total, m/s^2
    Vec3<T> specific_force_I;  ///< thrust and drag over mass, m/s^2
    Vec3<T> air_velocity_I;    ///< velocity relative to the air, m/s
    Vec3<T> wind_shear_I;      ///< change of the wind with height, 1/s; where there is wind
    Air<T> air;                ///< before `density_scale`
    T air_speed, mach, density, mass, thrust, drag;  ///< SI; drag and thrust in N
    HeightAndUp<T> above;                            ///< as `above_ground` gives it
};

/// Height and vertical as far as the forces depend on them: in the air a height good enough for its density,
/// the vertical (ten times dearer) where wind or steering refers to it, else zeros.
template <class T>
[[nodiscard]] inline HeightAndUp<T> above_ground(const FlightPlan& plan, const Regime& regime,
                                                 const Vec3<T>& r_I) {
    const bool in_air = plan.air[static_cast<std::size_t>(regime.air)].air.kind != AirLayer::Kind::vacuum;
    const bool steers_locally =
        plan.propulsion[static_cast<std::size_t>(regime.propulsion)].burning &&
        plan.steering[static_cast<std::size_t>(regime.steering)].frame == SteeringFrame::local;
    if (steers_locally || (in_air && plan.has_wind)) return height_and_up(plan.earth, r_I);
    return {in_air ? height_for_air(plan.earth, r_I) : GeometricHeight<T>{T(0.0)}, Vec3<T>::Zero()};
}

/// Velocity relative to the turning Earth, v - omega x r, m/s.
template <class T>
[[nodiscard]] inline Vec3<T> relative_to_earth(const Earth& earth, const Vec3<T>& r_I, const Vec3<T>& v_I) {
    const double omega = earth.rotation_rate_rad_s;
    return {v_I.x() + omega * r_I.y(), v_I.y() - omega * r_I.x(), v_I.z()};
}

/// The wind at a place, relative to the turning Earth.
template <class T>
struct Wind {
    Vec3<T> velocity_I;  ///< m/s
    Vec3<T> shear_I;     ///< its change with height, 1/s
};

/// Near a pole, where east and north turn about, the wind fades: by half at 600 m from the axis, by 1e-8 at
/// the equator. A wind that kept its speed would have no direction on the axis itself.
/// @param cell   an AirCell, or what holds the same numbers of its wind
/// @param above  of `r_I`, with the vertical
template <class Cell, class T>
[[nodiscard]] inline Wind<T> wind_at(const Cell& cell, const Vec3<T>& r_I, const HeightAndUp<T>& above) {
    using std::sqrt;
    constexpr double fades_within_m = 1000;
    const T axis = sqrt(r_I.x() * r_I.x() + r_I.y() * r_I.y() + fades_within_m * fades_within_m);
    const Vec3<T> east{-r_I.y() / axis, r_I.x() / axis, T(0.0)}, north = above.up.cross(east);
    const T rise = above.height.m - cell.wind_base_m;
    return {east * (cell.east_m_s + cell.east_slope_1_s * rise) +
                north * (cell.north_m_s + cell.north_slope_1_s * rise),
            east * cell.east_slope_1_s + north * cell.north_slope_1_s};
}

/// Mass at a time within a span, shroud included, kg.
/// @param plan  a FlightPlan, or what holds the same numbers for a pack of lanes (T a pack of numbers)
template <class Plan, class T>
[[nodiscard]] inline T mass_at(const Plan& plan, const Regime& regime, const T& time_s) {
    const auto& span = plan.propulsion[static_cast<std::size_t>(regime.propulsion)];
    return mass_in(span, T(time_s - span.start_s)) + (regime.shroud_on ? plan.shroud_mass_kg : 0.0);
}

/// Direction of thrust along the velocity relative to the air.
template <class T>
[[nodiscard]] inline Vec3<T> along_air_velocity(const Vec3<T>& air_velocity_I) {
    using std::sqrt;
    // The tiny term keeps a vehicle at rest from dividing by zero; it is below rounding in flight.
    return air_velocity_I / T(sqrt(air_velocity_I.squaredNorm() + 1e-12));
}

/// Direction of thrust at an elevation in the launch frame.
template <class Frame, class T>
[[nodiscard]] inline Vec3<T> at_launch_elevation(const Frame& frame, const T& elevation) {
    using std::cos, std::sin;
    return cos(elevation) * frame.along_I + sin(elevation) * frame.up_I;
}

/// Direction of thrust at an elevation above the current horizon.
template <class Frame, class T>
[[nodiscard]] inline Vec3<T> at_local_elevation(const Frame& frame, const T& elevation, const Vec3<T>& up_I) {
    using std::cos, std::sin, std::sqrt;
    const Vec3<T> level = frame.along_I - up_I * up_I.dot(frame.along_I);
    return level * T(cos(elevation) / sqrt(level.squaredNorm())) + up_I * sin(elevation);
}

/// Direction of thrust, unit vector in the inertial frame.
template <class T>
[[nodiscard]] inline Vec3<T> thrust_direction(const FlightPlan& plan, const Regime& regime, const T& time_s,
                                              const Vec3<T>& up_I, const Vec3<T>& air_velocity_I) {
    const SteeringSpan& steering = plan.steering[static_cast<std::size_t>(regime.steering)];
    if (steering.kind == SteeringSpan::Kind::along_air_velocity) return along_air_velocity(air_velocity_I);
    const T elevation = steering.elevation + steering.rate_rad_s * (time_s - regime.steering_start_s);
    if (steering.frame == SteeringFrame::launch) return at_launch_elevation(plan.frame, elevation);
    return at_local_elevation(plan.frame, elevation, up_I);
}

/// Accelerations at a state; the one right-hand side of every integrator.
/// @param r_I, v_I  position and velocity in the inertial frame, m and m/s
/// @param plan  a FlightPlan, or what holds the same numbers for a pack of lanes (T a pack of numbers)
/// Equations: docs/physics.md, "Equations of motion".
template <class Plan, class T>
[[nodiscard]] inline Forces<T> forces(const Plan& plan, const Regime& regime, const T& time_s,
                                      const Vec3<T>& r_I, const Vec3<T>& v_I) {
    using std::sqrt;
    const auto& earth = plan.earth;
    const auto& cell = plan.air[static_cast<std::size_t>(regime.air)];
    const auto& span = plan.propulsion[static_cast<std::size_t>(regime.propulsion)];
    const bool in_air = cell.air.kind != AirLayer::Kind::vacuum;

    Forces<T> f;
    f.density = f.thrust = f.drag = T(0.0);
    const Vec3<T> gravity = gravitation(earth, r_I);
    f.mass = mass_at(plan, regime, time_s);
    const T per_mass = 1.0 / f.mass;
    f.above = above_ground(plan, regime, r_I);
    const HeightAndUp<T>& above = f.above;

    f.air_velocity_I = relative_to_earth(earth, r_I, v_I);
    f.specific_force_I = Vec3<T>::Zero();
    if (in_air) {
        if (plan.has_wind) {
            const Wind<T> wind = wind_at(cell, r_I, above);
            f.air_velocity_I -= wind.velocity_I;
            f.wind_shear_I = wind.shear_I;
        }
        f.air = air_in(cell.air, above.height);
        f.density = f.air.density * plan.density_scale;
        f.air_speed = sqrt(f.air_velocity_I.squaredNorm());
        f.mach = f.air_speed / f.air.speed_of_sound;
        if (span.drag_segments > 0) {
            const auto& segment = plan.drag[static_cast<std::size_t>(regime.drag_segment)];
            const T area = segment.area_m2 + segment.slope_m2 * (f.mach - segment.mach_low);
            const T half_rho_v_area = 0.5 * f.density * f.air_speed * area;
            f.drag = half_rho_v_area * f.air_speed;
            f.specific_force_I -= f.air_velocity_I * (half_rho_v_area * per_mass);
        }
    } else {
        f.air = {T(0.0), T(0.0), T(0.0), T(cell.air.sound_m_s)};
        f.air_speed = sqrt(f.air_velocity_I.squaredNorm());
        f.mach = f.air_speed / cell.air.sound_m_s;
    }
    if (span.burning) {
        const T tau = time_s - span.start_s;
        f.thrust = thrust_in(span, tau, f.air.pressure);
        f.specific_force_I +=
            thrust_direction(plan, regime, time_s, above.up, f.air_velocity_I) * (f.thrust * per_mass);
    }
    f.acceleration_I = gravity + f.specific_force_I;
    return f;
}

}  // namespace apogee
