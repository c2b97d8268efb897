#pragma once

#include <span>
#include <vector>

#include "base/lat_lon.h"
#include "scene/flight_path.h"

namespace apogee {

/// The ellipse round the middle of many impacts that holds a share of them, 0 to 1: its axes are those of
/// their covariance on the azimuthal equidistant plane about their mean, its size is such that just so many
/// lie inside. No distribution is assumed.
/// @return a closed path, its inside to the left; a line there and back where all lie on one; empty for fewer
/// than ten
///         impacts, or where they are all one.
/// Source of the distance that says what lies inside (Mahalanobis): Johnson & Wichern, Applied Multivariate
/// Statistical Analysis, 6th ed. (2007), section 4.2.
[[nodiscard]] Path impact_ellipse(std::span<const LatLon> impacts, double share);

}  // namespace apogee
