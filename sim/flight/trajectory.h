#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flight/endings.h"
#include "flight/state_rates.h"

namespace apogee {

/// Position and velocity in the inertial frame that coincides with the Earth-fixed frame at lift-off.
struct State {
    Vec3<double> r_I = Vec3<double>::Zero();  ///< m
    Vec3<double> v_I = Vec3<double>::Zero();  ///< m/s
};

/// Position and velocity in the frame that turns with the Earth: z to the north pole, x through longitude 0.
struct EarthFixed {
    Vec3<double> r_E, v_E;  ///< m, m/s
};

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
    double specific_force_m_s2 = 0;  ///< |thrust + drag| / mass
    int stage = 0;                   ///< 1-based; 0 when nothing but the payload is left
    std::string phase;               ///< "pad", "stage 1 burn", "coast", "ascent" ..., see docs/physics.md
};

/// A state between two steps.
struct StepEnd : StateRates<double> {
    double drag_deceleration = 0;  ///< drag over mass, m/s^2
};

/// One accepted step with its dense output. In the air that is the quartic through both ends' states and
/// derivatives and the midpoint, which is exactly the integrator's own. A long step in a vacuum has the
/// polynomial of degree 8 through position, velocity and acceleration at both ends and in the middle: the
/// velocity is its derivative.
struct Step {
    double start_s = 0, end_s = 0;
    State start, middle, end;
    State start_rate, end_rate;  ///< their time derivatives: velocity and acceleration
    Regime regime;               ///< the smooth piece of the model that was flown
    StepEnd start_rates, end_rates;
    Vec3<double> middle_acceleration_I = Vec3<double>::Zero();  ///< of a long step
    bool is_long = false;

    [[nodiscard]] State at(double time_s) const;
    /// Ends the step earlier, on the same polynomial.
    /// @param state  there, as `at` gives it; the derivative and what else is known of it are the caller's
    void cut(double time_s, const State& state);
};

/// A flight from ignition to its end: can be asked for any time and answers as exactly as it was integrated.
struct Trajectory {
    std::shared_ptr<const FlightPlan> plan;
    Outcome outcome = Outcome::step_limit;
    double lift_off_s = 0;  ///< or release; the inertial and the Earth-fixed frame coincide here
    double start_s = 0;     ///< lift-off, release, or of debris the moment it was let go
    State start;            ///< there
    double end_s = 0;
    bool delicate = false;  ///< see `is_delicate`: some of its steps
    std::vector<Step> steps;
    std::vector<Event> events;  ///< ordered in time
    long right_hand_sides = 0;
    long rejected_steps = 0;

    /// State at a time in [0, end_s]; on the pad the site as it turns with the Earth. Clamped outside.
    [[nodiscard]] State state(double time_s) const;
    [[nodiscard]] FlightPoint point(double time_s) const;
    /// The place below (and the height of) an inertial position at a time.
    [[nodiscard]] Geodetic place(double time_s, const Vec3<double>& r_I) const;
    [[nodiscard]] EarthFixed earth_fixed(double time_s, const State& state) const;
    /// The step that holds a time; `steps` must not be empty.
    [[nodiscard]] const Step& step(double time_s) const;
    [[nodiscard]] const Event* find(const std::string& event_name) const;
    /// Whether it never left the pad.
    [[nodiscard]] bool stays_on_pad() const { return plan->from_pad && steps.empty(); }
};

}  // namespace apogee
