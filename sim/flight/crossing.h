#pragma once

#include <optional>

#include "flight/cubic.h"
#include "flight/trajectory.h"

/// Where within a step a quantity passes a value or turns round.
namespace apogee {

/// A step that ends close enough to a kink counts as on it: a frozen regime continues analytically beyond its
/// edge. How close depends on what lies beyond, so that is looked at within these distances only.
struct KinkReach {
    /// Estimates: as far as the closed forms are trusted, and closer than any prediction needs to be.
    static constexpr double far_m = 100, far_mach = 1e-2, least = 1e-4;
    [[nodiscard]] static double far(const EventFunction& event) {
        return event.quantity == EventFunction::Quantity::mach ? far_mach : far_m;
    }
};

/// What an edge that is gone over early or late may do.
struct KinkAllowance {
    double lose_m_s;            ///< to the speed, for good
    double show_air_speed_m_s;  ///< to the speed through the air, whose wind is continued: a trigger may wait
                                ///< for it
};

/// The distance from a kink that costs no more than is allowed, and shows no more than 1e-4 of the dynamic
/// pressure. Going d too far at a rate q' of the quantity costs  |a' - a| d / (2 q'),  where the acceleration
/// a' beyond the edge differs from the continued one a in proportion to d: drag, thrust and wind together. In
/// thin air an edge may be missed by far.
/// @param end     where the step has ended, at most `KinkReach::far` from the kink
/// @param beyond  the forces there in the regime beyond the kink
[[nodiscard]] double kink_tolerance(const EventFunction& event, const StepEnd& end,
                                    const Forces<double>& beyond, const KinkAllowance& may);

/// @return the quantity of an event function and its rate.
struct ValueAndRate {
    double value, rate;
};
[[nodiscard]] ValueAndRate quantity(const StepEnd& state, EventFunction::Quantity quantity);

/// Exact height and rate of climb. The ellipsoid is axisymmetric, so its rotation changes nothing.
[[nodiscard]] ValueAndRate climb_of(const Earth& earth, const State& state);

/// The first event of a step, and when. A quantity that is back at the step's end has passed its value twice:
/// found, where the value lies beyond by more than the tolerance. One that starts beyond its value and goes
/// on is there at once.
struct Crossing {
    EventFunction event;
    double time_s;
};
[[nodiscard]] std::optional<Crossing> first_crossing(const FlightPlan& plan, const EventFunctions& events,
                                                     const Step& step);

/// The time within a step at which the climb rate is zero; its signs at the ends must differ.
[[nodiscard]] double turning_time(const Earth& earth, const Step& step);

}  // namespace apogee
