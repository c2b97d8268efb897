#pragma once

#include "flight/flight_plan.h"

namespace apogee {

/// A second, independent way to fly REF-like vehicles, for tests: classical Runge-Kutta of order 4 with small
/// fixed steps in the turning Earth-fixed frame (Coriolis and centrifugal terms instead of an inertial
/// state), GeographicLib for height and vertical, textbook formulas for gravity, table look-ups by search. It
/// shares only the atmosphere with the program.
struct EarthFixedFlight {
    Geodetic burnout, impact;
    double apogee_m = 0, flight_time_s = 0, burnout_speed_m_s = 0;  ///< speed relative to the Earth
};

/// Stages burn one after another without coasts and separate at burnout; no shroud, boosters or thrust
/// curves. Programmes: linear and pitch-table in the launch frame, pitch-rate in the local frame, gravity
/// turn by time.
[[nodiscard]] EarthFixedFlight fly_earth_fixed(const Vehicle& vehicle, const Launch& launch,
                                               const Environment& environment);

}  // namespace apogee
