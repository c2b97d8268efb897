#pragma once

#include <optional>

#include "flight/trajectory.h"

namespace apogee {

/// What an apogee stands for: a height that was flown, or that of the osculating orbit at the end of a flight
/// that goes on (in orbit, or cut short on its way).
enum class ApogeeKind { flown, osculating };
[[nodiscard]] const char* name(ApogeeKind kind);

/// Osculating two-body elements. Angles in radians.
struct Orbit {
    double perigee_m, apogee_m;  ///< radius less the equatorial radius
    double eccentricity, inclination, raan, argument_of_perigee, true_anomaly, period_s;
    double semi_major_axis_m;
};

/// The figures of a flight, in the units of the library (see `Figures` for what each means). Optionals are
/// empty where the flight has no such thing.
struct FlightSummary {
    FlightPoint final;                           ///< the last state, whatever the outcome
    std::optional<double> apogee_m;              ///< geodetic height; an escape has none
    ApogeeKind apogee_kind = ApogeeKind::flown;  ///< of `apogee_m`
    std::optional<FlightPoint> apogee;           ///< where it was flown
    std::optional<FlightPoint> burnout, impact;  ///< last burnout; end of a landed flight
    std::optional<double> range_m;               ///< geodesic start to impact
    std::optional<double> impact_azimuth;        ///< empty within a metre of the start
    std::optional<double> flight_time_s;         ///< lift-off or release to impact
    std::optional<double> max_dynamic_pressure_Pa, max_deceleration_m_s2;
    std::optional<Orbit> orbit;  ///< osculating at the end, where the outcome is in_orbit
};
[[nodiscard]] FlightSummary summarise(const Trajectory& trajectory);

}  // namespace apogee
