#pragma once

#include <functional>
#include <vector>

#include "scene/flight_path.h"

namespace apogee {

/// A short line across a flight's at a round time.
struct TimeTick {
    double time_s = 0;
    PixelPoint at, across;  ///< unit vector at right angles to the line
};

/// Ticks along a path as it is drawn, at whole multiples of a clock's step (`clock_step`) after its start, so
/// that a moving body's speed is seen. The step is the least with which they stand `spacing` apart on the
/// mean; where the line is slower, ticks nearer together than an eighth of that are left out.
/// @param pixel    where a point of the path is drawn
/// @param scale    pixels per radian in the middle of the picture: tells a torn plane from a long step
/// @param spacing  pixels
[[nodiscard]] std::vector<TimeTick> time_ticks(const Path& path,
                                               const std::function<Camera::Pixel(const PathPoint&)>& pixel,
                                               double scale, double spacing);

}  // namespace apogee
