#include "scene/profile_camera.h"

#include <algorithm>
#include <cmath>

namespace apogee {

PixelPoint ProfileCamera::pixel(double angle, double height_m) const {
    const double r = 1 + height_m / drawn_radius_m, a = angle - turn;
    return {width / 2 + (r * std::sin(a) - x) * scale, height / 2 - (r * std::cos(a) - y) * scale};
}

ProfilePlace ProfileCamera::place(double pixel_x, double pixel_y) const {
    const double east = (pixel_x - width / 2) / scale + x, up = (height / 2 - pixel_y) / scale + y;
    return {turn + std::atan2(east, up), (std::hypot(east, up) - 1) * drawn_radius_m};
}

PixelRun ProfileCamera::level(double height_m, double from, double to) const {
    constexpr int pieces = 96;  // across the picture: straight to a tenth of a pixel
    PixelRun run;
    for (int i = 0; i <= pieces; ++i) run.push_back(pixel(from + (to - from) * i / pieces, height_m));
    return run;
}

ProfileCamera::Frame ProfileCamera::frame() const {
    // Angles and radii seen: those on the picture's edge, unless the Earth's centre is in it.
    const double w = width / 2 / scale, h = height / 2 / scale;
    const bool centre_seen = std::abs(x) < w && std::abs(y) < h;
    const double middle = std::atan2(x, y), radius = std::hypot(x, y);
    Frame f{turn + middle, turn + middle, centre_seen ? 0 : radius, radius};
    if (centre_seen) f.from = turn - pi, f.to = turn + pi;
    for (int i = 0; i <= 16; ++i)
        for (const auto& [u, v] :
             {std::pair{i / 8.0 - 1, -1.0}, {i / 8.0 - 1, 1.0}, {-1.0, i / 8.0 - 1}, {1.0, i / 8.0 - 1}}) {
            const double px = x + u * w, py = y + v * h, r = std::hypot(px, py);
            f.least_radius = std::min(f.least_radius, r);
            f.most_radius = std::max(f.most_radius, r);
            if (centre_seen) continue;
            // The picture's edge is seen from the Earth's centre within half a turn.
            const double off = std::remainder(std::atan2(px, py) - middle, 2 * pi);
            f.from = std::min(f.from, turn + middle + off);
            f.to = std::max(f.to, turn + middle + off);
        }
    return f;
}

ProfileCamera::Extent::Extent(double range) : turn(std::min(range, 2 * pi) / 2) {}

void ProfileCamera::Extent::include(double angle, double height_m) {
    const double r = 1 + height_m / drawn_radius_m;
    west = std::min(west, r * std::sin(angle - turn));
    east = std::max(east, r * std::sin(angle - turn));
    low = std::min(low, r * std::cos(angle - turn));
    high = std::max(high, r * std::cos(angle - turn));
}

void ProfileCamera::show(const Extent& extent, double across, double upward) {
    turn = extent.turn;
    x = (extent.west + extent.east) / 2;
    y = (extent.low + extent.high) / 2;
    scale = 1 / std::max({(extent.east - extent.west) / (width * across),
                          (extent.high - extent.low) / (height * upward), 0.002 / width});
    y -= 0.04 * height / scale;
}

}  // namespace apogee
