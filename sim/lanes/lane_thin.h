#pragma once

#include "flight/drag_area.h"
#include "lanes/lane_plan.h"

namespace apogee::APOGEE_LANES {

/// A height above which the air is thinner than this; the lowest is where it is half as thin.
INLINE double thin_above(const LaneWorld& world, double density) {
    // 2^-k <= density < 2^(1 - k)
    const int k = 1023 - static_cast<int>(__builtin_bit_cast(std::uint64_t, density) >> 52);
    const int row = k < ThinAir::first ? ThinAir::first : k > ThinAir::last ? ThinAir::last : k;
    return world.thin_air->height_m[row - ThinAir::first];
}

/// Deceleration by drag over density and air speed squared, by the largest drag area of a span, 1/m.
INLINE double drag_per_density(const LaneFlight& f, int propulsion, double time_s) {
    const PropulsionSpan& span = f.plan.propulsion[propulsion];
    const double area = largest_drag_area_m2(span, f.plan.drag);
    const double mass = mass_in(span, time_s - span.start_s);
    return 0.5 * f.density_scale * area / mass + 1e-30;  // never 0: it divides
}

/// The height above which drag takes less than 20 um/s from a flight that falls at this speed.
INLINE double entry_m(const LaneWorld& world, const LaneFlight& f, int span, double time_s, double speed) {
    // Twice through it, along a path that may lie flat.
    constexpr double allowed_m_s = 2e-5, depth_m = 4 * 5e4, near_m = 6e3, little_denser = 4;
    const double thin = allowed_m_s / (drag_per_density(f, span, time_s) * speed * depth_m);
    double height = thin_above(world, thin);
    // Not a sliver above the edge of a layer, where the air there is little denser; a table's air may end
    // abruptly.
    for (int i = world.layers - 1; i > 0 && world.air[i].bottom_m > height - near_m; --i) {
        const LaneLayer& layer = world.air[i];
        if (polynomial(layer.ln_density, layer.scaled(layer.bottom_m)) >
            elementary::log(little_denser * thin))
            break;
        if (layer.bottom_m < height) height = layer.bottom_m;
    }
    const double lowest = f.plan.ground_m + 2000;
    return height > lowest ? height : lowest;
}

}  // namespace apogee::APOGEE_LANES
