#pragma once

#include <string>
#include <vector>

#include "report/flight.h"

namespace apogee {

/// `warnings` of the scenario, and what it asks for and the flight shows never to happen: a shroud that is
/// never jettisoned, a kick that is never reached, a stage that is to ignite after the impact. Of a vehicle
/// that does not lift off the outcome says it all.
[[nodiscard]] std::vector<std::string> flight_warnings(const Flight& flight);

}  // namespace apogee
