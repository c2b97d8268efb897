#pragma once

#include "flight/propagate.h"
#include "flight/summary.h"

namespace apogee {

/// A flight that is in orbit, and one revolution of it: what a picture or a map of it shows. A flight ends
/// where it is sure that it is in orbit, which may be a second after the release.
/// @param orbit  of the summary of `flight`
[[nodiscard]] Trajectory with_revolution(Trajectory flight, const Orbit& orbit, Tolerance tolerance = {});

}  // namespace apogee
