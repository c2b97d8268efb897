#pragma once

#include <optional>

#include "flight/cubic.h"
#include "flight/trajectory.h"

/// Where within a step a quantity passes a value or turns round.
namespace apogee {

/// How close a step has to end to a kink to count as on it. A frozen regime continues analytically across its
/// edge; only the slope of the drag jumps there. Going d too far, at a rate q' of the quantity, costs
/// the speed  drag x jump x d^2 / (2 q'),  so in thin air the edge may be missed by far.
struct KinkTolerance {
    /// Estimate: as far as the closed forms are trusted beyond their edge where drag allows anything.
    static constexpr double max_m = 100, max_mach = 1e-2;
    double height_m = 0, mach = 0;
    /// @param lost_m_s  the speed that may be lost there
    static KinkTolerance of(double lost_m_s, double drag_m_s2, const StepEnd& at);
    void set(EventFunctions& events) const;
};

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

/// Whether a state is beyond a kink or so close that its tolerance has to be known.
[[nodiscard]] bool may_be_near(const EventFunctions& events, const StepEnd& at);

/// The time within a step at which the climb rate is zero; its signs at the ends must differ.
[[nodiscard]] double turning_time(const Earth& earth, const Step& step);

}  // namespace apogee
