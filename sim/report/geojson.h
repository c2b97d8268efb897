#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "range/ring_polygon.h"
#include "report/flown_path.h"

/// RFC 7946 in pieces: longitude and latitude on WGS 84 to a centimetre, heights above the ellipsoid to a
/// centimetre.
namespace apogee::geojson {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json position(double longitude_deg, double latitude_deg);
[[nodiscard]] Json position(const TrackPoint& point);
[[nodiscard]] Json point(Json position);
/// A line, or several where it is cut; with heights or without. Of a body that stayed on one place, which is
/// no line, the point where it ended.
/// @param lines  at least one, none of them empty
[[nodiscard]] Json lines(const std::vector<std::vector<TrackPoint>>& lines, Heights heights);
/// A polygon, or several where it is cut. Points that rounding puts on one place stand once.
[[nodiscard]] Json polygons(const std::vector<GroundPolygon>& parts);
/// @param what  enters the properties as `what`, before the others
[[nodiscard]] Json feature(const std::string& what, const Json& properties, Json geometry);
[[nodiscard]] Json collection(Json features);

}  // namespace apogee::geojson
