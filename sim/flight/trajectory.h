#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flight/dynamics.h"

namespace apogee {

/// Position and velocity in the inertial frame that coincides with the Earth-fixed frame at lift-off.
struct State {
    Vec3<double> r_I = Vec3<double>::Zero();  ///< m
    Vec3<double> v_I = Vec3<double>::Zero();  ///< m/s
};

enum class Outcome { landed, duration_reached, escaped, in_orbit, step_limit, lift_off_failed };
/// The outcome's name as it stands in reports: "landed", "duration_reached", ...
[[nodiscard]] const char* name(Outcome outcome);

/// Names of events as they stand in reports.
namespace event_names {
inline constexpr const char* ignition = "ignition";
inline constexpr const char* lift_off = "lift-off";
inline constexpr const char* release = "release";
inline constexpr const char* max_dynamic_pressure = "max dynamic pressure";
inline constexpr const char* shroud_jettison = "shroud jettison";
inline constexpr const char* above_100_km = "100 km up";
inline constexpr const char* below_100_km = "100 km down";
inline constexpr const char* apogee = "apogee";
inline constexpr const char* peak_deceleration = "peak deceleration";
inline constexpr const char* impact = "impact";
// "stage N ignition", "stage N burnout", "stage N separation", "booster N burnout", ... are made by the plan
}  // namespace event_names

struct Event {
    std::string name;
    double time_s = 0;
    State state;
    int body = -1;  ///< index into FlightPlan::bodies of what is released here, or -1
};

/// Everything one may want to know of one moment; SI and radians. Speeds and angles relative to the air or
/// the turning Earth as named; the flight path angle is Earth-relative against the geodetic horizontal.
struct FlightPoint {
    double time_s = 0;
    State state;
    Geodetic place;
    double downrange_m = 0;      ///< geodesic from the start to the point below
    double speed_air_m_s = 0;    ///< relative to the air (wind included)
    double speed_earth_m_s = 0;  ///< relative to the turning Earth
    double speed_inertial_m_s = 0;
    double flight_path_angle = 0;
    double heading = 0;  ///< azimuth of the Earth-relative velocity, [0, 2 pi)
    double mach = 0;
    double dynamic_pressure_Pa = 0;
    double mass_kg = 0;
    double thrust_N = 0;
    double drag_N = 0;
    double felt_acceleration_m_s2 = 0;  ///< |thrust + drag| / mass
    int stage = 0;                      ///< 1-based; 0 when nothing but the payload is left
    std::string phase;                  ///< "pad", "stage 1 burn", "coast", "ascent" ..., see docs/physics.md
};

/// What the air does to the vehicle.
struct AirLoads {
    double dynamic_pressure_Pa = 0, deceleration_m_s2 = 0;  ///< the latter: drag over mass
};
[[nodiscard]] inline AirLoads air_loads(const Forces<double>& f) {
    return {0.5 * f.density * f.air_speed * f.air_speed, f.drag / f.mass};
}

/// Geodetic height and its rate of change.
struct Climb {
    double height_m = 0, rate_m_s = 0;
};

/// One accepted step. The quartic through both ends' states and derivatives and the midpoint is exactly
/// the integrator's own dense output.
struct Step {
    double start_s = 0, end_s = 0;
    State start, middle, end;
    State start_rate, end_rate;  ///< their time derivatives: velocity and acceleration
    AirLoads end_loads;          ///< at `end`
    Regime regime;               ///< the smooth piece of the model that was flown
    Climb start_climb, end_climb;

    [[nodiscard]] State at(double time_s) const;
};

/// A flight from ignition to its end: can be asked for any time and answers as exactly as it was integrated.
struct Trajectory {
    std::shared_ptr<const FlightPlan> plan;
    Outcome outcome = Outcome::step_limit;
    double lift_off_s = 0;  ///< the inertial and the Earth-fixed frame coincide here
    double end_s = 0;
    std::vector<Step> steps;
    std::vector<Event> events;  ///< ordered in time
    long right_hand_sides = 0;
    long rejected_steps = 0;

    /// State at a time in [0, end_s]; on the pad the site as it turns with the Earth. Clamped outside.
    [[nodiscard]] State state(double time_s) const;
    [[nodiscard]] FlightPoint point(double time_s) const;
    /// The place below (and the height of) an inertial position at a time.
    [[nodiscard]] Geodetic place(double time_s, const Vec3<double>& r_I) const;
    /// The step that holds a time; `steps` must not be empty.
    [[nodiscard]] const Step& step(double time_s) const;
    [[nodiscard]] const Event* find(const std::string& event_name) const;
};

/// The figures of a flight, in the units of the library. Optionals are empty where the flight has no such
/// thing.
struct FlightSummary {
    FlightPoint apogee, final;
    std::optional<FlightPoint> burnout, impact;  ///< last burnout; end of a landed flight
    double range_m = 0;                          ///< geodesic start to impact (or to the last point)
    double impact_azimuth = 0;
    double flight_time_s = 0;  ///< ignition to the end
    std::optional<double> max_dynamic_pressure_Pa, max_deceleration_m_s2;
    struct Orbit {
        double perigee_m, apogee_m;  ///< radius less the equatorial radius
        double eccentricity, inclination, raan, argument_of_perigee, true_anomaly, period_s;
        double semi_major_axis_m;
    };
    std::optional<Orbit> orbit;  ///< osculating at the end, where the outcome is in_orbit
};
[[nodiscard]] FlightSummary summarise(const Trajectory& trajectory);

}  // namespace apogee
