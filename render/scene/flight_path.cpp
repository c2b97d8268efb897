#include "scene/flight_path.h"

#include <algorithm>
#include <cmath>

#include "base/angles.h"
#include "physics/geodesic.h"
#include "range/ring_polygon.h"

namespace apogee {

namespace {

PathPoint path_point(const Trajectory& trajectory, double time_s, const Vec3<double>& r_I) {
    const Geodetic place = trajectory.place(time_s, r_I);
    return {time_s, direction(lat_lon(place)), std::max(0.0, place.height)};
}

PathPoint blend(const PathPoint& a, const PathPoint& b, double t) {
    const Vec3<double> d = a.direction * (1 - t) + b.direction * t;
    const double length = d.norm();
    return {a.time_s + (b.time_s - a.time_s) * t, length > 0 ? Vec3<double>(d / length) : a.direction,
            a.height_m + (b.height_m - a.height_m) * t};
}

}  // namespace

PathPoint sample(const Trajectory& trajectory, double time_s) {
    return path_point(trajectory, time_s, trajectory.state(time_s).r_I);
}

namespace {

/// How far off a line of the path may lie, metres: a small part of how large the flight is.
double allowance_m(const Trajectory& trajectory) {
    constexpr double part = 2e-4;  // a fifth of a pixel of a thousand
    const Vec3<double> start = trajectory.earth_fixed(trajectory.start_s, trajectory.start).r_E;
    double farthest_m = 0;
    for (const Step& step : trajectory.steps)
        for (const auto& [time_s, state] :
             {std::pair(step.end_s, &step.end), std::pair((step.start_s + step.end_s) / 2, &step.middle)})
            farthest_m = std::max(farthest_m, (trajectory.earth_fixed(time_s, *state).r_E - start).norm());
    return part * farthest_m;
}

/// Into how many parts of equal duration a step is divided.
int parts_of(const Step& step, double most_s, double allowed_m) {
    constexpr double most_parts = 128;
    const double lasts_s = step.end_s - step.start_s;
    // A chord of a parabola lies a dt^2 / 8 off in its middle.
    const double acceleration = std::max(step.start_rate.v_I.norm(), step.end_rate.v_I.norm());
    const double straight_s = std::sqrt(8 * allowed_m / acceleration);
    const double parts = std::ceil(lasts_s / std::min(most_s, straight_s));
    return parts >= 1 ? static_cast<int>(std::min(parts, most_parts)) : 1;
}

}  // namespace

Path sample(const Trajectory& trajectory) {
    Path path;
    if (trajectory.steps.empty()) return path;
    // A step of the integrator may cover a tenth of an orbit; ten seconds of a long flight look like an arc
    // at any zoom, of a short one like a corner.
    const double most_s = std::max(10.0, (trajectory.end_s - trajectory.lift_off_s) / 2000);
    const double allowed_m = allowance_m(trajectory);
    for (const Step& step : trajectory.steps) {
        const int parts = parts_of(step, most_s, allowed_m);
        for (int i = 0; i < parts; ++i) {
            const double t = step.start_s + (step.end_s - step.start_s) * i / parts;
            if (path.empty() || t > path.back().time_s)
                path.push_back(path_point(trajectory, t, step.at(t).r_I));
        }
    }
    const Step& last = trajectory.steps.back();
    path.push_back(path_point(trajectory, last.end_s, last.end.r_I));
    std::erase_if(path,
                  [](const PathPoint& p) { return !p.direction.allFinite() || !std::isfinite(p.height_m); });
    return path;
}

Path between(const Path& path, double from_s, double to_s) {
    Path out;
    if (path.empty() || to_s <= path.front().time_s || from_s >= path.back().time_s) return out;
    const auto after = [&](double time_s) {
        return std::lower_bound(path.begin(), path.end(), time_s,
                                [](const PathPoint& p, double t) { return p.time_s < t; });
    };
    const auto end_at = [&](double time_s) {
        const auto p = after(time_s);
        if (p == path.begin()) return *p;
        if (p == path.end()) return path.back();
        const PathPoint& q = *(p - 1);
        return blend(q, *p, (time_s - q.time_s) / (p->time_s - q.time_s));
    };
    out.push_back(end_at(from_s));
    for (auto p = after(from_s); p != path.end() && p->time_s < to_s; ++p)
        if (p->time_s > from_s) out.push_back(*p);
    out.push_back(end_at(to_s));
    return out;
}

LatLon destination(const LatLon& from, double azimuth_deg, double distance_m) {
    return lat_lon(place_along(Earth{}, geodetic(from), radians(azimuth_deg), distance_m));
}

Path range_ring(const LatLon& centre, double distance_m, int points) {
    Path ring;
    for (int i = 0; i <= points; ++i)
        ring.push_back({0, direction(destination(centre, -360.0 * i / points, distance_m)), 0});
    return ring;
}

Path ring_path(const std::vector<Geodetic>& places) {
    std::vector<Geodetic> line = ring_line(places);
    std::reverse(line.begin(), line.end());
    line.push_back(line.front());
    Path path;
    for (const Geodetic& place : line) path.push_back({0, direction(lat_lon(place)), 0});
    return path;
}

PathProjector::Point PathProjector::place(const Vec3<double>& d, double height_radii,
                                          const Point* before) const {
    PlanePoint p = camera_.projection.forward(d, height_radii);
    if (camera_.projection.kind() == ProjectionKind::equirectangular) {
        // The copy of the map that continues the line, or else the one in the middle of the picture.
        const double around = 2 * pi * camera_.projection.parallel_cosine();
        const double near =
            before ? camera_.x + (before->pixel.x - camera_.width / 2) / camera_.scale : camera_.x;
        p.x += around * std::round((near - p.x) / around);
    }
    return {d, height_radii, camera_.to_pixel(p)};
}

PathProjector::Point PathProjector::connect(const Point& a, const Point& b, int depth,
                                            std::vector<PixelRun>& runs) const {
    const double dx = b.pixel.x - a.pixel.x, dy = b.pixel.y - a.pixel.y, length = std::hypot(dx, dy);
    const bool differ = a.pixel.visible != b.pixel.visible;
    if (depth > 0 && (length > 2 || differ)) {
        const Vec3<double> sum = a.direction + b.direction;
        if (sum.squaredNorm() > 1e-12) {
            const Point m = place(sum.normalized(), (a.height_radii + b.height_radii) / 2, &a);
            const double off =
                std::hypot(m.pixel.x - (a.pixel.x + b.pixel.x) / 2, m.pixel.y - (a.pixel.y + b.pixel.y) / 2);
            // A long piece is looked at twice: an S has its middle on the chord.
            if (off > 0.25 || differ || (depth > 14 && length > 60)) {
                // Each half goes on from where the first one came out: over the pole that may be another
                // turn.
                const Point half = connect(a, m, depth - 1, runs);
                return connect(half, place(b.direction, b.height_radii, &half), depth - 1, runs);
            }
        }
    }
    // Neighbours on the sphere still far apart in the plane: the plane is torn between them.
    const double apart = (b.direction - a.direction).norm() * camera_.scale +
                         std::abs(b.height_radii - a.height_radii) * camera_.scale;
    if (!a.pixel.visible || !b.pixel.visible || length > 30 + 10 * apart) {
        if (runs.empty() || !runs.back().empty()) runs.emplace_back();
        return b;
    }
    if (runs.empty()) runs.emplace_back();
    if (runs.back().empty()) runs.back().push_back({a.pixel.x, a.pixel.y});
    runs.back().push_back({b.pixel.x, b.pixel.y});
    return b;
}

std::vector<PixelRun> PathProjector::project(std::span<const PathPoint> path, bool on_ground) const {
    std::vector<PixelRun> runs;
    if (path.size() < 2) return runs;
    const auto height = [&](const PathPoint& p) { return on_ground ? 0 : p.height_m / drawn_radius_m; };
    Point a = place(path[0].direction, height(path[0]), nullptr);
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Point b = place(path[i].direction, height(path[i]), &a);
        // Points that fall on one pixel add nothing but triangles.
        if (i + 1 < path.size() && a.pixel.visible == b.pixel.visible &&
            std::hypot(b.pixel.x - a.pixel.x, b.pixel.y - a.pixel.y) < 1.5)
            continue;
        a = connect(a, b, 16, runs);
    }
    std::erase_if(runs, [](const PixelRun& run) { return run.size() < 2; });
    repeat_turns(camera_, runs);
    return runs;
}

namespace {

/// A run moved aside; the parts of it that are seen where it is long.
void add_seen(const PixelRun& run, double aside, double from, double to, bool whole,
              std::vector<PixelRun>& all) {
    all.emplace_back();
    for (std::size_t i = 0; i < run.size(); ++i) {
        const PixelPoint p{run[i].x + aside, run[i].y};
        const double before = i > 0 ? run[i - 1].x + aside : p.x;
        if (whole || (std::max(before, p.x) >= from && std::min(before, p.x) <= to)) {
            if (!whole && i > 0 && all.back().empty()) all.back().push_back({before, run[i - 1].y});
            all.back().push_back(p);
        } else if (!all.back().empty()) {
            all.emplace_back();
        }
    }
    if (all.back().size() < 2) all.pop_back();
}

}  // namespace

void repeat_turns(const Camera& camera, std::vector<PixelRun>& runs) {
    if (camera.projection.kind() != ProjectionKind::equirectangular) return;
    const double around = 2 * pi * camera.projection.parallel_cosine() * camera.scale;
    std::vector<PixelRun> all;
    for (const PixelRun& run : runs) {
        const auto [least, most] =
            std::minmax_element(run.begin(), run.end(), [](auto& a, auto& b) { return a.x < b.x; });
        const double from = -20, to = camera.width + 20;
        const int first = static_cast<int>(std::ceil((from - most->x) / around));
        const int last = static_cast<int>(std::floor((to - least->x) / around));
        // A flight many times round the Earth would be repeated as many times, mostly out of sight.
        const bool short_run = most->x - least->x <= 2 * around;
        for (int turn = first; turn <= last; ++turn) add_seen(run, turn * around, from, to, short_run, all);
    }
    runs = std::move(all);
}

Camera::Pixel PathProjector::pixel(const PathPoint& point, bool on_ground) const {
    return place(point.direction, on_ground ? 0 : point.height_m / drawn_radius_m, nullptr).pixel;
}

}  // namespace apogee
