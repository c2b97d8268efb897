#pragma once

#include <string>
#include <variant>
#include <vector>

#include "flight/ascent.h"
#include "flight/vehicle.h"

namespace apogee {

/// Cd x area as a linear function of Mach within one span of it.
struct DragSegment {
    double mach_low = 0, mach_high = 0;  ///< the last one reaches to infinity
    double area_m2 = 0, slope_m2 = 0;    ///< Cd x A = area + slope x (Mach - mach_low)
};

/// A span of time with one configuration: flow, thrust and mass are closed forms of tau = t - start.
struct PropulsionSpan {
    double start_s = 0, end_s = 0;                     ///< the last span ends at infinity
    double mass_kg = 0;                                ///< at start, without shroud
    double flow_kg_s = 0, flow_slope_kg_s2 = 0;        ///< mass = mass - flow tau - flow_slope tau^2 / 2
    double thrust_vacuum_N = 0, thrust_slope_N_s = 0;  ///< thrust in vacuum = thrust + slope tau
    double pressure_area_m2 = 0, pressure_area_slope_m2_s = 0;  ///< thrust lost per Pa of ambient pressure
    int first_drag = 0, drag_segments = 0;  ///< of FlightPlan::drag, from Mach 0 up; none: no drag
    int stage = 0;                          ///< 1-based; 0 when nothing but the payload is left
    bool burning = false;
};

/// Mass at a time within a span, `tau` after its start, kg; without shroud.
template <class Span, class T>
[[nodiscard, gnu::always_inline]] inline T mass_in(const Span& span, const T& tau) {
    return span.mass_kg - tau * (span.flow_kg_s + 0.5 * span.flow_slope_kg_s2 * tau);
}
/// Thrust there against an ambient pressure, N.
template <class Span, class T>
[[nodiscard, gnu::always_inline]] inline T thrust_in(const Span& span, const T& tau, const T& pressure_Pa) {
    return span.thrust_vacuum_N + span.thrust_slope_N_s * tau -
           (span.pressure_area_m2 + span.pressure_area_slope_m2_s * tau) * pressure_Pa;
}

/// A span of the ascent programme. Its end may depend on the state (height, speed), so spans are ordered, not
/// timed. Times count from ignition.
struct SteeringSpan {
    enum class Kind { elevation, along_air_velocity };
    enum class End { time_s, after_s, height_m, air_speed_m_s, never };
    Kind kind = Kind::elevation;
    SteeringFrame frame = SteeringFrame::launch;
    double elevation = 0, rate_rad_s = 0;  ///< elevation at the span's start (rad) and its rate
    End end = End::never;
    double end_value = 0;
};

/// Something that falls on its own after the vehicle let go of it.
struct ReleasedBody {
    std::string name;
    double mass_kg = 0;
    std::optional<double> ballistic_coefficient_kg_m2;
};

/// An event at a known time: ignition, burnout, separation. A span boundary stands at each.
struct TimedMark {
    double time_s = 0;
    std::string name;
    int body = -1;  ///< index into FlightPlan::bodies of what is released here, or -1
};

/// Air and wind as smooth functions between two heights.
struct AirCell {
    double bottom_m = 0, top_m = 0;
    AirLayer air;
    /// Velocity of the air at `wind_base_m` and its change per metre of height.
    double wind_base_m = 0, east_m_s = 0, east_slope_1_s = 0, north_m_s = 0, north_slope_1_s = 0;
};

/// The launch frame held inertially: unit vectors up and along the launch azimuth.
struct LaunchFrame {
    Vec3<double> up_I, along_I;
};

/// A whole flight as plain data. Everything that integrates a flight interprets this and nothing else.
struct FlightPlan {
    Earth earth;
    std::vector<AirCell>
        air;  ///< from the lowest up, without gaps, the first and the last unbounded; never empty
    bool has_air = false, has_wind = false;
    double density_scale = 1;

    bool from_pad = true;  ///< held on the pad until thrust carries it; else released at t = 0
    Geodetic start;        ///< the launch site or the release sub-point with its height
    double azimuth = 0;
    LaunchFrame frame;                                        ///< of `start` and `azimuth`
    Vec3<double> relative_velocity_E = Vec3<double>::Zero();  ///< at release, relative to the turning Earth

    std::vector<PropulsionSpan> propulsion;
    std::vector<SteeringSpan> steering;  ///< empty: no thrust to steer
    std::vector<DragSegment> drag;       ///< the curves of all spans one after the other
    std::vector<TimedMark> marks;        ///< ordered in time
    double last_burnout_s = 0;

    double shroud_mass_kg = 0;  ///< 0: none
    std::optional<double> shroud_height_m, shroud_time_s;
    int shroud_body = -1;

    std::vector<ReleasedBody> bodies;
    std::optional<double> duration_s;  ///< stop here with Outcome::duration_reached
    /// Stop after one revolution with Outcome::in_orbit, also where the air would bring it down later: a
    /// search for ranges asks no more.
    bool once_round = false;
};

/// @throws nothing: the scenario layer has validated what comes in; a violated invariant asserts.
/// @param naming `numbers`: without marks, for flights by the million that nobody reports.
enum class Naming { full, numbers };
[[nodiscard]] FlightPlan plan_launch(const Vehicle& vehicle, const Launch& launch,
                                     const Environment& environment, Naming naming = Naming::full);
[[nodiscard]] FlightPlan plan_release(const Payload& payload, const Release& release,
                                      const Environment& environment);

}  // namespace apogee
