#pragma once

#include <vector>

#include "figure/figure.h"

namespace apogee {

/// At the foot of a box, over the distance: what lies below the track of each flight; of up to three, and
/// where the box has room. @return the height that they take
[[nodiscard]] double draw_track_strips(Canvas& canvas, const Box& box,
                                       const std::vector<FigureFlight>& flights, const Look& look);

}  // namespace apogee
