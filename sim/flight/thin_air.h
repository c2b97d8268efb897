#pragma once

#include "flight/trajectory.h"

/// Air so thin that a flight does not feel it: long steps leave it out.
namespace apogee {

/// A regime with the cell of air and the segment of the drag curve that a state is in.
[[nodiscard]] Regime in_its_air(const FlightPlan& plan, Regime regime, double time_s, const State& state);

/// The forces on a state within a step, with the air that the step may have left out.
[[nodiscard]] Forces<double> forces_within(const FlightPlan& plan, const Step& step, double time_s,
                                           const State& state);

/// The height above which a body that falls freely, on its way up and down again, loses less than a speed to
/// drag; `never` where it is not sure to come down.
/// @param regime  of the fall, at `time_s`
[[nodiscard]] double falls_undragged_above_m(const FlightPlan& plan, const Regime& regime, double time_s,
                                             const State& state, double allowed_m_s);

/// Whether a vehicle under thrust, on its way up, will feel less of the air than a speed, whether by drag or
/// by the pressure that its motor works against.
/// @param f, rates  at the state
[[nodiscard]] bool has_left_air(const FlightPlan& plan, const Regime& regime, double time_s,
                                const Forces<double>& f, const StepEnd& rates, double allowed_m_s);

}  // namespace apogee
