#pragma once

#include <span>

#include "geo/world_map.h"
#include "physics/earth.h"

namespace apogee {

/// A place on the ground, seen from another.
struct SeenPlace {
    Geodetic place;
    double distance_m = 0;  ///< along the ellipsoid
    double azimuth = 0;     ///< from the other place, rad, clockwise from north; 0 where the distance is
};
[[nodiscard]] SeenPlace seen_from(const Geodetic& from, const Geodetic& place);

struct NearestAndFarthest {
    SeenPlace nearest, farthest;
};

/// The nearest and the farthest place of some polygons, seen from a place, on the WGS 84 ellipsoid.
///
/// Edges are straight in longitude and latitude, as in the map; both places may lie within one. From inside a
/// polygon the nearest place is the place itself; where the antipode lies inside, it is the farthest one.
/// Every vertex and every piece of an edge that can hold an answer is measured by `geodesic`: the others are
/// left out by their distance on a sphere, which differs by less than 1 %, and by the triangle inequality.
/// Within a piece the distance is minimised by Brent's method (R. P. Brent, Algorithms for Minimization
/// without Derivatives, 1973, chapter 5).
/// @param polygons  at least one, as the map draws them; the antimeridian and the poles need no care
/// @return distances within 1 mm for the polygons as they are drawn; the map itself is good to a kilometre.
[[nodiscard]] NearestAndFarthest nearest_and_farthest(const Geodetic& from,
                                                      std::span<const MapPolygon> polygons);

/// Whether a place lies inside of some polygons; on their edges either answer.
[[nodiscard]] bool inside(const Geodetic& place, std::span<const MapPolygon> polygons);

}  // namespace apogee
