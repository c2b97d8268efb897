#pragma once

#include "figure/canvas.h"
#include "scene/drawn_flight.h"

namespace apogee {

/// An arc on a flat map: heights stand at right angles to the ground track, on one side of it.
struct RaisedArc {
    PixelRun arc;
    PixelPoint foot, top;  ///< below the apogee on the track, and on the arc
    double most_height_m = 0;
};

/// Pixels per metre of height: the arc bows by no more than a third of the longest track, and no height is
/// drawn larger than its length on the ground would be.
[[nodiscard]] double raised_scale(const Camera& camera, const std::vector<const DrawnFlight*>& flights);
/// @param flight  of less than half a turn
[[nodiscard]] RaisedArc raised_arc(const Camera& camera, const DrawnFlight& flight, double pixels_per_m);

}  // namespace apogee
