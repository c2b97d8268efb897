#include "report/geojson.h"

namespace apogee::geojson {

Json position(double longitude_deg, double latitude_deg) {
    constexpr double per_degree = 1e7;  // a centimetre
    return Json::array({rounded_to(longitude_deg, per_degree), rounded_to(latitude_deg, per_degree)});
}

Json position(const TrackPoint& point) {
    Json place = position(point.longitude_deg, point.latitude_deg);
    place.push_back(rounded_to(point.height_m, 100));
    return place;
}

Json point(Json position) {
    return {{"type", "Point"}, {"coordinates", std::move(position)}};
}

Json lines(const std::vector<std::vector<TrackPoint>>& lines, Heights heights) {
    Json all = Json::array();
    for (const std::vector<TrackPoint>& line : lines) {
        Json coordinates = Json::array();
        for (const TrackPoint& p : line)
            coordinates.push_back(heights == Heights::with ? position(p)
                                                           : position(p.longitude_deg, p.latitude_deg));
        // A line has two ends, also where it is cut in its last point.
        if (coordinates.size() == 1) coordinates.push_back(coordinates.front());
        all.push_back(std::move(coordinates));
    }
    if (all.size() == 1) return {{"type", "LineString"}, {"coordinates", all.front()}};
    return {{"type", "MultiLineString"}, {"coordinates", std::move(all)}};
}

namespace {

/// A closed line, its first point repeated.
Json linear_ring(const std::vector<LatLon>& line) {
    Json ring = Json::array();
    for (const LatLon& p : line) {
        Json place = position(p.longitude_deg, p.latitude_deg);
        if (ring.empty() || ring.back() != place) ring.push_back(std::move(place));
    }
    if (ring.front() != ring.back()) ring.push_back(ring.front());
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
