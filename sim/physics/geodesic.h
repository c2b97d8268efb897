#pragma once

#include "physics/earth.h"

namespace apogee {

/// Where a geodesic ends that leaves a place at an azimuth (rad, clockwise from north): on the ellipsoid
/// itself. GeographicLib's `Geodesic` (Karney, J. Geodesy 87 (2013) 43), error below 15 nm. The start's
/// height is ignored.
[[nodiscard]] Geodetic place_along(const Earth& earth, const Geodetic& from, double azimuth,
                                   double distance_m);

}  // namespace apogee
