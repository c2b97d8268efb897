#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "base/xml.h"
#include "physics/constants.h"
#include "physics/earth.h"
#include "range/ring_polygon.h"
#include "report/flight_colours.h"
#include "report/flown_path.h"
#include "report/map_content.h"

namespace apogee {
namespace {

void add_text(XmlElement& parent, const char* name, const std::string& text) {
    parent.add(name, printable(text));
}

void add_description(XmlElement& parent, const std::string& text) {
    add_text(parent, "description", as_html(text));
}

/// KML's order of hexadecimal digits: opacity, blue, green, red.
std::string kml_colour(std::size_t colour, int opacity) {
    const std::uint32_t rgb = flight_colours[colour];
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", opacity, rgb & 255, rgb >> 8 & 255, rgb >> 16);
}

/// "longitude,latitude,height"; in a track with spaces between them.
std::string coordinates(const TrackPoint& point, const char* between = ",") {
    const TrackPoint p = rounded(point);
    return fixed(p.longitude_deg, 7) + between + fixed(p.latitude_deg, 7) + between + fixed(p.height_m, 2);
}

/// "longitude,latitude" of what lies on the ground.
std::string coordinates(double longitude_deg, double latitude_deg) {
    const TrackPoint p = rounded({longitude_deg, latitude_deg, 0});
    return fixed(p.longitude_deg, 7) + ',' + fixed(p.latitude_deg, 7);
}

/// Colours come again after the last.
std::size_t colour_number(std::size_t colour) {
    return colour % flight_colours.size();
}

/// "flight1": of arcs and points; "area1": of what a line on the ground holds.
std::string style_name(const char* kind, std::size_t colour) {
    return fmt::format("{}{}", kind, colour_number(colour) + 1);
}
constexpr const char *flight_style = "flight", *area_style = "area";

void add_style(XmlElement& document, const char* kind, std::size_t colour) {
    XmlElement& style = document.add("Style");
    style.set("id", style_name(kind, colour));
    XmlElement& line = style.add("LineStyle");
    add_text(line, "color", kml_colour(colour, 255));
    add_text(line, "width", "2.5");
    XmlElement& inside = style.add("PolyStyle");  // of an arc: the curtain below it
    add_text(inside, "color", kml_colour(colour, 50));
    // The outline of a polygon that is cut would run along the cut: the area's line stands beside it.
    if (kind == area_style) add_text(inside, "outline", "0");
}

/// A style for every colour that stands in the file.
void add_styles(XmlElement& document, const MapContent& content) {
    std::set<std::size_t> flights, areas;
    for (const MapPlace& place : content.places) flights.insert(colour_number(place.colour));
    for (const MapBody& body : content.bodies) flights.insert(colour_number(body.colour));
    for (const MapRegion& region : content.regions) areas.insert(colour_number(region.colour));
    for (const std::size_t colour : flights) add_style(document, flight_style, colour);
    for (const std::size_t colour : areas) add_style(document, area_style, colour);
}

/// The schema orders what a placemark holds: name, description, view, time, style, geometry.
XmlElement& add_placemark(XmlElement& folder, const std::string& name) {
    XmlElement& placemark = folder.add("Placemark");
    if (!name.empty()) add_text(placemark, "name", name);
    return placemark;
}

void add_style_url(XmlElement& placemark, const char* kind, std::size_t colour) {
    add_text(placemark, "styleUrl", "#" + style_name(kind, colour));
}

void add_lines(XmlElement& several, const std::vector<std::vector<TrackPoint>>& lines, bool in_space) {
    for (const std::vector<TrackPoint>& points : lines) {
        XmlElement& line = several.add("LineString");
        add_text(line, "extrude", in_space ? "1" : "0");
        add_text(line, "tessellate", in_space ? "0" : "1");
        add_text(line, "altitudeMode", in_space ? "absolute" : "clampToGround");
        std::string text;
        for (const TrackPoint& p : points) text += coordinates(p) + " ";
        line.add("coordinates", text);
    }
}

void add_events(XmlElement& folder, const FileClock& clock, const MapBody& body) {
    const Trajectory& trajectory = *body.trajectory;
    for (const Event& event : trajectory.events) {
        XmlElement& placemark = add_placemark(folder, event.name);
        add_description(
            placemark, fmt::format("{} after {}, {} km up", minutes_and_seconds(event.time_s), body.time_zero,
                                   fixed(trajectory.point(event.time_s).place.height / 1000, 1)));
        add_text(placemark.add("TimeStamp"), "when", utc_timestamp(clock.zero, event.time_s));
        add_style_url(placemark, flight_style, body.colour);
        XmlElement& point = placemark.add("Point");
        add_text(point, "altitudeMode", "absolute");
        add_text(point, "coordinates",
                 coordinates(track_point(trajectory.place(event.time_s, event.state.r_I))));
    }
}

/// Moments of a track that plays: evenly in time, with every event of what is drawn.
std::set<double> track_times(const Trajectory& trajectory) {
    // Files resolve a millisecond.
    const double begin = first_instant(trajectory), end = trajectory.end_s, apart_s = 2e-3;
    const int intervals = static_cast<int>(std::clamp((end - begin) / apart_s, 1.0, 400.0));
    std::set<double> times;
    for (int i = 0; i <= intervals; ++i) times.insert(begin + (end - begin) * i / intervals);
    for (const Event& event : trajectory.events)
        if (event.time_s >= begin && event.time_s <= end) {
            const auto after = times.lower_bound(event.time_s);
            const bool near_after = after != times.end() && *after - event.time_s < apart_s;
            const bool near_before = after != times.begin() && event.time_s - *std::prev(after) < apart_s;
            if (!near_after && !near_before) times.insert(event.time_s);
        }
    return times;
}

/// All moments come before all places: Earth refuses them in pairs.
void add_track(XmlElement& placemark, const FileClock& clock, const Trajectory& trajectory) {
    XmlElement& track = placemark.add("gx:Track");
    add_text(track, "altitudeMode", "absolute");
    const std::set<double> times = track_times(trajectory);
    for (const double t : times) add_text(track, "when", utc_timestamp(clock.zero, t));
    for (const double t : times) {
        add_text(track, "gx:coord",
                 coordinates(track_point(trajectory.place(t, trajectory.state(t).r_I)), " "));
    }
}

/// Where the window looks, from how far and with what tilt.
struct View {
    TrackPoint at;
    double heading_deg = 0, tilt_deg = 0, range_m = 0;
};

/// The whole flight from the side.
View view_of(const Trajectory& trajectory) {
    double farthest_m = 50e3;
    const std::vector<FlightPoint> path = path_samples(trajectory, Between::space, 1000);
    for (const FlightPoint& p : path) farthest_m = std::max({farthest_m, p.downrange_m, p.place.height});
    const auto middle = std::min_element(path.begin(), path.end(), [&](const auto& a, const auto& b) {
        const double half = 0.5 * path.back().downrange_m;
        return std::fabs(a.downrange_m - half) < std::fabs(b.downrange_m - half);
    });
    return {track_point(middle->place), std::remainder(degrees(trajectory.plan->azimuth) - 90, 360), 50,
            2.5 * farthest_m};
}

/// All that lies on the ground, from above.
View view_of(const MapContent& content) {
    std::vector<Vec3<double>> directions;
    for (const MapPlace& place : content.places)
        directions.push_back(sphere_direction(radians(place.latitude_deg), radians(place.longitude_deg)));
    for (const MapRegion& region : content.regions)
        for (const Geodetic& p : region.line) directions.push_back(sphere_direction(p.latitude, p.longitude));
    Vec3<double> middle = Vec3<double>::Zero();
    for (const Vec3<double>& direction : directions) middle += direction;
    if (middle.norm() < 1e-6) middle = Vec3<double>::UnitX();
    middle.normalize();
    double least_cosine = 1;
    for (const Vec3<double>& direction : directions)
        least_cosine = std::min(least_cosine, direction.dot(middle));
    const double apart_m = std::acos(std::max(least_cosine, -1.0)) * constants::sphere_radius_m;
    return {{degrees(std::atan2(middle.y(), middle.x())), degrees(std::asin(middle.z())), 0},
            0,
            0,
            std::clamp(2.5 * apart_m, 50e3, 2e7)};
}

/// The first flight, and its time in the slider; without a flight what lies on the ground.
void add_view(XmlElement& document, const MapContent& content, const std::vector<FileClock>& clocks) {
    XmlElement& look = document.add("LookAt");
    View view;
    if (content.bodies.empty()) {
        view = view_of(content);
    } else {
        const Trajectory& trajectory = *content.bodies.front().line;
        view = view_of(trajectory);
        XmlElement& span = look.add("gx:TimeSpan");
        add_text(span, "begin", utc_timestamp(clocks.front().zero, first_instant(trajectory)));
        add_text(span, "end", utc_timestamp(clocks.front().zero, trajectory.end_s));
    }
    add_text(look, "longitude", fixed(view.at.longitude_deg, 5));
    add_text(look, "latitude", fixed(view.at.latitude_deg, 5));
    add_text(look, "altitude", "0");
    add_text(look, "heading", fixed(view.heading_deg, 1));
    add_text(look, "tilt", fixed(view.tilt_deg, 0));
    add_text(look, "range", fixed(view.range_m, 0));
}

void add_body(XmlElement& document, const MapBody& body, const FileClock& clock) {
    const Trajectory& trajectory = *body.line;
    XmlElement& folder = document.add("Folder");
    add_text(folder, "name", body.name);
    const auto styled = [&](const char* name) -> XmlElement& {
        XmlElement& placemark = add_placemark(folder, name);
        add_style_url(placemark, flight_style, body.colour);
        return placemark;
    };
    const auto path = [&](Between between, Heights heights) {
        return lines_for_files(map_lines(path_samples(trajectory, between, line_tolerance_m), between),
                               heights);
    };
    // A body that stayed on one place has no line: its events say where.
    if (const auto arc = path(Between::space, Heights::with); !arc.empty())
        add_lines(styled("Arc").add("MultiGeometry"), arc, true);
    if (const auto track = path(Between::degrees, Heights::without); !track.empty())
        add_lines(styled("Ground track").add("MultiGeometry"), track, false);
    XmlElement& events = folder.add("Folder");
    add_text(events, "name", "Events");
    add_events(events, clock, body);
    add_track(styled("Flight over time"), clock, trajectory);
}

void add_place(XmlElement& folder, const MapPlace& place) {
    XmlElement& placemark = add_placemark(folder, place.name);
    if (!place.description.empty()) add_description(placemark, place.description);
    add_style_url(placemark, flight_style, place.colour);
    add_text(placemark.add("Point"), "coordinates", coordinates(place.longitude_deg, place.latitude_deg));
}

void add_ring(XmlElement& polygon, const char* boundary, const std::vector<LatLon>& line) {
    std::string text;
    for (const TrackPoint& p : ring_for_files(line))
        text += (text.empty() ? "" : " ") + coordinates(p.longitude_deg, p.latitude_deg);
    polygon.add(boundary).add("LinearRing").add("coordinates", text);
}

void add_region(XmlElement& folder, const MapRegion& region) {
    XmlElement& placemark = add_placemark(folder, region.what);
    if (!region.description.empty()) add_description(placemark, region.description);
    add_style_url(placemark, area_style, region.colour);
    XmlElement& several = placemark.add("MultiGeometry");
    for (const GroundPolygon& part : map_polygons(region.line)) {
        XmlElement& polygon = several.add("Polygon");
        add_text(polygon, "tessellate", "1");
        add_ring(polygon, "outerBoundaryIs", part.outside);
        if (!part.hole.empty()) add_ring(polygon, "innerBoundaryIs", part.hole);
    }
    std::vector<TrackPoint> line;
    for (const Geodetic& place : region.line) line.push_back(track_point(place));
    line.push_back(line.front());
    add_lines(several, lines_for_files(cut_at_180(line), Heights::without), false);
}

/// What is said of all bodies. What was said of the body before, too, is not said again.
std::string description(const MapContent& content, const std::vector<FileClock>& clocks) {
    std::vector<std::string> all{content.description};
    std::array<std::string, 4> before;
    for (std::size_t i = 0; i < content.bodies.size(); ++i) {
        const MapBody& body = content.bodies[i];
        all.push_back(body.name + ":");
        const std::string figures = figures_and_remark(body);
        const std::array said{clocks[i].note, figures, body.heights, body.source};
        for (std::size_t k = 0; k < said.size(); ++k)
            if (said[k] != before[k] || said[k] == figures) all.push_back(said[k]);
        before = said;
    }
    if (!content.bodies.empty())
        all.emplace_back("Google Earth takes heights as above the sea, up to 100 m from that.");
    return sentences(all);
}

}  // namespace

std::string map_kml(const MapContent& content) {
    const std::vector<FileClock> clocks = file_clocks(content.bodies, FarApart::keep);
    XmlElement kml("kml");
    kml.set("xmlns", "http://www.opengis.net/kml/2.2");
    kml.set("xmlns:gx", "http://www.google.com/kml/ext/2.2");
    XmlElement& document = kml.add("Document");
    add_text(document, "name", content.title);
    add_text(document, "open", "1");
    add_description(document, description(content, clocks));
    add_view(document, content, clocks);
    add_styles(document, content);
    if (!content.places.empty() || !content.regions.empty()) {
        XmlElement& ground = document.add("Folder");
        add_text(ground, "name", "On the ground");
        for (const MapPlace& place : content.places) add_place(ground, place);
        for (const MapRegion& region : content.regions) add_region(ground, region);
    }
    for (std::size_t i = 0; i < content.bodies.size(); ++i) add_body(document, content.bodies[i], clocks[i]);
    return std::string(xml_declaration) + kml.text(XmlLayout::indented) + '\n';
}

}  // namespace apogee
