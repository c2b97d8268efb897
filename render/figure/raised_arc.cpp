#include "figure/raised_arc.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// The track below a path, a pixel for each of its points, going on where the map repeats.
PixelRun track_of(const Camera& camera, const Path& path) {
    PixelRun track;
    const double around = camera.projection.kind() == ProjectionKind::equirectangular
                              ? 2 * pi * camera.projection.parallel_cosine() * camera.scale
                              : 0;
    for (const PathPoint& p : path) {
        auto at = camera.to_pixel(p.direction);
        const double near = track.empty() ? camera.width / 2 : track.back().x;
        if (around > 0) at.x += around * std::round((near - at.x) / around);
        track.push_back({at.x, at.y});
    }
    return track;
}

double length_of(const PixelRun& run) {
    double length = 0;
    for (std::size_t i = 1; i < run.size(); ++i)
        length += std::hypot(run[i].x - run[i - 1].x, run[i].y - run[i - 1].y);
    return length;
}

/// Unit vectors at right angles to the track's direction over some of its length, all on the side that is
/// up in the middle: a track that turns on the spot, as lofted ones do, turns its arc only gently.
std::vector<PixelPoint> sides_of(const PixelRun& track) {
    constexpr double part = 0.2;
    std::vector<double> passed{0};
    for (std::size_t i = 1; i < track.size(); ++i)
        passed.push_back(passed.back() +
                         std::hypot(track[i].x - track[i - 1].x, track[i].y - track[i - 1].y));
    const double window = part * passed.back();
    std::vector<PixelPoint> sides;
    std::size_t before = 0, after = 0;
    for (std::size_t i = 0; i < track.size(); ++i) {
        while (passed[before] < passed[i] - window) ++before;
        while (after + 1 < track.size() && passed[after] < passed[i] + window) ++after;
        const double x = track[after].x - track[before].x, y = track[after].y - track[before].y,
                     length = std::hypot(x, y);
        sides.push_back(length > 0 ? PixelPoint{y / length, -x / length} : PixelPoint{0, -1});
    }
    const PixelPoint& middle = sides[sides.size() / 2];
    if (middle.y > 0 || (middle.y == 0 && middle.x > 0))
        for (PixelPoint& side : sides) side = {-side.x, -side.y};
    return sides;
}

}  // namespace

double raised_scale(const Camera& camera, const std::vector<const DrawnFlight*>& flights) {
    double length = 0, height = 0;
    for (const DrawnFlight* flight : flights) {
        length = std::max(length, length_of(track_of(camera, flight->path)));
        height = std::max(height, flight->most_height_m);
    }
    const double true_scale = camera.scale / drawn_radius_m;
    constexpr double bow = 0.33;
    return height > 0 ? std::min(true_scale, bow * length / height) : true_scale;
}

RaisedArc raised_arc(const Camera& camera, const DrawnFlight& flight, double pixels_per_m) {
    RaisedArc result;
    const PixelRun track = track_of(camera, flight.path);
    const std::vector<PixelPoint> sides = sides_of(track);
    for (std::size_t i = 0; i < track.size(); ++i) {
        const double up = flight.path[i].height_m * pixels_per_m;
        result.arc.push_back({track[i].x + sides[i].x * up, track[i].y + sides[i].y * up});
        if (i == 0 || flight.path[i].height_m > result.most_height_m) {
            result.most_height_m = flight.path[i].height_m;
            result.foot = track[i];
            result.top = result.arc.back();
        }
    }
    return result;
}

}  // namespace apogee
