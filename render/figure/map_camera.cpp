#include "figure/map_camera.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// Half the smallest map, rad: some 300 km across; a short flight wants its surroundings.
constexpr double least_half = 0.025;

struct Bounds {
    double west = 1e9, east = -1e9, low = 1e9, high = -1e9;
    void include(double x, double y) {
        west = std::min(west, x), east = std::max(east, x);
        low = std::min(low, y), high = std::max(high, y);
    }
};

Bounds bounds_of(const Camera& unit, const Path& path, bool on_ground, const MustShow& extra) {
    Bounds bounds;
    const PathProjector projector(unit);
    // Runs that leave the plane on one side go on on the other: then the whole map is needed.
    for (const PathPoint& p : path)
        for (const bool ground : {true, on_ground})
            if (const auto at = projector.pixel(p, ground); at.visible) bounds.include(at.x, at.y);
    if (extra) extra(unit, [&](double x, double y) { bounds.include(x, y); });
    return bounds;
}

/// A map on which the meridian at its edge is as far from the path as can be.
Camera flat_camera(const Path& path, double width, double height, const MustShow& extra) {
    const Framing frame = framing(path);
    Camera c;
    c.projection = Projection(ProjectionKind::equirectangular, {frame.standard_parallel_deg(), 0});
    const double cosine = c.projection.parallel_cosine();
    c.scale = 1;
    c.x = radians(frame.middle.longitude_deg) * cosine;
    const Bounds b = bounds_of(c, path, true, extra);
    constexpr double part = 0.62;  // of the picture that the path fills
    const double across =
        std::max({(b.east - b.west) / (width * part), (b.low < b.high ? b.high - b.low : 0) / (height * part),
                  2 * least_half / std::min(width, height)});
    // The Earth once round is all there is, and from pole to pole.
    const double most = 2 * pi * cosine / width;
    const double centre_x = c.x + (b.west + b.east) / 2 - c.width / 2,
                 centre_y = -((b.low + b.high) / 2 - c.height / 2);
    c.scale = 1 / std::min(across, most);
    c.x = centre_x;
    c.width = width;
    c.height = std::min(height, pi * c.scale);
    const double spare = pi / 2 - c.height / 2 / c.scale;
    c.y = std::clamp(centre_y, -spare, spare);
    return c;
}

Camera azimuthal_camera(const Path& path, const LatLon& start, double width, double height,
                        const MustShow& extra) {
    Camera c;
    c.projection = Projection(ProjectionKind::azimuthal, start);
    c.scale = 1;
    const Bounds b = bounds_of(c, path, true, extra);
    constexpr double part = 0.7;
    const double across = std::max({(b.east - b.west) / (width * part), (b.high - b.low) / (height * part),
                                    2 * least_half / std::min(width, height)});
    const double whole = 2 * pi / (std::min(width, height) * 0.98);
    const bool all = across > 0.8 * whole;
    c.x = all ? 0 : c.x + (b.west + b.east) / 2 - c.width / 2;
    c.y = all ? 0 : -((b.low + b.high) / 2 - c.height / 2);
    c.scale = 1 / (all ? whole : across);
    c.width = width;
    c.height = height;
    return c;
}

Camera globe_camera(const Path& path, double width, double height) {
    Camera c;
    c.projection = Projection(ProjectionKind::globe, framing(path).globe_centre());
    c.scale = 1;
    Bounds b = bounds_of(c, path, false, {});
    const double rim = c.projection.disc_radius(), x = c.width / 2, y = c.height / 2;
    b.include(x - rim, y - rim);
    b.include(x + rim, y + rim);
    // A flight to the Moon leaves the picture, or the Earth would.
    constexpr double farthest = 2;
    b.west = std::max(b.west, x - farthest), b.east = std::min(b.east, x + farthest);
    b.low = std::max(b.low, y - farthest), b.high = std::min(b.high, y + farthest);
    constexpr double part = 0.9;
    c.x = (b.west + b.east) / 2 - x;
    c.y = -((b.low + b.high) / 2 - y);
    c.scale = part / std::max((b.east - b.west) / width, (b.high - b.low) / height);
    c.width = width;
    c.height = height;
    return c;
}

}  // namespace

Camera fitted_camera(ProjectionKind kind, const Path& path, const LatLon& start, double width, double height,
                     const MustShow& extra) {
    if (kind == ProjectionKind::equirectangular) return flat_camera(path, width, height, extra);
    if (kind == ProjectionKind::azimuthal) return azimuthal_camera(path, start, width, height, extra);
    return globe_camera(path, width, height);
}

}  // namespace apogee
