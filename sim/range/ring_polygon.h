#pragma once

#include <vector>

#include "base/lat_lon.h"
#include "physics/earth.h"

/// Closed lines on the globe as polygons on the map of longitudes and latitudes.
namespace apogee {

/// A part of the map. Each line is closed without its first point repeated, has the polygon on its left
/// (counter-clockwise outside, clockwise round the hole), and crosses neither itself nor the other.
struct GroundPolygon {
    std::vector<LatLon> outside;
    std::vector<LatLon> hole;  ///< empty: none
};

/// The closed line through places in their order, smooth between them (a Catmull-Rom spline of unit
/// vectors), with points so close that straight lines on the map follow it: at most 1 degree and 10 degrees
/// of longitude apart.
/// @param places  at least 3, clockwise round what they hold; no neighbours half the globe apart.
[[nodiscard]] std::vector<Geodetic> ring_line(const std::vector<Geodetic>& places);

/// What lies to the right of a closed line, as polygons that RFC 7946 allows: cut at 180 degrees and nowhere
/// else; where it holds a pole the polygon runs along the map's edge to it. Straight edges between neighbours
/// of the line. Points nearer than 2 cm to a pole are taken for 2 cm from it.
/// @param line  clockwise round what it holds, not crossing itself.
[[nodiscard]] std::vector<GroundPolygon> map_polygons(const std::vector<Geodetic>& line);

}  // namespace apogee
