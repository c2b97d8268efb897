#pragma once

#include "world/label_pen.h"
#include "world/layer.h"

namespace apogee {

/// Writes the names that find room, the scale bar, and where the map comes from.
void draw_names(const WorldFrame& frame, const Names& names, LabelPen& pen);

}  // namespace apogee
