#pragma once

namespace apogee {

/// Angles are radians and everything else is SI inside the library; kilometres, degrees and kilonewtons
/// exist in files and reports only. Names carry a unit where a reader could doubt it.
inline constexpr double pi = 3.14159265358979323846;

constexpr double radians(double degrees) {
    return degrees * (pi / 180.0);
}
constexpr double degrees(double radians) {
    return radians * (180.0 / pi);
}

}  // namespace apogee
