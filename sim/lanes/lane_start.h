#pragma once

#include "lanes/lane_data.h"

namespace apogee {

/// What a lane has to know of a flight that it takes up, before the layer is known whose air it evaluates.
struct LaneStart {
    double height_m = 0;       ///< exact
    double lane_height_m = 0;  ///< by the series that lanes evaluate
    double climb_m_s = 0;
    double air_speed_m_s = 0;
    int layer = 0;  ///< of the air; on an edge a vehicle that lifts off belongs to the one above
};

/// Compiled once, for every processor: a flight begins alike in lanes of every width.
[[nodiscard]] LaneStart lane_start(const LaneWorld& world, const LaneFlight& flight);

}  // namespace apogee
