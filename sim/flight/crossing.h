#pragma once

#include <algorithm>
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

    [[nodiscard]] bool is_kink() const {
        return change == Change::air_up || change == Change::air_down || change == Change::drag_up ||
               change == Change::drag_down;
    }
};

/// How near a step has to end to a kink to count as on it. A frozen regime continues analytically across its
/// edge; only the slope of the drag jumps there. Going d too far, at a rate q' of the watched quantity, costs
/// the speed  drag x jump x d^2 / (2 q'),  so in thin air the edge may be missed by far.
struct Nearness {
    /// Estimate: as far as the closed forms are trusted beyond their edge where drag allows anything.
    static constexpr double longest_m = 100, longest_mach = 1e-2;
    double height_m = 0, mach = 0;
    /// @param drag_m_s2   deceleration by drag
    /// @param climb_m_s, mach_rate_1_s  rates of height and Mach number, any sign
    static Nearness of(double relative_tolerance, double drag_m_s2, double climb_m_s, double mach_rate_1_s) {
        const double lost_m_s = 1e3 * relative_tolerance;  // an eighth of what a step may lose
        // Jumps of d ln(drag): US 1976 has 4e-5 per metre at most (51 km); Cd curves some 2 per Mach in 0.3.
        constexpr double jump_1_m = 4e-5, jump_1_mach = 7;
        const auto distance = [&](double rate, double jump, double longest) {
            const double most = std::sqrt(2 * lost_m_s * std::fabs(rate) / (jump * drag_m_s2 + 1e-300));
            return std::clamp(most, 1e-4 * longest, longest);
        };
        return {distance(climb_m_s, jump_1_m, longest_m), distance(mach_rate_1_s, jump_1_mach, longest_mach)};
    }
};
/// A trigger (kick, shroud) starts something else, not a continuation: there a delay costs at first order, so
/// it is met to 0.1 um of height or 0.1 um/s of speed.
inline constexpr double trigger_nearness = 1e-7;
inline constexpr double impact_nearness_m = 1e-6;

/// The watches of one regime; a fixed array, for they change with every kink.
struct Watches {
    std::array<Watch, 8> list;
    std::size_t count = 0;
    void add(const Watch& watch) { list.at(count++) = watch; }
    void set_kink_tolerance(const Nearness& near) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!list[i].is_kink()) continue;
            list[i].tolerance = list[i].quantity == Watch::Quantity::mach ? near.mach : near.height_m;
        }
    }
};

/// What can be watched, at one state.
struct Surroundings {
    Climb climb;
    double mach = 0, air_speed_m_s = 0, drag_m_s2 = 0;

    [[nodiscard]] double operator[](Watch::Quantity quantity) const {
        return quantity == Watch::Quantity::height ? climb.height_m
               : quantity == Watch::Quantity::mach ? mach
                                                   : air_speed_m_s;
    }
};
[[nodiscard]] Surroundings surroundings(const FlightPlan& plan, const Regime& regime, double time_s,
                                        const State& state);

/// Height and d(height)/dt. The ellipsoid is axisymmetric, so its rotation changes nothing.
[[nodiscard]] Climb climb_of(const Earth& earth, const State& state);

/// The first watch that a step crosses, and when.
struct Crossing {
    Watch watch;
    double time_s;
};
/// @param start, end  the surroundings at the ends of the step
[[nodiscard]] std::optional<Crossing> first_crossing(const FlightPlan& plan, const Watches& watches,
                                                     const Step& step, const Surroundings& start,
                                                     const Surroundings& end);

/// Whether a state is beyond a kink or so close that its nearness has to be looked at.
[[nodiscard]] bool may_be_near(const Watches& watches, const Surroundings& at);

/// Cheap test on the ends of a step alone: false where it crosses no watch.
[[nodiscard]] bool may_cross(const Watches& watches, const Surroundings& start, const Surroundings& end);

/// The watch that a step, without going beyond, has come so near to that it counts as reached; null if none.
[[nodiscard]] const Watch* reached(const Watches& watches, const Surroundings& start,
                                   const Surroundings& end);

/// The time within a step at which the climb rate is zero; its signs at the ends must differ.
[[nodiscard]] double turning_time(const Earth& earth, const Step& step);

}  // namespace apogee
