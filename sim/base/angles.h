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

/// Of metres and m/s alike.
constexpr double km(double metres) {
    return metres / 1000;
}

/// The same longitude in (-180, 180]; what comes in is at most one turn off.
constexpr double wrapped_longitude_deg(double longitude_deg) {
    if (longitude_deg > 180) return longitude_deg - 360;
    return longitude_deg <= -180 ? longitude_deg + 360 : longitude_deg;
}

}  // namespace apogee
