#include "world/pointed.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "world/flight_layer.h"

namespace apogee {
namespace {

/// How far a pixel is from a stretch of a line, and which part of it is nearest, 0 to 1.
struct Nearest {
    double distance, part;
};
Nearest nearest(const PixelPoint& from, const PixelPoint& to, double x, double y) {
    const double dx = to.x - from.x, dy = to.y - from.y, square = dx * dx + dy * dy;
    const double part =
        square > 0 ? std::clamp(((x - from.x) * dx + (y - from.y) * dy) / square, 0.0, 1.0) : 0;
    return {std::hypot(from.x + part * dx - x, from.y + part * dy - y), part};
}

PathPoint point_between(const PathPoint& a, const PathPoint& b, double part) {
    return {a.time_s + (b.time_s - a.time_s) * part,
            ((1 - part) * a.direction + part * b.direction).normalized(),
            a.height_m + (b.height_m - a.height_m) * part};
}

/// Calls `add` for the pieces of a path as it is drawn, short enough to be straight.
void walk_drawn(const Path& path, const Camera& camera,
                const std::function<Camera::Pixel(const PathPoint&)>& pixel,
                const std::function<void(const PathPoint&, const PathPoint&, PixelPoint, PixelPoint)>& add) {
    constexpr double piece_px = 12;
    constexpr int most_pieces = 64;
    Camera::Pixel from{};
    for (std::size_t k = 0; k < path.size(); ++k) {
        const auto to = pixel(path[k]);
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        const double apart =
            k == 0 ? 0
                   : (path[k].direction - path[k - 1].direction).norm() * camera.scale +
                         std::abs(path[k].height_m - path[k - 1].height_m) / drawn_radius_m * camera.scale;
        // Neighbours on the Earth that are far apart in the plane: it is torn between them.
        if (k > 0 && from.visible && to.visible && length <= 30 + 10 * apart) {
            const int pieces = std::clamp(static_cast<int>(length / piece_px), 1, most_pieces);
            PathPoint a = path[k - 1];
            PixelPoint p{from.x, from.y};
            bool seen = true;
            for (int i = 1; i <= pieces; ++i) {
                const PathPoint b = point_between(path[k - 1], path[k], static_cast<double>(i) / pieces);
                const auto at = i == pieces ? to : pixel(b);
                if (seen && at.visible) add(a, b, p, {at.x, at.y});
                seen = at.visible;
                a = b;
                p = {at.x, at.y};
            }
        }
        from = to;
    }
}

}  // namespace

bool DrawnPlaces::begin(long picture) {
    if (picture == picture_) return false;
    picture_ = picture;
    lines_.clear();
    marks_.clear();
    return true;
}

void DrawnPlaces::add_line(std::size_t flight, const PixelPoint& from, const PixelPoint& to, double from_s,
                           double to_s) {
    lines_.push_back({from, to, from_s, to_s, flight});
}

void add_flights(const WorldFrame& frame, DrawnPlaces& places) {
    const PathProjector ground(frame.camera);
    for (std::size_t i = 0; i < frame.flights.size(); ++i) {
        const KeptFlight& flight = frame.flights[i];
        if (!frame.session.flights[i].visible || flight.path.empty()) continue;
        const SkyProjector sky = frame.sky_of_flight(i);
        const auto add = [&](const PathPoint& a, const PathPoint& b, PixelPoint p, PixelPoint q) {
            places.add_line(i, p, q, a.time_s, b.time_s);
        };
        walk_drawn(
            flight.path, frame.camera, [&](const PathPoint& p) { return sky.pixel(p); }, add);
        walk_drawn(
            flight.path, frame.camera, [&](const PathPoint& p) { return ground.pixel(p, true); }, add);
        for (const DrawnFlight::Mark& mark : flight.marks)
            if (const auto at = mark_pixel(frame, sky, mark); at.visible)
                places.add_mark({i, mark.point.time_s, mark.name, {at.x, at.y}});
    }
}

std::optional<PointedFlight> DrawnPlaces::near(double x, double y, double hand) const {
    std::optional<PointedFlight> found;
    double best = hand;
    for (const PointedFlight& mark : marks_) {
        const double distance = std::hypot(mark.at.x - x, mark.at.y - y);
        if (distance >= best) continue;
        best = distance;
        found = mark;
    }
    if (found) return found;
    for (const Stretch& s : lines_) {
        const Nearest n = nearest(s.from, s.to, x, y);
        if (n.distance >= best) continue;
        best = n.distance;
        found =
            PointedFlight{s.flight,
                          s.from_s + (s.to_s - s.from_s) * n.part,
                          "",
                          {s.from.x + (s.to.x - s.from.x) * n.part, s.from.y + (s.to.y - s.from.y) * n.part}};
    }
    return found;
}

std::optional<LatLon> place_near(const Camera& camera, const Path& line, double x, double y, double hand) {
    const PathProjector ground(camera);
    std::optional<LatLon> found;
    walk_drawn(
        line, camera, [&](const PathPoint& p) { return ground.pixel(p, true); },
        [&](const PathPoint& a, const PathPoint& b, PixelPoint p, PixelPoint q) {
            const Nearest n = nearest(p, q, x, y);
            if (n.distance >= hand) return;
            hand = n.distance;
            found = geo_point(point_between(a, b, n.part).direction);
        });
    return found;
}

}  // namespace apogee
