#pragma once

#include <vector>

#include "lanes/lane_data.h"

namespace apogee {

/// The air and wind of a plan as polynomials of height. Reproducible: `air_in` is evaluated with the
/// elementary functions of physics/elementary.h.
/// @param kind  `joined`: neighbouring layers of thin air become one where it fits within 0.2 % of the
/// density, which
///              saves steps and moves an ordinary impact by centimetres; a decaying orbit it moves by
///              kilometres.
enum class Layers { joined, as_they_are };
[[nodiscard]] std::vector<LaneLayer> lane_air(const FlightPlan& plan, Layers kind);

/// Where that air becomes how thin.
[[nodiscard]] ThinAir thin_air(const std::vector<LaneLayer>& layers);

}  // namespace apogee
