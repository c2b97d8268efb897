#pragma once

#include "flight/plan_view.h"

namespace apogee {

/// The smooth piece of the model that holds during one step: which span of each track, which cell of air,
/// which segment of the drag curve. Within a step every function in the right-hand side is analytic; steps
/// end where a piece does.
///
/// Three tracks run side by side: propulsion (by time), steering (by time or state), air and drag (by state).
struct Regime {
    int propulsion = 0;
    int steering = -1;  ///< -1: nothing burns any more
    double steering_start_s = 0;
    int air = 0;
    int drag_segment = 0;  ///< index into FlightPlan::drag
    bool shroud_on = false;

    [[nodiscard]] bool operator==(const Regime&) const = default;
};

/// A state of the flight, as far as it decides which regime holds.
struct RegimeState {
    double time_s, height_m, air_speed_m_s;
};

/// The regime at the start of a flight; air and drag are not looked at.
[[nodiscard]] Regime first_regime(const PlanView& plan, double time_s);

/// Brings propulsion, shroud and steering up to date.
/// @return whether anything changed; then the drag segment has to be found anew.
bool update_regime(const PlanView& plan, Regime& regime, const RegimeState& state);

/// The segment of a span's drag curve that holds a Mach number; the first one where there is no curve.
[[nodiscard]] int drag_segment_at(const PlanView& plan, const PropulsionSpan& span, double mach);

/// The time at which the regime ends whatever the state: the end of a span, the shroud's time.
[[nodiscard]] double regime_end_s(const PlanView& plan, const Regime& regime);

/// What an event function's zero changes.
enum class Change { none, impact, air_up, air_down, drag_up, drag_down, steering, shroud };

/// A quantity of the state whose passing a value, in one direction, ends the regime.
struct EventFunction {
    enum class Quantity { height, mach, air_speed };
    Change change = Change::none;
    Quantity quantity = Quantity::height;
    double value = 0;
    double direction = 1;  ///< 1: passed upward, -1: downward
    double tolerance = 0;  ///< a step that ends this close to the value is on it

    /// A kink of the model, not a trigger: the regime before it continues analytically beyond.
    [[nodiscard]] bool is_kink() const {
        return change == Change::air_up || change == Change::air_down || change == Change::drag_up ||
               change == Change::drag_down;
    }
    /// How far beyond the value a quantity is.
    [[nodiscard]] double beyond(double x) const { return direction * (x - value); }
};

/// A trigger (kick, shroud) starts something else, not a continuation: there a delay costs at first order, so
/// it is met to 0.1 um of height or 0.1 um/s of speed. So is the ground, to 1 um.
inline constexpr double trigger_tolerance = 1e-7, impact_tolerance_m = 1e-6;

/// A value whose passing changes something.
struct Edge {
    double value;
    Change change;
};
/// Below: the next cell of air, or the ground where that comes first.
[[nodiscard, gnu::always_inline]] inline Edge edge_below(const PlanView& plan, const AirEdges& air) {
    if (air.bottom_m > plan.ground_m) return {air.bottom_m, Change::air_down};
    return {plan.ground_m, Change::impact};
}
/// The segment of the drag curve that holds; its Mach numbers are edges. Null where no drag depends on the
/// Mach number: in a vacuum, or without a curve.
[[nodiscard, gnu::always_inline]] inline const DragSegment* active_segment(const PlanView& plan,
                                                                           const Regime& regime,
                                                                           bool vacuum) {
    const bool drags = plan.propulsion[regime.propulsion].drag_segments > 0;
    return vacuum || !drags ? nullptr : plan.drag + regime.drag_segment;
}
/// The lowest height upward that triggers something: a kick or the shroud's jettison. Value `never`: none.
[[nodiscard, gnu::always_inline]] inline Edge height_trigger(const PlanView& plan, const Regime& regime) {
    Edge trigger{never, Change::none};
    if (regime.shroud_on) trigger = {plan.shroud_height_m, Change::shroud};
    if (regime.steering < 0) return trigger;
    const SteeringSpan& span = plan.steering[regime.steering];
    if (span.end == SteeringSpan::End::height_m && span.end_value < trigger.value)
        trigger = {span.end_value, Change::steering};
    return trigger;
}
/// The air speed upward that triggers a kick; `never`: none.
[[nodiscard, gnu::always_inline]] inline double speed_trigger(const PlanView& plan, const Regime& regime) {
    if (regime.steering < 0) return never;
    const SteeringSpan& span = plan.steering[regime.steering];
    return span.end == SteeringSpan::End::air_speed_m_s ? span.end_value : never;
}
/// Whether thrust follows the air velocity, now or at the end of the programme.
[[nodiscard, gnu::always_inline]] inline bool turns_with_gravity(const PlanView& plan, const Regime& regime) {
    return regime.steering >= 0 &&
           plan.steering[plan.steering_spans - 1].kind == SteeringSpan::Kind::along_air_velocity;
}
/// Nothing will burn any more.
[[nodiscard, gnu::always_inline]] inline bool falls_freely(const PlanView& plan, const Regime& regime) {
    const PropulsionSpan& span = plan.propulsion[regime.propulsion];
    return !(span.end_s < never) && !span.burning;
}
/// Whether the state decides what follows of the ascent, not only the clock.
[[nodiscard]] bool waits_for_state(const PlanView& plan, const Regime& regime);

/// The event functions of one regime; a fixed array, for they change with every kink.
struct EventFunctions {
    EventFunction list[6];
    int count = 0;
    void add(const EventFunction& event) { list[count++] = event; }
    [[nodiscard]] const EventFunction* begin() const { return list; }
    [[nodiscard]] const EventFunction* end() const { return list + count; }
};

/// All edges of a regime in one list.
/// @param air  the edges of the regime's cell
[[nodiscard]] EventFunctions event_functions(const PlanView& plan, const Regime& regime, const AirEdges& air);

/// Goes over an event: everything but the impact.
void apply(const PlanView& plan, Regime& regime, Change change, double time_s);

}  // namespace apogee
