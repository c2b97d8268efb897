#include "flight/regime.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// The time at which the current steering span ends; `never` where that depends on the state.
double steering_end_s(const PlanView& plan, const Regime& regime) {
    const SteeringSpan& span = plan.steering[regime.steering];
    switch (span.end) {
        case SteeringSpan::End::time_s:
            return span.end_value;
        case SteeringSpan::End::after_s:
            return regime.steering_start_s + span.end_value;
        default:
            return never;
    }
}

bool steering_is_over(const PlanView& plan, const Regime& regime, const RegimeState& state) {
    const SteeringSpan& span = plan.steering[regime.steering];
    switch (span.end) {
        case SteeringSpan::End::height_m:
            return state.height_m >= span.end_value - trigger_tolerance;
        case SteeringSpan::End::air_speed_m_s:
            return state.air_speed_m_s >= span.end_value - trigger_tolerance;
        default:
            return state.time_s >= steering_end_s(plan, regime);
    }
}

void next_steering(const PlanView& plan, Regime& regime, double time_s) {
    const double end = steering_end_s(plan, regime);
    ++regime.steering;
    // On the clock exactly, also where lift-off came later. What takes its time from its beginning, a kick,
    // begins at lift-off then: on the pad nothing tilts.
    const bool takes_its_time = regime.steering < plan.steering_spans &&
                                plan.steering[regime.steering].end == SteeringSpan::End::after_s;
    regime.steering_start_s = end < never && !(takes_its_time && time_s > end) ? end : time_s;
}

/// As `kink_m`, of the drag curve.
double kink_mach_between(const DragSegment& lower, const DragSegment& upper) {
    constexpr double kink_mach = 1e-6;
    return std::min(
        kink_mach, kink_share * std::min(lower.mach_high - lower.mach_low, upper.mach_high - upper.mach_low));
}

}  // namespace

PlanView view_of(const FlightPlan& plan, double start_height_m) {
    PlanView view;
    view.propulsion = plan.propulsion.data();
    view.drag = plan.drag.data();
    view.steering = plan.steering.empty() ? nullptr : plan.steering.data();
    view.steering_spans = static_cast<int>(plan.steering.size());
    view.last_burnout_s = plan.last_burnout_s;
    view.shroud_mass_kg = plan.shroud_mass_kg;
    view.shroud_height_m = plan.shroud_height_m.value_or(never);
    view.shroud_time_s = plan.shroud_time_s.value_or(never);
    view.duration_s = plan.duration_s.value_or(never);
    // A site at sea level is so but for rounding.
    constexpr double rounding_m = 1e-6;
    view.ground_m = start_height_m < -rounding_m ? start_height_m : 0;
    view.from_pad = plan.from_pad;
    view.has_air = plan.has_air;
    view.once_round = plan.once_round;
    return view;
}

Regime first_regime(const PlanView& plan, double time_s) {
    Regime regime;
    while (time_s >= plan.propulsion[regime.propulsion].end_s) ++regime.propulsion;
    regime.steering = plan.steering ? 0 : -1;
    regime.shroud_on = plan.shroud_mass_kg > 0;
    return regime;
}

bool update_regime(const PlanView& plan, Regime& regime, const RegimeState& state) {
    bool changed = false;
    while (state.time_s >= plan.propulsion[regime.propulsion].end_s) {
        ++regime.propulsion;
        changed = true;
    }
    if (regime.shroud_on &&
        (state.time_s >= plan.shroud_time_s || state.height_m >= plan.shroud_height_m - trigger_tolerance)) {
        regime.shroud_on = false;
        changed = true;
    }
    if (regime.steering >= 0 && state.time_s >= plan.last_burnout_s) {
        regime.steering = -1;
        changed = true;
    }
    while (regime.steering >= 0 && steering_is_over(plan, regime, state)) {
        next_steering(plan, regime, state.time_s);
        changed = true;
    }
    return changed;
}

int drag_segment_at(const PlanView& plan, const PropulsionSpan& span, double mach) {
    int segment = span.first_drag;
    const int last = span.first_drag + std::max(span.drag_segments, 1) - 1;
    while (segment < last && mach >= plan.drag[segment].mach_high) ++segment;
    return segment;
}

double regime_end_s(const PlanView& plan, const Regime& regime) {
    double end = plan.propulsion[regime.propulsion].end_s;
    if (regime.steering >= 0) end = std::min(end, steering_end_s(plan, regime));
    if (regime.shroud_on) end = std::min(end, plan.shroud_time_s);
    return end;
}

bool waits_for_state(const PlanView& plan, const Regime& regime) {
    if (regime.shroud_on && plan.shroud_height_m < never) return true;
    for (int i = regime.steering; i >= 0 && i < plan.steering_spans; ++i) {
        const SteeringSpan::End end = plan.steering[i].end;
        if (end == SteeringSpan::End::height_m || end == SteeringSpan::End::air_speed_m_s) return true;
    }
    return false;
}

EventFunctions event_functions(const PlanView& plan, const Regime& regime, const AirEdges& air) {
    using Quantity = EventFunction::Quantity;
    EventFunctions events;
    const Edge below = edge_below(plan, air), trigger = height_trigger(plan, regime);
    events.add({below.change, Quantity::height, below.value, -1,
                below.change == Change::impact ? impact_tolerance_m : air.bottom_kink_m});
    if (air.top_m < never) events.add({Change::air_up, Quantity::height, air.top_m, 1, air.top_kink_m});
    if (const DragSegment* segment = active_segment(plan, regime, air.vacuum)) {
        // Behind an end that is a knot lies another segment.
        if (segment->mach_high < never)
            events.add({Change::drag_up, Quantity::mach, segment->mach_high, 1,
                        kink_mach_between(segment[0], segment[1])});
        if (segment->mach_low > 0)
            events.add({Change::drag_down, Quantity::mach, segment->mach_low, -1,
                        kink_mach_between(segment[-1], segment[0])});
    }
    if (trigger.value < never)
        events.add({trigger.change, Quantity::height, trigger.value, 1, trigger_tolerance});
    if (const double speed = speed_trigger(plan, regime); speed < never)
        events.add({Change::steering, Quantity::air_speed, speed, 1, trigger_tolerance});
    return events;
}

void apply(const PlanView& plan, Regime& regime, Change change, double time_s) {
    switch (change) {
        case Change::air_up:
            ++regime.air;
            break;
        case Change::air_down:
            --regime.air;
            break;
        case Change::drag_up:
            ++regime.drag_segment;
            break;
        case Change::drag_down:
            --regime.drag_segment;
            break;
        case Change::steering:
            next_steering(plan, regime, time_s);
            break;
        case Change::shroud:
            regime.shroud_on = false;
            break;
        case Change::impact:
        case Change::none:
            break;
    }
}

}  // namespace apogee
