#pragma once

#include <optional>

#include "flight/trajectory.h"

namespace apogee {

/// Adds what can be read off a finished flight: apogee, 100 km up and down, the greatest dynamic pressure of
/// the ascent, the peak deceleration of the descent; then puts all events in order of time.
void find_events(Trajectory& flight);

/// The greatest of the heights at which the rate of climb passed zero downward, or at which the body was let
/// go at rest; empty where there is none.
struct Summit {
    double time_s, height_m;
    State state;
};
[[nodiscard]] std::optional<Summit> summit_of(const Trajectory& flight);
/// The summit that is the flight's apogee. An orbit has none: it has passed its apogee or not, wherever it
/// was decided that it is one; its own is the osculating one.
[[nodiscard]] std::optional<Summit> flown_apogee(const Trajectory& flight);

/// What the air does to the vehicle.
struct AirLoads {
    double dynamic_pressure_Pa = 0, deceleration_m_s2 = 0;  ///< the latter: drag over mass
};
/// Loads at a time within a flight that has steps.
[[nodiscard]] AirLoads loads_at(const Trajectory& flight, double time_s);

}  // namespace apogee
