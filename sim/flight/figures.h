#pragma once

#include <limits>

#include "flight/endings.h"
#include "physics/earth.h"

/// What the figures of a flight mean, for every engine. Nothing here goes through libm but sqrt: bits do not
/// depend on the machine.
namespace apogee {

/// Where and when a body was, inertial frame.
struct Instant {
    double time_s = 0;
    Vec3<double> r_I = Vec3<double>::Zero(), v_I = Vec3<double>::Zero();
};

/// A figure that a flight does not have.
inline constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// A flight that has ended, as its engine knows it.
struct EndedFlight {
    Outcome outcome = Outcome::step_limit;
    Earth earth;
    Geodetic start_place;
    double epoch_s = 0;   ///< when the inertial and the Earth-fixed frame coincide
    Instant start, end;   ///< lift-off or release; last state
    Instant burnout;      ///< last one of a launched vehicle; time NaN where it was not reached
    double summit_m = 0;  ///< greatest of the heights at which the rate of climb passed zero downward
    double ascent_pressure_Pa =
        0;  ///< greatest dynamic pressure until that summit; without one, until the end
};

/// SI and radians; NaN where the flight has no such thing.
struct Figures {
    double range_m;        ///< geodesic from the start to the impact
    double flight_time_s;  ///< from lift-off or release to the impact
    double apogee_m;       ///< greatest geodetic height, where it is stationary
    Geodetic impact;
    double impact_speed_m_s;  ///< relative to the turning Earth
    double burnout_s, burnout_height_m, burnout_speed_m_s;
    double burnout_relative_speed_m_s, burnout_flight_path_angle;  ///< relative to the turning Earth
    double max_dynamic_pressure_Pa;  ///< on the way up; of a body that only falls, of all its way; of one
                                     ///< that was released into an orbit, none
};
[[nodiscard]] Figures figures(const EndedFlight& flight);

/// Whether the summit is the flight's greatest height. One that the flight began above, or rose above again
/// before it was cut or escaped, is not.
[[nodiscard]] bool is_apogee(const EndedFlight& flight);

/// Whether a height at which a flight starts counts as stationary: a body let go at rest.
[[nodiscard]] bool starts_at_summit(double climb_m_s);

/// Whether a step goes over a summit, by the rate of climb before and after. A vehicle that lifts off rises
/// from rest: one that tips over at once has none.
template <class T>
[[nodiscard, gnu::always_inline]] inline auto turns_down(const T& before_m_s, const T& after_m_s) {
    return (before_m_s > T(at_rest_m_s)) & (after_m_s <= T(0.0));
}

/// Below it there is no air to speak of: a satellite at 1000 km meets ten times as much.
inline constexpr double min_pressure_Pa = 1e-8;

}  // namespace apogee
