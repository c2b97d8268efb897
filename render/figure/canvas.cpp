#include "figure/canvas.h"

#include <cmath>

namespace apogee {

PixelRun Box::outline() const {
    return {{left, top}, {left, bottom()}, {right(), bottom()}, {right(), top}};
}

PixelRun circle(double x, double y, double radius) {
    // Chords miss the circle by a fiftieth of a point at most.
    const int pieces =
        std::max(16, static_cast<int>(std::ceil(pi / std::acos(1 - std::min(1.0, 0.02 / radius)))));
    PixelRun run;
    for (int i = 0; i < pieces; ++i) {
        const double angle = -2 * pi * i / pieces;  // as Box::outline turns
        run.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
    }
    return run;
}

}  // namespace apogee
