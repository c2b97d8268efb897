#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scene/ground_shape.h"

namespace apogee {

/// A flight that is shown beside the session's: an arc without a time.
struct SkyArc {
    Path path;
    Color color;
    float dash = 0, gap = 0;  ///< points
    std::string name;         ///< stands at its apogee
};

/// Distances over the ground from the launch site, for the profile.
struct GroundSpan {
    double from_m = 0, to_m = 0;
    std::optional<double> middle_m;
    bool open = false;  ///< it goes on beyond `to_m`
    Color color;
};

/// What is drawn beside the session's flights.
struct Overlay {
    std::vector<GroundShape> shapes;  ///< on map, azimuthal map and globe
    std::vector<SkyArc> arcs;
    std::optional<GroundSpan> span;
};

}  // namespace apogee
