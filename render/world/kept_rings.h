#pragma once

#include <array>
#include <map>

#include "scene/ground_shape.h"

namespace apogee {

/// All places at a distance from another, kept: each ring takes a geodesic for each of its points.
class KeptRings {
  public:
    [[nodiscard]] const Path& at(const LatLon& centre, double distance_m) {
        constexpr std::size_t most = 1000;
        if (rings_.size() > most) rings_.clear();
        Path& kept = rings_[{centre.latitude_deg, centre.longitude_deg, distance_m}];
        if (kept.empty()) kept = range_ring(centre, distance_m);
        return kept;
    }

  private:
    std::map<std::array<double, 3>, Path> rings_;
};

}  // namespace apogee
