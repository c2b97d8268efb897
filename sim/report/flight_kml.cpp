#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "report/flight_colours.h"
#include "report/flight_files.h"
#include "report/flown_path.h"

namespace apogee {
namespace {

using XmlNode = pugi::xml_node;

/// XML has no place for U+FFFE and U+FFFF.
std::string xml_text(std::string text) {
    for (const char* none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        for (std::size_t at; (at = text.find(none)) != std::string::npos;)
            text.replace(at, 3, "\xEF\xBF\xBD");
    return text;
}

void add_text(XmlNode parent, const char* name, const std::string& text) {
    parent.append_child(name).text().set(xml_text(printable(text)).c_str());
}

/// KML's order of hexadecimal digits: opacity, blue, green, red.
std::string kml_colour(std::size_t flight, int opacity) {
    const std::uint32_t rgb = flight_colours[flight % flight_colours.size()];
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", opacity, rgb & 255, rgb >> 8 & 255, rgb >> 16);
}

/// "longitude,latitude,height": a ten-millionth of a degree and a centimetre.
std::string coordinates(const TrackPoint& p) {
    return fmt::format("{:.7f},{:.7f},{:.2f}", p.longitude_deg, p.latitude_deg, p.height_m);
}

std::string style_name(std::size_t flight) {
    return fmt::format("flight{}", flight + 1);
}

void add_style(XmlNode document, std::size_t flight) {
    XmlNode style = document.append_child("Style");
    style.append_attribute("id") = style_name(flight).c_str();
    XmlNode line = style.append_child("LineStyle");
    add_text(line, "color", kml_colour(flight, 255));
    add_text(line, "width", "2.5");
    // The curtain below the arc.
    add_text(style.append_child("PolyStyle"), "color", kml_colour(flight, 50));
}

XmlNode add_placemark(XmlNode folder, const std::string& name, std::size_t flight) {
    XmlNode placemark = folder.append_child("Placemark");
    add_text(placemark, "name", name);
    add_text(placemark, "styleUrl", "#" + style_name(flight));
    return placemark;
}

void add_lines(XmlNode placemark, const std::vector<std::vector<TrackPoint>>& lines, bool in_space) {
    XmlNode several = placemark.append_child("MultiGeometry");
    for (const std::vector<TrackPoint>& points : lines) {
        XmlNode line = several.append_child("LineString");
        add_text(line, "extrude", in_space ? "1" : "0");
        add_text(line, "tessellate", in_space ? "0" : "1");
        add_text(line, "altitudeMode", in_space ? "absolute" : "clampToGround");
        std::string text;
        for (const TrackPoint& p : points) text += coordinates(p) + " ";
        if (points.size() == 1) text += coordinates(points.front());  // a line has two ends
        line.append_child("coordinates").text().set(text.c_str());
    }
}

void add_events(XmlNode folder, const FileClock& clock, const Trajectory& trajectory, std::size_t flight) {
    for (const Event& event : trajectory.events) {
        XmlNode placemark = folder.append_child("Placemark");
        add_text(placemark, "name", event.name);
        add_text(placemark, "description",
                 fmt::format("{} after ignition, {:.1f} km up", minutes_and_seconds(event.time_s),
                             trajectory.point(event.time_s).place.height / 1000));
        add_text(placemark.append_child("TimeStamp"), "when", utc_timestamp(clock.ignition, event.time_s));
        add_text(placemark, "styleUrl", "#" + style_name(flight));
        XmlNode point = placemark.append_child("Point");
        add_text(point, "altitudeMode", "absolute");
        add_text(point, "coordinates",
                 coordinates(track_point(trajectory.place(event.time_s, event.state.r_I))));
    }
}

/// Moments of a track that plays: evenly in time, with every event.
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
void add_track(XmlNode placemark, const FileClock& clock, const Trajectory& trajectory) {
    XmlNode track = placemark.append_child("gx:Track");
    add_text(track, "altitudeMode", "absolute");
    const std::set<double> times = track_times(trajectory);
    for (const double t : times) add_text(track, "when", utc_timestamp(clock.ignition, t));
    for (const double t : times) {
        const TrackPoint p = track_point(trajectory.place(t, trajectory.state(t).r_I));
        add_text(track, "gx:coord",
                 fmt::format("{:.7f} {:.7f} {:.2f}", p.longitude_deg, p.latitude_deg, p.height_m));
    }
}

/// The whole flight in the window, from the side.
void add_view(XmlNode document, const Flight& flight) {
    const Trajectory& trajectory = flight.trajectory;
    const double begin = first_instant(trajectory), end = trajectory.end_s;
    double farthest_m = 50e3;
    const std::vector<FlightPoint> path = path_samples(trajectory, Between::space, 1000);
    for (const FlightPoint& p : path) farthest_m = std::max({farthest_m, p.downrange_m, p.place.height});
    const auto middle = std::min_element(path.begin(), path.end(), [&](const auto& a, const auto& b) {
        const double half = 0.5 * path.back().downrange_m;
        return std::fabs(a.downrange_m - half) < std::fabs(b.downrange_m - half);
    });
    const FileClock clock = file_clock(flight);
    XmlNode view = document.append_child("LookAt");
    XmlNode span = view.append_child("gx:TimeSpan");
    add_text(span, "begin", utc_timestamp(clock.ignition, begin));
    add_text(span, "end", utc_timestamp(clock.ignition, end));
    const TrackPoint at = track_point(middle->place);
    add_text(view, "longitude", fmt::format("{:.5f}", at.longitude_deg));
    add_text(view, "latitude", fmt::format("{:.5f}", at.latitude_deg));
    add_text(view, "altitude", "0");
    add_text(view, "heading",
             fmt::format("{:.1f}", std::remainder(degrees(trajectory.plan->azimuth) - 90, 360)));
    add_text(view, "tilt", "50");
    add_text(view, "range", fmt::format("{:.0f}", 2.5 * farthest_m));
}

void add_body(XmlNode document, const Flight& flight, const FileBody& body, std::size_t number) {
    const Trajectory& trajectory = *body.trajectory;
    const FileClock clock = file_clock(flight);
    XmlNode folder = document.append_child("Folder");
    add_text(folder, "name", body.name);
    XmlNode arc = add_placemark(folder, "Arc", number);
    add_lines(arc, map_lines(path_samples(trajectory, Between::space, line_tolerance_m), Between::space),
              true);
    XmlNode track = add_placemark(folder, "Ground track", number);
    add_lines(track,
              map_lines(path_samples(trajectory, Between::degrees, line_tolerance_m), Between::degrees),
              false);
    XmlNode events = folder.append_child("Folder");
    add_text(events, "name", "Events");
    add_events(events, clock, trajectory, number);
    add_track(add_placemark(folder, "Flight over time", number), clock, trajectory);
}

}  // namespace

std::string flights_kml(std::span<const Flight> flights) {
    pugi::xml_document xml;
    XmlNode declaration = xml.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    XmlNode kml = xml.append_child("kml");
    kml.append_attribute("xmlns") = "http://www.opengis.net/kml/2.2";
    kml.append_attribute("xmlns:gx") = "http://www.google.com/kml/ext/2.2";
    XmlNode document = kml.append_child("Document");
    add_text(
        document, "name",
        flights.size() == 1 ? flights.front().scenario.title : fmt::format("{} flights", flights.size()));
    add_text(document, "open", "1");
    std::string description;
    for (const Flight& flight : flights)
        description += flight.scenario.title + ": " +
                       file_description(flight, flight.trajectory, FileTime::clock) +
                       ". Earth takes heights as above the sea, up to 100 m from that. ";
    add_text(document, "description", description);
    add_view(document, flights.front());
    for (std::size_t i = 0; i < flights.size(); ++i) add_style(document, i);
    for (std::size_t i = 0; i < flights.size(); ++i)
        for (const FileBody& body : file_bodies(flights[i])) add_body(document, flights[i], body, i);
    std::ostringstream text;
    xml.save(text, " ", pugi::format_indent, pugi::encoding_utf8);
    return text.str();
}

}  // namespace apogee
