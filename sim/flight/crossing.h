#pragma once

#include <array>
#include <cmath>
#include <optional>

#include "flight/trajectory.h"

namespace apogee {

/// A condition on the state that ends the regime: a quantity that crosses an edge in one direction.
struct Watch {
    enum class Quantity { height, mach, air_speed };
    enum class Change { impact, air_up, air_down, drag_up, drag_down, steering, shroud };
    Change change = Change::impact;
    Quantity quantity = Quantity::height;
    double edge = 0;
    double sign = 1;       ///< beyond the edge where sign x (quantity - edge) > 0
    double tolerance = 0;  ///< a step that ends this near to the edge is on it
};

/// The watches of one regime; a fixed array, for they change with every kink.
struct Watches {
    std::array<Watch, 8> list;
    std::size_t count = 0;
    void add(const Watch& watch) { list.at(count++) = watch; }
};

/// How near a step has to end to a kink to count as on it. A frozen regime continues analytically across its
/// edge, so being late costs the square of the delay, and the allowance may grow with the square root of the
/// tolerance. At 1e-9: the slope of ln(density) jumps by at most 4e-5 per metre, that of Cd by some 2 per
/// Mach, which with these makes a velocity error of 1e-6 m/s.
struct Nearness {
    double height_m, mach;
    explicit Nearness(double relative_tolerance)
        : height_m(1.0 * std::sqrt(relative_tolerance / 1e-9)), mach(1e-5 * height_m) {}
};
/// A trigger (kick, shroud) starts something else, not a continuation: there a delay costs at first order, so
/// it is met to 0.1 um of height or 0.1 um/s of speed.
inline constexpr double trigger_nearness = 1e-7;
inline constexpr double impact_nearness_m = 1e-6;

/// What can be watched, at one state.
struct Surroundings {
    double height_m = 0, climb_m_s = 0;  ///< height and its rate
    double mach = 0, air_speed_m_s = 0;

    [[nodiscard]] double operator[](Watch::Quantity quantity) const {
        return quantity == Watch::Quantity::height ? height_m
               : quantity == Watch::Quantity::mach ? mach
                                                   : air_speed_m_s;
    }
};
[[nodiscard]] Surroundings surroundings(const FlightPlan& plan, const Regime& regime, double time_s,
                                        const State& state);

/// d(height)/dt, m/s. The ellipsoid is axisymmetric, so its rotation changes nothing.
[[nodiscard]] double climb_rate(const Earth& earth, const State& state);

/// The first watch that a step crosses, and when.
struct Crossing {
    Watch watch;
    double time_s;
};
[[nodiscard]] std::optional<Crossing> first_crossing(const FlightPlan& plan, const Watches& watches,
                                                     const Step& step);

/// Cheap test on the ends of a step alone: false where it crosses no watch.
[[nodiscard]] bool may_cross(const Watches& watches, const Surroundings& start, const Surroundings& end);

/// The watch that a step, without going beyond, has come so near to that it counts as reached; null if none.
[[nodiscard]] const Watch* reached(const Watches& watches, const Surroundings& start,
                                   const Surroundings& end);

/// The time within a step at which the climb rate is zero; its signs at the ends must differ.
[[nodiscard]] double turning_time(const Earth& earth, const Step& step);

}  // namespace apogee
