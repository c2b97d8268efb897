#pragma once

#include "physics/earth.h"

/// Places and distances on the ground whose bits do not depend on the machine: for figures that are stored.
namespace apogee {

/// Earth-fixed position of a place, m; as `to_earth_fixed` within 10 nm.
[[nodiscard]] Vec3<double> place_on_earth(const Earth& earth, const Geodetic& place);

/// East, north and up at a place; as `east_north_up` within 1e-15.
[[nodiscard]] EastNorthUp axes_at(const Geodetic& place);

/// The place below an Earth-fixed position; as `to_geodetic` within 0.1 um and 1e-12 rad.
[[nodiscard]] Geodetic place_below(const Earth& earth, const Vec3<double>& r_E);

/// Length of the geodesic between two places, m; heights are ignored. Within 0.1 mm of `geodesic`.
/// Source: Vincenty, Survey Review 23 (1975) 88; where that iteration fails (nearly opposite places) its
/// series are used with the azimuth found by bisection: Karney, J. Geodesy 87 (2013) 43, section 4.
[[nodiscard]] double ground_distance(const Earth& earth, const Geodetic& from, const Geodetic& to);

}  // namespace apogee
