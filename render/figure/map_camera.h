#pragma once

#include <functional>

#include "figure/canvas.h"
#include "scene/drawn_flight.h"

namespace apogee {

/// Lines and points that a map must show, as pixels of a camera of scale 1.
using MustShow =
    std::function<void(const Camera& unit, const std::function<void(double x, double y)>& include)>;

/// The camera of a map that shows a path with room round it; the picture is at most so large, and smaller
/// where the whole Earth would not fill it.
/// @param extra  more than the path that must be seen
[[nodiscard]] Camera fitted_camera(ProjectionKind kind, const Path& path, const LatLon& start, double width,
                                   double height, const MustShow& extra = {});

}  // namespace apogee
