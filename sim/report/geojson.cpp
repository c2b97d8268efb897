#include "report/geojson.h"

namespace apogee::geojson {

Json position(double longitude_deg, double latitude_deg) {
    const TrackPoint place = rounded({longitude_deg, latitude_deg, 0});
    return Json::array({place.longitude_deg, place.latitude_deg});
}

Json position(const TrackPoint& point) {
    const TrackPoint place = rounded(point);
    return Json::array({place.longitude_deg, place.latitude_deg, place.height_m});
}

Json point(Json position) {
    return {{"type", "Point"}, {"coordinates", std::move(position)}};
}

Json lines(const std::vector<std::vector<TrackPoint>>& lines, Heights heights) {
    const auto at = [&](const TrackPoint& p) {
        return heights == Heights::with ? position(p) : position(p.longitude_deg, p.latitude_deg);
    };
    Json all = Json::array();
    for (const std::vector<TrackPoint>& line : lines_for_files(lines, heights)) {
        Json coordinates = Json::array();
        for (const TrackPoint& p : line) coordinates.push_back(at(p));
        all.push_back(std::move(coordinates));
    }
    if (all.empty()) return point(at(lines.back().back()));
    if (all.size() == 1) return {{"type", "LineString"}, {"coordinates", all.front()}};
    return {{"type", "MultiLineString"}, {"coordinates", std::move(all)}};
}

namespace {

/// A closed line, its first point repeated.
Json linear_ring(const std::vector<LatLon>& line) {
    Json ring = Json::array();
    for (const TrackPoint& p : ring_for_files(line))
        ring.push_back(position(p.longitude_deg, p.latitude_deg));
    return ring;
}

}  // namespace

Json polygons(const std::vector<GroundPolygon>& parts) {
    Json all = Json::array();
    for (const GroundPolygon& part : parts) {
        Json rings = Json::array({linear_ring(part.outside)});
        if (!part.hole.empty()) rings.push_back(linear_ring(part.hole));
        all.push_back(std::move(rings));
    }
    if (all.size() == 1) return {{"type", "Polygon"}, {"coordinates", all.front()}};
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(all)}};
}

Json feature(const std::string& what, const Json& properties, Json geometry) {
    Json all{{"what", what}};
    all.update(properties);
    return {{"type", "Feature"}, {"properties", std::move(all)}, {"geometry", std::move(geometry)}};
}

Json collection(Json features) {
    return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

}  // namespace apogee::geojson
