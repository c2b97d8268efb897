#include "flight/propagate.h"

#include <limits>

#include "flight/events.h"
#include "flight/lift_off.h"
#include "flight/propagator.h"
#include "flight/thin_air.h"

namespace apogee {
namespace {

PadHold pad_hold(const FlightPlan& plan, const Vec3<double>& r_E) {
    const AirCell& cell = plan.air[static_cast<std::size_t>(cell_at(plan.air.data(), plan.start.height))];
    const double pressure_Pa = air_in(cell.air, GeometricHeight<double>{plan.start.height}).pressure;
    const double weight_N_kg = weight_on_pad(plan.earth, r_E, east_north_up(plan.start).up);
    return hold_on_pad(view_of(plan, plan.start.height), pressure_Pa, weight_N_kg);
}

/// Flies from the start on; again and more exactly where that is called for.
void fly(Trajectory& flight, Tolerance tolerance) {
    const std::size_t events = flight.events.size();
    fly_from(flight, tolerance);
    const bool exact = tolerance.relative <= Tolerance::tight().relative;
    if (exact || !needs_tight(flight.delicate, flight.end_s - flight.start_s)) return;
    flight.steps.clear();
    flight.events.resize(events);
    fly_from(flight, Tolerance::tight());
}

}  // namespace

Regime regime_at_start(const FlightPlan& plan, double time_s, const State& state) {
    const double height_m = height_and_up(plan.earth, state.r_I).height.m;
    return in_its_air(plan, first_regime(view_of(plan, height_m), time_s), time_s, state);
}

Trajectory propagate(FlightPlan plan, Tolerance tolerance) {
    Trajectory flight;
    flight.plan = std::make_shared<const FlightPlan>(std::move(plan));
    const FlightPlan& p = *flight.plan;
    const Vec3<double> r_E = to_earth_fixed(p.earth, p.start);
    const double omega = p.earth.rotation_rate_rad_s;
    flight.start = {r_E, p.relative_velocity_E + Vec3<double>(-omega * r_E.y(), omega * r_E.x(), 0)};
    if (p.from_pad) {
        const PadHold hold = pad_hold(p, r_E);
        flight.lift_off_s = hold.lifts_off ? hold.time_s : 0;
        flight.end_s = hold.time_s;
        flight.outcome = hold.outcome;
        for (const TimedMark& mark : p.marks)
            if (mark.time_s < hold.time_s)
                flight.events.push_back({mark.name, mark.time_s, flight.state(mark.time_s)});
        if (!hold.lifts_off) return flight;
    }
    flight.start_s = flight.lift_off_s;
    fly(flight, tolerance);
    // After the marks of the same moment: ignition comes before lift-off.
    flight.events.push_back(
        {p.from_pad ? event_names::lift_off : event_names::release, flight.start_s, flight.start});
    find_events(flight);
    return flight;
}

std::vector<Debris> propagate_debris(const Trajectory& flight, Tolerance tolerance) {
    std::vector<Debris> debris;
    for (const Event& event : flight.events) {
        if (event.body < 0) continue;
        const ReleasedBody& body = flight.plan->bodies[static_cast<std::size_t>(event.body)];
        FlightPlan plan = *flight.plan;  // the same Earth, air and start; nothing left to burn
        plan.from_pad = false;
        plan.propulsion = {{.start_s = event.time_s,
                            .end_s = std::numeric_limits<double>::infinity(),
                            .mass_kg = body.mass_kg}};
        plan.drag.clear();
        if (body.ballistic_coefficient_kg_m2) {
            plan.drag = {{0, std::numeric_limits<double>::infinity(),
                          body.mass_kg / *body.ballistic_coefficient_kg_m2, 0}};
            plan.propulsion.front().drag_segments = 1;
        }
        plan.steering.clear();
        plan.marks.clear();
        plan.bodies.clear();
        plan.shroud_mass_kg = plan.last_burnout_s = 0;
        plan.shroud_height_m = plan.shroud_time_s = plan.duration_s = std::nullopt;
        Trajectory fall;
        fall.plan = std::make_shared<const FlightPlan>(std::move(plan));
        fall.lift_off_s = flight.lift_off_s;
        fall.start_s = event.time_s;
        fall.start = event.state;
        fly(fall, tolerance);
        find_events(fall);
        debris.push_back({body, std::move(fall)});
    }
    return debris;
}

}  // namespace apogee
