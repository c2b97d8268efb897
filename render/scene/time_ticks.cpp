#include "scene/time_ticks.h"

#include <cmath>

#include "scene/axis.h"

namespace apogee {
namespace {

/// The length of a path as it is drawn; what is hidden or torn apart does not count.
double drawn_length(const Path& path, const std::function<Camera::Pixel(const PathPoint&)>& pixel,
                    double scale) {
    double length = 0;
    Camera::Pixel from = pixel(path.front());
    for (std::size_t k = 1; k < path.size(); ++k) {
        const Camera::Pixel to = pixel(path[k]);
        const double piece = std::hypot(to.x - from.x, to.y - from.y),
                     apart = (path[k].direction - path[k - 1].direction).norm() +
                             std::abs(path[k].height_m - path[k - 1].height_m) / drawn_radius_m;
        if (from.visible && to.visible && piece <= 30 + 10 * apart * scale) length += piece;
        from = to;
    }
    return length;
}

}  // namespace

std::vector<TimeTick> time_ticks(const Path& path,
                                 const std::function<Camera::Pixel(const PathPoint&)>& pixel, double scale,
                                 double spacing) {
    std::vector<TimeTick> ticks;
    if (path.size() < 2) return ticks;
    const double start = path.front().time_s, end = path.back().time_s;
    const double length = drawn_length(path, pixel, scale);
    if (!(length > spacing) || !(end > start)) return ticks;
    constexpr double least_part = 0.12;  // nearer together they would be one blot
    const double step = clock_step(spacing / length * (end - start)), beside = step / 100;
    for (const double time_s : multiples(step, start + 0.5 * step, end - beside)) {
        const Path around = between(path, time_s - beside, time_s + beside);
        const Camera::Pixel at = pixel(between(path, time_s, time_s + beside).front()),
                            before = pixel(around.front()), after = pixel(around.back());
        const double x = after.x - before.x, y = after.y - before.y, moved = std::hypot(x, y);
        if (!at.visible || !before.visible || !after.visible || !(moved > 0) || moved > spacing) continue;
        if (!ticks.empty() &&
            std::hypot(at.x - ticks.back().at.x, at.y - ticks.back().at.y) < least_part * spacing)
            continue;
        ticks.push_back({time_s, {at.x, at.y}, {-y / moved, x / moved}});
    }
    return ticks;
}

}  // namespace apogee
