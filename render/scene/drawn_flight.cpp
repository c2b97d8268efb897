#include "scene/drawn_flight.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// Names of the events that are marked in the pictures.
bool is_marked(const std::string& name) {
    return name == event_names::lift_off || name == event_names::release || name == event_names::apogee ||
           name == event_names::impact || name.find("burnout") != std::string::npos;
}

}  // namespace

DrawnFlight drawn_flight(const FlownFlight& flight, const std::vector<Debris>& debris) {
    DrawnFlight d;
    const FlightSummary& summary = flight.summary;
    d.path = sample(flight.shown());
    for (const Debris& body : debris) d.debris.push_back(sample(body.trajectory));
    if (d.path.empty() && !flight.trajectory.stays_on_pad())  // let go on the ground, it stays there
        d.path = {sample(flight.trajectory, flight.trajectory.end_s)};
    if (d.path.empty()) return d;
    for (const Event& event : flight.trajectory.events)
        if (is_marked(event.name)) d.marks.push_back({event.name, sample(flight.trajectory, event.time_s)});
    if (flight.revolution && summary.apogee_m && summary.apogee_kind == ApogeeKind::osculating) {
        PathPoint top = highest(d.path);
        top.height_m = *summary.apogee_m;
        d.marks.push_back({event_names::apogee, top});
    }
    d.downrange = downrange_along(d.path);
    d.most_downrange = *std::max_element(d.downrange.begin(), d.downrange.end());
    d.most_height_m = std::max(0.0, highest(d.path).height_m);
    return d;
}

std::vector<double> downrange_along(const Path& path) {
    std::vector<double> angles;
    const Vec3<double> start = path.front().direction;
    for (const PathPoint& p : path)
        angles.push_back(std::atan2(start.cross(p.direction).norm(), start.dot(p.direction)));
    // Near the far side of the Earth the distance from the start turns round; what goes on over it is counted
    // on along the mean plane of its track.
    constexpr double near_far_side = 2.5;
    if (*std::max_element(angles.begin(), angles.end()) < near_far_side) return angles;
    Vec3<double> normal = Vec3<double>::Zero();
    for (std::size_t i = 1; i < path.size(); ++i) normal += path[i - 1].direction.cross(path[i].direction);
    const Vec3<double> onward = normal.cross(start);
    if (onward.norm() == 0) return angles;
    const Vec3<double> ahead = onward.normalized(), up = ahead.cross(normal).normalized();
    for (std::size_t i = 0; i < path.size(); ++i) {
        const double angle = std::atan2(ahead.dot(path[i].direction), up.dot(path[i].direction)),
                     before = i > 0 ? angles[i - 1] : 0;
        angles[i] = before + std::remainder(angle - before, 2 * pi);
    }
    return angles;
}

double downrange_at(const DrawnFlight& d, double time_s) {
    const auto after = std::lower_bound(d.path.begin(), d.path.end(), time_s,
                                        [](const PathPoint& p, double t) { return p.time_s < t; });
    if (after == d.path.begin()) return d.downrange.front();
    if (after == d.path.end()) return d.downrange.back();
    const auto i = static_cast<std::size_t>(after - d.path.begin());
    const double t = (time_s - d.path[i - 1].time_s) / (after->time_s - d.path[i - 1].time_s);
    return d.downrange[i - 1] + (d.downrange[i] - d.downrange[i - 1]) * t;
}

const PathPoint& highest(const Path& path) {
    return *std::max_element(path.begin(), path.end(),
                             [](const PathPoint& a, const PathPoint& b) { return a.height_m < b.height_m; });
}

const ReportedFigure* reported(const Scenario& scenario, const char* key) {
    for (const ReportedFigure& f : scenario.reported)
        if (f.key == key) return &f;
    return nullptr;
}

std::optional<PathPoint> reported_apogee(const Scenario& scenario, const DrawnFlight& drawn) {
    const ReportedFigure* const figure = reported(scenario, "apogee_km");
    for (const DrawnFlight::Mark& mark : drawn.marks)
        if (figure && mark.name == event_names::apogee) {
            PathPoint at = mark.point;
            at.height_m = figure->value * 1000;
            return at;
        }
    return {};
}

Framing framing(const Path& points) {
    Vec3<double> sum = Vec3<double>::Zero();
    for (const PathPoint& p : points) sum += p.direction;
    // Spread evenly round the Earth, or none at all: anywhere will do.
    if (points.empty() || sum.norm() < 1e-6 * static_cast<double>(points.size())) sum = direction({25, 15});
    Framing result{geo_point(sum), 0};
    for (const PathPoint& p : points)
        result.reach =
            std::max(result.reach, std::acos(std::clamp(p.direction.dot(sum.normalized()), -1.0, 1.0)));
    return result;
}

double Framing::standard_parallel_deg() const {
    const double latitude = std::abs(middle.latitude_deg);
    const bool far_from_pole = latitude < 60 || latitude + degrees(reach) < 80;
    return far_from_pole && reach < 0.6 ? middle.latitude_deg : 0;
}

LatLon Framing::globe_centre() const {
    const double side = middle.latitude_deg > 0 ? -1 : 1;
    return {std::clamp(middle.latitude_deg + side * 30, -80.0, 80.0), middle.longitude_deg};
}

}  // namespace apogee
