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

/// Length and first azimuth (rad, [0, 2 pi)) of the geodesic between two places; heights are ignored. The
/// length is within 0.1 mm of `geodesic`; so is the end of the line that the azimuth begins.
/// Source: Vincenty, Survey Review 23 (1975) 88; where that iteration fails (nearly opposite places) its
/// series are used with the azimuth found by bisection: Karney, J. Geodesy 87 (2013) 43, section 4.
[[nodiscard]] Geodesic ground_line(const Earth& earth, const Geodetic& from, const Geodetic& to);
/// Its length, m.
[[nodiscard]] double ground_distance(const Earth& earth, const Geodetic& from, const Geodetic& to);

/// Where the geodesic ends that leaves a place at an azimuth (rad, clockwise from north): as `place_along`
/// within 0.1 mm. Source: Vincenty (1975), direct formula.
[[nodiscard]] Geodetic ground_place(const Earth& earth, const Geodetic& from, double azimuth,
                                    double distance_m);

}  // namespace apogee
