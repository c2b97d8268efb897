#pragma once

#include <vector>

#include "scene/flight_path.h"
#include "scene/labels.h"

namespace apogee {

/// Meridians and parallels as lines of pixels, and their degrees near the left and the lower edge, at the
/// globe's rim or along the equator.
struct Graticule {
    std::vector<PixelRun> lines;
    std::vector<Label> labels;
};

/// A line about every hand's breadth, only where the camera looks.
/// @param points  pixels per point of type
[[nodiscard]] Graticule graticule(const Camera& camera, double points);

}  // namespace apogee
