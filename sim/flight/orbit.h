#pragma once

#include "flight/trajectory.h"

namespace apogee {

/// Osculating two-body elements of an inertial state. Angles in radians; the ascending node is measured from
/// the inertial x axis (the meridian of Greenwich at lift-off). For a hyperbola the semi-major axis is
/// negative, apogee and period infinite.
/// Source: Vallado, Fundamentals of Astrodynamics (4th ed.), algorithm 9 (RV2COE).
[[nodiscard]] FlightSummary::Orbit osculating(const Earth& earth, const State& state);

}  // namespace apogee
