#pragma once

#include <cstddef>
#include <optional>

#include "flight/plan_view.h"
#include "physics/earth.h"

/// How a flight ends, for every engine. Nothing here goes through libm but sqrt: bits do not depend on the
/// machine.
namespace apogee {

/// landed: reached the ground. duration_reached: stopped where the scenario says. escaped: leaves on a
/// hyperbola, above the air. in_orbit: goes round, clear of air and ground. step_limit: gave up after very
/// many steps. lift_off_failed: the upward part of the thrust never exceeded the weight. time_limit: still
/// aloft after `time_limit_s`.
enum class Outcome { landed, duration_reached, escaped, in_orbit, step_limit, lift_off_failed, time_limit };
/// How many there are: up to the last one.
inline constexpr std::size_t outcome_count = static_cast<std::size_t>(Outcome::time_limit) + 1;
/// The outcome's name as it stands in reports: "landed", "duration_reached", ...
[[nodiscard]] const char* name(Outcome outcome);

/// A flight that nothing else ends is ended after 30 days: a fall from a million kilometres takes 19, an
/// orbit that decays for longer is one. A scenario's own `duration_s` comes instead.
inline constexpr double time_limit_s = 30 * 86400.0;
/// Of accepted steps: a body of 0.1 kg/m^2 of ballistic coefficient needs 30,000 to sink through the air.
inline constexpr long step_limit = 500'000;

/// An orbit whose perigee is higher than this, above the equatorial radius, lasts for days; below, drag
/// brings it down, or may.
inline constexpr double lasting_perigee_m = 150e3;
/// The same where there is no air: the oblate Earth moves a perigee by some 10 km within a revolution.
inline constexpr double clear_perigee_m = 50e3;

/// A slower climb or fall is none: the rate of climb's own rounding is 1e-12 m/s at orbital speed.
inline constexpr double at_rest_m_s = 1e-6;

/// Size and shape of the osculating two-body orbit.
/// Source: Vallado, Fundamentals of Astrodynamics (4th ed.), algorithm 9 (RV2COE).
struct Conic {
    double semi_major_axis_m;  ///< negative for a hyperbola
    double eccentricity;
    double perigee_radius_m;  ///< from the semi-latus rectum: does not cancel near a parabola
    double period_s;          ///< infinite where the orbit is not closed
    [[nodiscard]] bool closed() const { return semi_major_axis_m > 0; }
};
[[nodiscard]] Conic conic(const Earth& earth, const Vec3<double>& r_I, const Vec3<double>& v_I);

/// A body that falls freely with nothing left to burn, where it is decided whether it comes back: when the
/// free flight begins, after each perigee, and on leaving the air.
struct FallingBody {
    double r_I[3], v_I[3];
    double climb_m_s;  ///< rate of geodetic height
    bool in_air;       ///< the air around it is not a vacuum
};
[[nodiscard]] double perigee_radius_m(const Earth& earth, const FallingBody& flight);

/// Escape, or an orbit that lasts; empty where the flight goes on. In orbit is what stays above air and
/// ground for a whole revolution: at once where the perigee is high enough. A lower one is flown on: with air
/// until it comes down or a limit is reached, without air for one revolution (`revolution_end_s`).
[[nodiscard]] std::optional<Outcome> free_flight_outcome(const Earth& earth, const PlanView& plan,
                                                         const FallingBody& flight);

/// When a body in free flight at `time_s` has gone round once and so is in orbit: where there is no air, or
/// the plan asks for it (`once_round`). Else, and for a hyperbola: never.
[[nodiscard]] double revolution_end_s(const Earth& earth, const PlanView& plan, const FallingBody& flight,
                                      double time_s);

/// The outcome at a time that ends the flight, whatever the state; empty before.
[[nodiscard]] std::optional<Outcome> timed_outcome(const PlanView& plan, double time_s,
                                                   double revolution_end_s);

/// The first of the times that end the flight.
[[nodiscard]] double flight_end_s(const PlanView& plan, double revolution_end_s);

/// Whether a flight is over before it begins: released on the ground, at rest or going down.
[[nodiscard]] bool starts_by_landing(const PlanView& plan, double height_m, double climb_m_s);

/// A fast, shallow pass through the air, or a very long fall: small errors grow so much there that a flight
/// has to be flown at the tight tolerance. `fast` and `shallow` are estimates, made with 100,000 random
/// flights: at half the angle some keep 1 m no more, at twice of it ordinary long-range flights are flown
/// twice.
/// @param speed_2  square of the inertial speed, m^2/s^2
template <class T>
[[nodiscard, gnu::always_inline]] inline auto is_delicate(const T& height_m, const T& climb_m_s,
                                                          const T& speed_2) {
    constexpr double in_air_m = 90e3, fast_m_s = 2500, shallow = 0.16;
    return (height_m < T(in_air_m)) & (climb_m_s < T(0.0)) & (speed_2 > T(fast_m_s * fast_m_s)) &
           (climb_m_s * climb_m_s < shallow * shallow * speed_2);
}
[[nodiscard]] bool needs_tight(bool delicate, double flown_s);
/// Whether a free flight nearly goes round: an error of its speed moves the impact by thousands of seconds
/// times itself. From 12,000 km of range on, as an estimate.
[[nodiscard]] bool nearly_orbits(const Earth& earth, const FallingBody& flight);

}  // namespace apogee
