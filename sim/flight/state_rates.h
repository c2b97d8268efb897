#pragma once

#include "flight/dynamics.h"
#include "physics/elementary.h"

/// A state as event functions, step control and extrema see it: quantities with their rates of change.
/// Written once for a flight and for a pack of lanes.
namespace apogee {

/// SI. Rates are derivatives along the flight; the slow turning of the wind's own directions is left out of
/// them. They aim steps and guard searches, whose results are found on the integrated flight itself.
template <class T>
struct StateRates {
    Vec3<T> acceleration_I;
    T height, climb, climb_rate;  ///< geodetic height and its derivatives; the second within 1e-5 of gravity
    T mach, mach_rate, air_speed, air_speed_rate;
    T pressure, pressure_rate;  ///< dynamic
};

/// Height with its derivatives. Two forms stand here: the exact one for a flight whose events are reported,
/// and the series for lanes, a tenth of its cost; a test holds them equal.
template <class T>
struct HeightRates {
    T height, climb, climb_rate;
};

template <class T>
[[nodiscard]] inline HeightRates<T> exact_height_rates(const Earth& earth, const Vec3<T>& r, const Vec3<T>& v,
                                                       const Vec3<T>& a_I) {
    using std::sqrt;
    const HeightAndUp<T> above = height_and_up(earth, r);
    const T climb = above.up.dot(v);
    return {above.height.m, climb,
            above.up.dot(a_I) + (v.squaredNorm() - climb * climb) / sqrt(T(r.squaredNorm()))};
}

/// Given the height. Series in the second eccentricity, as `height_for_air`: the rate within 1e-5 of itself.
template <class T>
[[nodiscard, gnu::always_inline]] inline HeightRates<T> series_height_rates(const Earth& earth,
                                                                            const T& height, const Vec3<T>& r,
                                                                            const Vec3<T>& v,
                                                                            const Vec3<T>& a_I) {
    using std::sqrt;
    const T r2 = r.x() * r.x() + r.y() * r.y() + r.z() * r.z();
    const T inverse_r2 = 1.0 / r2, inverse_r = sqrt(inverse_r2);
    const T sine = r.z() * inverse_r, s = sine * sine;
    const double a = earth.equatorial_radius_m, axes = 1 - earth.flattening, k = 1 / (axes * axes) - 1;
    const T x = k * s;
    const T radial = r.dot(v) * inverse_r;
    const T s_rate = 2.0 * sine * (v.z() - sine * radial) * inverse_r;
    const T climb = radial - k * (-0.5 * a + x * (0.75 * a - 0.9375 * a * x)) * s_rate;
    const T upward = (r.dot(a_I) + k * r.z() * a_I.z()) * inverse_r * (1.0 - x);
    return {height, climb, upward + (v.squaredNorm() - climb * climb) * inverse_r};
}

/// @param f       the forces at the state, whose `above.height` is filled in
/// @param height  by either of the two forms
template <class Plan, class T>
[[nodiscard]] inline StateRates<T> state_rates(const Plan& plan, const Regime& regime, const Forces<T>& f,
                                               const HeightRates<T>& height, const Vec3<T>& v_I) {
    using elementary::select;
    using std::sqrt;
    const double omega = plan.earth.rotation_rate_rad_s;
    const auto& layer = plan.air[static_cast<std::size_t>(regime.air)].air;
    const bool in_air = layer.kind != AirLayer::Kind::vacuum;
    StateRates<T> s;
    s.acceleration_I = f.acceleration_I;
    s.height = height.height;
    s.climb = height.climb;
    s.climb_rate = height.climb_rate;
    s.mach = f.mach;
    s.air_speed = f.air_speed;
    Vec3<T> air_rate{f.acceleration_I.x() + omega * v_I.y(), f.acceleration_I.y() - omega * v_I.x(),
                     f.acceleration_I.z()};
    if (in_air && plan.has_wind) air_rate -= f.wind_shear_I * s.climb;
    // On the pad the air velocity is zero but for rounding: there the speed is about to grow as fast as it
    // can.
    const auto at_rest = f.air_speed < T(1e-3);
    s.air_speed_rate = select(at_rest, T(sqrt(T(air_rate.squaredNorm()))),
                              T(f.air_velocity_I.dot(air_rate) / (f.air_speed + 1e-30)));
    const T sound = f.air.speed_of_sound;
    const AirSlopes<T> slopes = air_slopes(layer, GeometricHeight<T>{height.height}, f.air);
    s.mach_rate = (s.air_speed_rate - s.mach * slopes.sound_1_s * s.climb) / sound;
    const T momentum = f.density * s.air_speed;
    s.pressure = 0.5 * momentum * s.air_speed;
    s.pressure_rate = s.pressure * slopes.ln_density_1_m * s.climb + momentum * s.air_speed_rate;
    return s;
}

}  // namespace apogee
