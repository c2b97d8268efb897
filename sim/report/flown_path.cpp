#include "report/flown_path.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/angles.h"

namespace apogee {
namespace {

/// How far a moment lies from what is drawn between two others.
class Miss {
  public:
    Miss(const Trajectory& trajectory, Between between) : trajectory_(trajectory), between_(between) {}

    [[nodiscard]] double of(const FlightPoint& a, const FlightPoint& b, const FlightPoint& p) const {
        switch (between_) {
            case Between::degrees:
                return in_degrees(a.place, b.place, p.place);
            case Between::space:
                return from_segment(at(a).r_E, at(b).r_E, at(p).r_E);
            case Between::hermite:
                return from_cubic(a, b, p);
        }
        return 0;
    }

  private:
    [[nodiscard]] EarthFixed at(const FlightPoint& p) const {
        return trajectory_.earth_fixed(p.time_s, p.state);
    }

    static double from_segment(const Vec3<double>& a, const Vec3<double>& b, const Vec3<double>& p) {
        const Vec3<double> along = b - a;
        const double length_2 = along.squaredNorm();
        const double s = length_2 > 0 ? std::clamp((p - a).dot(along) / length_2, 0.0, 1.0) : 0;
        return (p - a - s * along).norm();
    }

    /// On the map's plane, its degrees stretched to metres where the moment is.
    [[nodiscard]] double in_degrees(const Geodetic& a, const Geodetic& b, const Geodetic& p) const {
        // A reader goes the shorter way round: two samples must not be so far apart that this is the wrong
        // one.
        const auto turn = [](const Geodetic& from, const Geodetic& to) {
            return std::fabs(std::remainder(to.longitude - from.longitude, 2 * pi));
        };
        if (turn(a, p) + turn(p, b) > pi / 2) return std::numeric_limits<double>::infinity();
        const double radius = trajectory_.plan->earth.equatorial_radius_m, east = std::cos(p.latitude);
        const auto metres = [&](const Geodetic& place) {
            return Vec3<double>(std::remainder(place.longitude - p.longitude, 2 * pi) * east * radius,
                                (place.latitude - p.latitude) * radius, place.height - p.height);
        };
        return from_segment(metres(a), metres(b), Vec3<double>::Zero());
    }

    [[nodiscard]] double from_cubic(const FlightPoint& a, const FlightPoint& b, const FlightPoint& p) const {
        const double dt = b.time_s - a.time_s, s = (p.time_s - a.time_s) / dt, s2 = s * s, s3 = s2 * s;
        const EarthFixed from = at(a), to = at(b);
        const Vec3<double> drawn = from.r_E * (2 * s3 - 3 * s2 + 1) + to.r_E * (3 * s2 - 2 * s3) +
                                   (from.v_E * (s3 - 2 * s2 + s) + to.v_E * (s3 - s2)) * dt;
        return (drawn - at(p).r_E).norm();
    }

    const Trajectory& trajectory_;
    Between between_;
};

/// Adds what is needed between two samples, and the second of them.
void add_between(std::vector<FlightPoint>& samples, const FlightPoint& a, const FlightPoint& b,
                 const Trajectory& trajectory, const Miss& miss, double tolerance_m) {
    // At three moments a body may by chance be where it was: a step has an end in time, too.
    constexpr double closest_s = 0.01, farthest_s = 600;
    const double dt = b.time_s - a.time_s;
    const FlightPoint middle = trajectory.point(a.time_s + 0.5 * dt);
    // At three moments by half of what is promised: between them it is not twice as much.
    const auto misses = [&](const FlightPoint& p) { return miss.of(a, b, p) > 0.5 * tolerance_m; };
    // A curve that bends both ways crosses its chord in the middle.
    if (dt > farthest_s ||
        (dt > closest_s && (misses(middle) || misses(trajectory.point(a.time_s + 0.25 * dt)) ||
                            misses(trajectory.point(a.time_s + 0.75 * dt))))) {
        add_between(samples, a, middle, trajectory, miss, tolerance_m);
        add_between(samples, middle, b, trajectory, miss, tolerance_m);
        return;
    }
    samples.push_back(b);
}

}  // namespace

double first_instant(const Trajectory& trajectory) {
    const bool released_later = !trajectory.steps.empty() && !trajectory.plan->from_pad;
    return released_later ? trajectory.steps.front().start_s : 0.0;
}

std::vector<FlightPoint> path_samples(const Trajectory& trajectory, Between between, double tolerance_m) {
    const double begin = first_instant(trajectory), end = trajectory.end_s;
    // Files resolve a millisecond: nearer moments would be one.
    constexpr double apart_s = 2e-3;
    std::set<double> fixed{begin};
    for (const Event& event : trajectory.events)
        if (event.time_s > *fixed.rbegin() + apart_s && event.time_s < end - apart_s)
            fixed.insert(event.time_s);
    fixed.insert(end);
    const Miss miss(trajectory, between);
    std::vector<FlightPoint> samples;
    for (const double time_s : fixed) {
        const FlightPoint next = trajectory.point(time_s);
        if (samples.empty())
            samples.push_back(next);
        else
            add_between(samples, FlightPoint(samples.back()), next, trajectory, miss, tolerance_m);
    }
    return samples;
}

double rounded_to(double x, double per_unit) {
    return std::round(x * per_unit) / per_unit + 0.0;  // -0 + 0 is 0
}

TrackPoint rounded(const TrackPoint& point) {
    constexpr double per_degree = 1e7, per_metre = 100;
    return {rounded_to(point.longitude_deg, per_degree), rounded_to(point.latitude_deg, per_degree),
            rounded_to(point.height_m, per_metre)};
}

std::vector<std::vector<TrackPoint>> lines_for_files(const std::vector<std::vector<TrackPoint>>& lines,
                                                     Heights heights) {
    std::vector<std::vector<TrackPoint>> all;
    for (const std::vector<TrackPoint>& line : lines) {
        std::vector<TrackPoint> distinct;
        for (const TrackPoint& point : line) {
            TrackPoint here = rounded(point);
            if (heights == Heights::without) here.height_m = 0;
            if (distinct.empty() || distinct.back() != here) distinct.push_back(here);
        }
        if (distinct.size() > 1) all.push_back(std::move(distinct));
    }
    return all;
}

TrackPoint track_point(const Geodetic& place) {
    return {degrees(place.longitude), degrees(place.latitude), place.height};
}

std::vector<TrackPoint> ring_for_files(const std::vector<LatLon>& line) {
    std::vector<TrackPoint> closed;
    for (const LatLon& p : line) closed.push_back({p.longitude_deg, p.latitude_deg, 0});
    closed.push_back(closed.front());
    return lines_for_files({closed}, Heights::without).front();
}

namespace {

/// A line on the map that grows point by point, by the shorter way round each time, and is cut at 180
/// degrees.
class CutLine {
  public:
    void go_to(const TrackPoint& next) {
        if (lines.empty()) lines.emplace_back();
        if (!lines.back().empty()) {
            const TrackPoint& last = lines.back().back();
            const double turn = next.longitude_deg - last.longitude_deg;
            if (std::fabs(turn) > 180 && std::fabs(last.longitude_deg) == 180) {
                // On the edge already: it goes on from the other one.
                const TrackPoint other{-last.longitude_deg, last.latitude_deg, last.height_m};
                if (lines.back().size() == 1) lines.pop_back();
                lines.push_back({other});
            } else if (std::fabs(turn) > 180) {
                const double edge = turn < 0 ? 180 : -180, whole = turn - std::copysign(360, turn);
                const double s = whole == 0 ? 0 : (edge - last.longitude_deg) / whole;
                const double latitude = last.latitude_deg + s * (next.latitude_deg - last.latitude_deg),
                             height = last.height_m + s * (next.height_m - last.height_m);
                lines.back().push_back({edge, latitude, height});
                lines.push_back({{-edge, latitude, height}});
            }
        }
        lines.back().push_back(next);
    }

    /// Along the map's edge, where the line passes over a pole on its way to a point.
    void go_over_pole(const TrackPoint& next) {
        const TrackPoint last = lines.back().back();
        const double pole = std::copysign(90, next.latitude_deg),
                     height = 0.5 * (last.height_m + next.height_m);
        go_to({last.longitude_deg, pole, height});
        // Half a turn has no shorter way: in two quarters.
        const double way = std::remainder(next.longitude_deg - last.longitude_deg, 360);
        go_to({std::remainder(last.longitude_deg + 0.5 * way, 360), pole, height});
        go_to({next.longitude_deg, pole, height});
    }

    std::vector<std::vector<TrackPoint>> lines;
};

}  // namespace

std::vector<std::vector<TrackPoint>> map_lines(const std::vector<FlightPoint>& points, Between between) {
    // `path_samples` halves until a step turns by 90 degrees at most: only at a pole it cannot.
    constexpr double over_a_pole_deg = 100, near_a_pole_deg = 89;
    CutLine line;
    for (const FlightPoint& point : points) {
        const TrackPoint here = track_point(point.place);
        if (between == Between::degrees && !line.lines.empty()) {
            const double turn =
                std::remainder(here.longitude_deg - line.lines.back().back().longitude_deg, 360);
            if (std::fabs(turn) > over_a_pole_deg && std::fabs(here.latitude_deg) > near_a_pole_deg)
                line.go_over_pole(here);
        }
        line.go_to(here);
    }
    return line.lines;
}

std::vector<std::vector<TrackPoint>> cut_at_180(const std::vector<TrackPoint>& points) {
    CutLine line;
    for (const TrackPoint& point : points) line.go_to(point);
    return line.lines;
}

}  // namespace apogee
