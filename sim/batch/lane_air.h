#pragma once

#include <vector>

#include "batch/lane_data.h"

namespace apogee {

/// The air and wind of a plan as polynomials of height. Reproducible: `air_in` is evaluated with the
/// elementary functions of physics/elementary.h.
[[nodiscard]] std::vector<LaneLayer> lane_air(const FlightPlan& plan);

/// Where that air becomes how thin.
[[nodiscard]] ThinAir thin_air(const std::vector<LaneLayer>& layers);

}  // namespace apogee
