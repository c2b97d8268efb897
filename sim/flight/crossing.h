#pragma once

#include <optional>

#include "flight/cubic.h"
#include "flight/trajectory.h"

/// Where within a step a quantity passes a value or turns round.
namespace apogee {

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
