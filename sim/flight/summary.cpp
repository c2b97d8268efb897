#include "flight/events.h"
#include "flight/orbit.h"
#include "flight/trajectory.h"

namespace apogee {

FlightSummary summarise(const Trajectory& flight) {
    FlightSummary summary;
    summary.final = flight.point(flight.end_s);
    summary.flight_time_s = flight.end_s;
    const Event* apogee = flight.find(event_names::apogee);
    summary.apogee = apogee ? flight.point(apogee->time_s) : summary.final;
    const FlightPlan& plan = *flight.plan;
    if (plan.from_pad && !flight.steps.empty() && flight.end_s >= plan.last_burnout_s) {
        summary.burnout = flight.point(plan.last_burnout_s);
    }
    if (flight.outcome == Outcome::landed) summary.impact = summary.final;
    const Geodesic ground = geodesic(plan.earth, plan.start, summary.final.place);
    summary.range_m = ground.distance_m;
    summary.impact_azimuth = ground.azimuth;
    if (const Event* peak = flight.find(event_names::max_dynamic_pressure)) {
        summary.max_dynamic_pressure_Pa = flight.point(peak->time_s).dynamic_pressure_Pa;
    }
    if (const Event* peak = flight.find(event_names::peak_deceleration)) {
        summary.max_deceleration_m_s2 = loads_at(flight, peak->time_s).deceleration_m_s2;
    }
    if (flight.outcome == Outcome::in_orbit) summary.orbit = osculating(plan.earth, summary.final.state);
    return summary;
}

}  // namespace apogee
