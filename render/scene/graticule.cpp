#include "scene/graticule.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scene/axis.h"

namespace apogee {

namespace {

double step_deg(const Camera& camera, double points) {
    const double wanted = degrees(130 * points / camera.scale);
    for (const double step : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0})
        if (step >= wanted) return step;
    return 30;
}

/// Degrees in view, whole steps; fine steps would make many lines on the whole Earth.
struct Extent {
    double south = -90, north = 90, west = -180, east = 180;
};

Extent extent(const Camera& camera, double step) {
    const auto middle = camera.pick(camera.width / 2, camera.height / 2);
    if (!middle) return {};
    double least = 90, most = -90, left = 360, right = -360;
    constexpr int parts = 8;
    for (int i = 0; i <= parts; ++i)
        for (int k = 0; k <= parts; ++k) {
            const auto p = camera.pick(camera.width * i / parts, camera.height * k / parts);
            if (!p) return {};
            const double d = std::remainder(p->longitude_deg - middle->longitude_deg, 360);
            least = std::min(least, p->latitude_deg);
            most = std::max(most, p->latitude_deg);
            left = std::min(left, d);
            right = std::max(right, d);
        }
    // Around a pole every meridian is in view.
    if (most > 80 || least < -80) return {};
    Extent e;
    e.south = std::max(-90.0, std::floor(least / step - 1) * step);
    e.north = std::min(90.0, std::ceil(most / step + 1) * step);
    if (right - left < 200) {
        e.west = std::floor((middle->longitude_deg + left) / step - 1) * step;
        e.east = std::ceil((middle->longitude_deg + right) / step + 1) * step;
    }
    return e;
}

std::vector<PixelRun> line(const PathProjector& projector, LatLon from, LatLon to) {
    Path path;
    constexpr int parts = 24;
    for (int i = 0; i <= parts; ++i)
        path.push_back({0,
                        direction({from.latitude_deg + (to.latitude_deg - from.latitude_deg) * i / parts,
                                   from.longitude_deg + (to.longitude_deg - from.longitude_deg) * i / parts}),
                        0});
    return projector.project(path, true);
}

std::string degree_text(double value, const char* positive, const char* negative) {
    const double v = std::remainder(value, 360), size = std::abs(v);
    const std::string number = std::abs(size - std::round(size)) < 0.01 ? fmt::format("{:.0f}°", size)
                                                                        : fmt::format("{:.1f}°", size);
    if (size < 0.01 || size > 179.99) return number;
    return number + " " + (v > 0 ? positive : negative);
}

/// The point of the runs farthest to the left (`down`: lowest), a margin within the picture.
std::optional<PixelPoint> outermost(const std::vector<PixelRun>& runs, const Camera& camera, double margin,
                                    bool down) {
    std::optional<PixelPoint> best;
    const auto take = [&](double x, double y) {
        if (x < margin || y < margin || x > camera.width - margin || y > camera.height - margin) return;
        if (!best || (down ? y > best->y : x < best->x)) best = PixelPoint{x, y};
    };
    for (const PixelRun& run : runs)
        for (std::size_t i = 1; i < run.size(); ++i) {
            const PixelPoint &a = run[i - 1], &b = run[i];
            const int parts = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / (margin / 4));
            for (int k = 0; k <= std::min(parts, 400); ++k)
                take(a.x + (b.x - a.x) * k / parts, a.y + (b.y - a.y) * k / parts);
        }
    return best;
}

}  // namespace

Graticule graticule(const Camera& camera, double points) {
    Graticule result;
    const double step = step_deg(camera, points), margin = 42 * points;
    const Extent e = extent(camera, step);
    const PathProjector projector(camera);
    const auto add = [&](std::vector<PixelRun> runs) {
        for (PixelRun& run : runs) result.lines.push_back(std::move(run));
    };
    const auto name = [&](std::string text, double x, double y) {
        result.labels.push_back({std::move(text), LabelKind::number, x, y, 0, false});
    };
    for (const double lat : multiples(step, e.south, e.north)) {
        if (std::abs(lat) > 89.9) continue;
        auto runs = line(projector, {lat, e.west}, {lat, e.east});
        if (const auto at = outermost(runs, camera, margin, false)) {
            // On a globe that is seen whole the line ends at the rim: the number stands off it.
            const double off = at->x < 1.5 * margin ? 0 : 22 * points;
            name(degree_text(lat, "N", "S"), at->x - off, at->y);
        }
        add(std::move(runs));
    }
    // On an Earth that is seen whole, meridians run together toward the edge: named along the equator.
    const bool flat = camera.projection.kind() == ProjectionKind::equirectangular;
    const bool whole = !flat && camera.projection.disc_radius() * camera.scale < 0.7 * camera.height;
    // Near the poles meridians would run together.
    const double bare = std::min(step, 10.0);
    for (const double lon : multiples(step, e.west, e.east - 0.5 * step)) {
        auto runs = line(projector, {std::max(e.south, bare - 90), lon}, {std::min(e.north, 90 - bare), lon});
        if (whole) {
            const PlanePoint equator = camera.projection.forward(direction({0, lon}));
            const auto at = camera.to_pixel(equator);
            if (std::hypot(equator.x, equator.y) < 0.9 * camera.projection.disc_radius())
                name(degree_text(lon, "E", "W"), at.x, at.y);
        } else if (const auto at = outermost(runs, camera, margin, true)) {
            if (flat || at->y > camera.height - 1.5 * margin) name(degree_text(lon, "E", "W"), at->x, at->y);
        }
        add(std::move(runs));
    }
    return result;
}

}  // namespace apogee
