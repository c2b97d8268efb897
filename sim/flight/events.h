#pragma once

#include "flight/trajectory.h"

namespace apogee {

/// Adds what can be read off a finished flight: apogee (the greatest height), 100 km up and down, the
/// greatest dynamic pressure of the ascent, the peak deceleration of the descent; then puts all events in
/// order of time.
void find_events(Trajectory& flight);

/// Drag deceleration, m/s^2, and dynamic pressure, Pa, at a time within a flight.
struct AirLoads {
    double dynamic_pressure_Pa, deceleration_m_s2;
};
[[nodiscard]] AirLoads air_loads(const Trajectory& flight, const Step& step, double time_s);

}  // namespace apogee
