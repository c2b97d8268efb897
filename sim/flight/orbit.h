#pragma once

#include "flight/summary.h"

namespace apogee {

/// Osculating two-body elements of an inertial state. Angles in radians; the ascending node is measured from
/// the inertial x axis (the meridian of Greenwich at lift-off). For a hyperbola the semi-major axis is
/// negative, apogee and period infinite.
/// Source: Vallado, Fundamentals of Astrodynamics (4th ed.), algorithm 9 (RV2COE).
[[nodiscard]] Orbit osculating(const Earth& earth, const State& state);

/// Where a closed osculating orbit has its apogee, inertial frame, m. On a circle, opposite the ascending
/// node.
[[nodiscard]] Vec3<double> apogee_position(const Earth& earth, const State& state);

}  // namespace apogee
