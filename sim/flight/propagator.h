#pragma once

#include "flight/propagate.h"

namespace apogee {

/// Integrates `flight.plan` from `flight.start` at `flight.start_s` to the end of the flight: fills steps,
/// outcome, end, counts, and adds the events that the plan and the propagation themselves know (marks,
/// shroud, impact).
void fly_from(Trajectory& flight, Tolerance tolerance);

}  // namespace apogee
