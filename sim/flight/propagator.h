#pragma once

#include "flight/propagate.h"

namespace apogee {

/// Integrates `flight.plan` from a state in the inertial frame to the end of the flight: fills steps,
/// outcome, end, counts, and the events that the plan and the propagation themselves know (marks, shroud,
/// impact).
void fly_from(Trajectory& flight, double start_s, const State& start, Tolerance tolerance);

}  // namespace apogee
