#pragma once

#include "flight/trajectory.h"

namespace apogee {

/// Adds what can be read off a finished flight: apogee, 100 km up and down, the greatest dynamic pressure of
/// the ascent, the peak deceleration of the descent; then puts all events in order of time.
void find_events(Trajectory& flight);

/// What the air does to the vehicle.
struct AirLoads {
    double dynamic_pressure_Pa = 0, deceleration_m_s2 = 0;  ///< the latter: drag over mass
};
/// Loads at a time within a flight that has steps.
[[nodiscard]] AirLoads loads_at(const Trajectory& flight, double time_s);

}  // namespace apogee
