#pragma once

#include <variant>
#include <vector>

#include "physics/atmosphere.h"
#include "physics/earth.h"
#include "physics/wind.h"

namespace apogee {

/// In which frame an elevation is held. `launch`: the site's east-north-up frame, held inertially from
/// lift-off. `local`: above the current local horizontal, in the vertical plane through the direction of the
/// launch azimuth, which is held inertially.
enum class SteeringFrame { launch, local };

/// Vertical, then elevation linear in time down to its value at the last burnout. Angles in radians.
struct LinearProgramme {
    double vertical_s = 0;
    double burnout_elevation = 0;
};

/// Elevation over time, linear between rows, held beyond the first and the last.
struct PitchTable {
    std::vector<double> time_s, elevation;
};

/// Elevation = max(loft_angle, 90 degrees - loft_rate x t); radians, rad/s.
struct PitchRate {
    double loft_angle = 0;
    double loft_rate = 0;
};

/// Vertical until the kick; elevation falls by `kick_angle` over `kick_duration_s`; then thrust along the air
/// velocity.
struct GravityTurn {
    enum class Trigger { speed_m_s, height_m, time_s };
    Trigger trigger = Trigger::speed_m_s;
    double trigger_value = 0;
    double kick_angle = 0;
    double kick_duration_s = 0;
};

struct Ascent {
    std::variant<LinearProgramme, PitchTable, PitchRate, GravityTurn> programme;
    SteeringFrame frame = SteeringFrame::launch;
};

/// At rest on the turning Earth; azimuth in radians clockwise from north: where the vehicle steers.
struct Launch {
    Geodetic site;
    double azimuth = 0;
    Ascent ascent;
};

/// The payload released at a state instead; velocity relative to the turning Earth, m/s.
struct Release {
    Geodetic place;
    double north_m_s = 0, east_m_s = 0, down_m_s = 0;
};

struct Environment {
    Earth earth;
    Atmosphere atmosphere;
    WindTable wind;
    double density_scale = 1;
};

}  // namespace apogee
