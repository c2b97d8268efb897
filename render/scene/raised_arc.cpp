#include "scene/raised_arc.h"

#include <algorithm>
#include <cmath>

#include "scene/axis.h"

namespace apogee {
namespace {

/// Longitudes after which a map repeats, on the plane; 0: it does not.
double width_of_turn(const Projection& projection) {
    return projection.kind() == ProjectionKind::equirectangular ? 2 * pi * projection.parallel_cosine() : 0;
}

}  // namespace

RaisedTrack::RaisedTrack(const Projection& projection, const Path& path) {
    const double around = width_of_turn(projection);
    stands_.reserve(path.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
        const PlanePoint p = projection.forward(path[i].direction);
        Stand stand{path[i].time_s, p.x, p.y};
        if (i > 0) {
            const Stand& before = stands_.back();
            if (around > 0) stand.x += around * std::round((before.x - stand.x) / around);
            // Neighbours on the sphere that are far apart on the plane: it is torn between them.
            const double apart = (path[i].direction - path[i - 1].direction).norm(),
                         step = std::hypot(stand.x - before.x, stand.y - before.y);
            const bool torn = step > 0.15 + 10 * apart;
            stand.tears = before.tears + (torn ? 1 : 0);
            if (!torn) length_ += step;
        }
        stands_.push_back(stand);
    }
    find_sides();
}

/// At right angles to the track's direction over some of its length, so that a track that turns on the spot,
/// as lofted ones do, turns its arc only gently; all on the side that is up in the middle.
void RaisedTrack::find_sides() {
    constexpr double part = 0.2;
    std::vector<double> passed{0};
    for (std::size_t i = 1; i < stands_.size(); ++i) {
        const Stand &a = stands_[i - 1], &b = stands_[i];
        passed.push_back(passed.back() + (a.tears == b.tears ? std::hypot(b.x - a.x, b.y - a.y) : 0));
    }
    const double window = part * length_;
    std::size_t before = 0, after = 0;
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        while (passed[before] < passed[i] - window) ++before;
        while (after + 1 < stands_.size() && passed[after] < passed[i] + window) ++after;
        const double x = stands_[after].x - stands_[before].x, y = stands_[after].y - stands_[before].y,
                     length = std::hypot(x, y);
        stands_[i].side_x = length > 0 ? -y / length : 0;
        stands_[i].side_y = length > 0 ? x / length : 1;
    }
    if (stands_.empty()) return;
    const Stand& middle = stands_[stands_.size() / 2];
    if (middle.side_y > 0 || (middle.side_y == 0 && middle.side_x < 0)) return;
    for (Stand& stand : stands_) {
        stand.side_x = -stand.side_x;
        stand.side_y = -stand.side_y;
    }
}

RaisedTrack::Stand RaisedTrack::stand_at(double time_s) const {
    const auto after = std::lower_bound(stands_.begin(), stands_.end(), time_s,
                                        [](const Stand& stand, double t) { return stand.time_s < t; });
    if (after == stands_.begin()) return *after;
    if (after == stands_.end()) return stands_.back();
    const Stand& a = *(after - 1);
    if (a.tears != after->tears) return a;
    const double t = (time_s - a.time_s) / (after->time_s - a.time_s);
    const auto blend = [t](double from, double to) { return from + (to - from) * t; };
    return {time_s,
            blend(a.x, after->x),
            blend(a.y, after->y),
            blend(a.side_x, after->side_x),
            blend(a.side_y, after->side_y),
            a.tears};
}

RaisedTrack::Place RaisedTrack::at(const Camera& camera, double time_s, double height_m, double lift) const {
    Stand stand = stand_at(time_s);
    if (const double around = width_of_turn(camera.projection); around > 0)
        stand.x += around * std::round((camera.x - stand.x) / around);
    const double up = height_m / drawn_radius_m * lift;
    const auto foot = camera.to_pixel(PlanePoint{stand.x, stand.y}),
               top = camera.to_pixel(PlanePoint{stand.x + stand.side_x * up, stand.y + stand.side_y * up});
    return {{foot.x, foot.y}, {top.x, top.y}};
}

std::vector<PixelRun> RaisedTrack::arc(const Camera& camera, const Path& part, double lift) const {
    std::vector<PixelRun> runs(1);
    int tears = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const Stand stand = stand_at(part[i].time_s);
        const double up = part[i].height_m / drawn_radius_m * lift;
        const auto top =
            camera.to_pixel(PlanePoint{stand.x + stand.side_x * up, stand.y + stand.side_y * up});
        if (i > 0 && stand.tears != tears) runs.emplace_back();
        tears = stand.tears;
        // Points that fall on one pixel add nothing but triangles.
        PixelRun& run = runs.back();
        if (!run.empty() && i + 1 < part.size() &&
            std::hypot(top.x - run.back().x, top.y - run.back().y) < 1.5)
            continue;
        run.push_back({top.x, top.y});
    }
    std::erase_if(runs, [](const PixelRun& run) { return run.size() < 2; });
    repeat_turns(camera, runs);
    return runs;
}

bool comes_near_pole(const Path& path) {
    const double most_sine = std::cos(radians(least_pole_distance_deg));
    return std::ranges::any_of(path,
                               [&](const PathPoint& p) { return std::abs(p.direction.z()) > most_sine; });
}

NoArc why_no_arc(ProjectionKind projection, const Path& path, double most_downrange) {
    constexpr double farthest = 0.9 * pi;
    if (most_downrange > farthest) return NoArc::goes_round;
    return projection == ProjectionKind::equirectangular && comes_near_pole(path) ? NoArc::near_pole
                                                                                  : NoArc::none;
}

double raised_lift(double longest_track, double most_height_m) {
    constexpr double bow = 0.33;
    return most_height_m > 0 ? std::min(1.0, bow * longest_track * drawn_radius_m / most_height_m) : 1;
}

HeightBar height_bar(const RaisedTrack::Place& place, double height_m, LengthUnit unit, double spacing) {
    HeightBar bar{place.foot, place.top, {}, {}};
    const double x = place.top.x - place.foot.x, y = place.top.y - place.foot.y, length = std::hypot(x, y);
    if (!(length > 1) || !(height_m > 0)) return bar;
    bar.across = {-y / length, x / length};
    const double unit_m = metres_per(unit),
                 step_m = round_step(spacing / length * height_m / unit_m) * unit_m;
    for (const double height : multiples(step_m, step_m, height_m))
        bar.ticks.push_back(
            {{place.foot.x + x * height / height_m, place.foot.y + y * height / height_m}, height});
    return bar;
}

}  // namespace apogee
