#pragma once

#include <vector>

#include "physics/earth.h"

/// Closed lines on the globe as polygons on the map of longitudes and latitudes.
namespace apogee {

struct LongitudeLatitude {
    double longitude_deg = 0, latitude_deg = 0;
    bool operator==(const LongitudeLatitude&) const = default;
};
/// A closed line without its last point repeated, counter-clockwise: what it holds is on its left.
using MapPolygon = std::vector<LongitudeLatitude>;

/// The closed line through places in their order, smooth between them (a Catmull-Rom spline of unit
/// vectors), with points so close that straight lines on the map follow it: at most 1 degree and 10 degrees
/// of longitude apart.
/// @param places  at least 3, clockwise round what they hold; no neighbours half the globe apart.
[[nodiscard]] std::vector<Geodetic> ring_line(const std::vector<Geodetic>& places);

/// What lies to the right of a closed line, as polygons that RFC 7946 allows: cut at 180 degrees; where it
/// holds a pole the polygon runs along the map's edge. Straight edges between neighbours of the line.
/// @param line  clockwise round what it holds; neighbours less than 180 degrees of longitude apart.
[[nodiscard]] std::vector<MapPolygon> map_polygons(const std::vector<Geodetic>& line);

}  // namespace apogee
