#pragma once

#include "scene/flight_path.h"

namespace apogee {

/// What of a closed line lies in the box from (left, top) to (right, bottom), as one closed line: its pieces
/// are joined along the box's edge. Within the box every winding number stays. Empty where nothing is left.
/// Source: Sutherland and Hodgman, Communications of the ACM 17 (1974) 32.
[[nodiscard]] PixelRun cut_to_box(PixelRun line, double left, double top, double right, double bottom);

}  // namespace apogee
