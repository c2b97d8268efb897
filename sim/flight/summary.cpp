#include "flight/summary.h"

#include <cmath>
#include <limits>

#include "flight/events.h"
#include "flight/figures.h"
#include "flight/orbit.h"

namespace apogee {
namespace {

Instant instant(const Trajectory& flight, double time_s) {
    const State state = flight.state(time_s);
    return {time_s, state.r_I, state.v_I};
}

std::optional<double> present(double figure) {
    return std::isnan(figure) ? std::nullopt : std::optional(figure);
}

/// Geodetic height of the apogee of the osculating orbit; empty where it is not closed, and where the body
/// comes down before it gets there.
std::optional<double> osculating_apogee_m(const Earth& earth, const FlightPoint& end) {
    const Orbit orbit = osculating(earth, end.state);
    const bool comes_there = end.flight_path_angle > 0 || orbit.perigee_m > 0;
    if (!std::isfinite(orbit.apogee_m) || !comes_there) return std::nullopt;
    return height_and_up(earth, apogee_position(earth, end.state)).height.m;
}

}  // namespace

const char* name(ApogeeKind kind) {
    return kind == ApogeeKind::flown ? "flown" : "osculating";
}

FlightSummary summarise(const Trajectory& flight) {
    const FlightPlan& plan = *flight.plan;
    EndedFlight ended;
    ended.outcome = flight.outcome;
    ended.earth = plan.earth;
    ended.start_place = plan.start;
    const bool flew = !flight.stays_on_pad();
    ended.epoch_s = flight.lift_off_s;
    ended.start = {flight.start_s, flight.start.r_I, flight.start.v_I};
    ended.end = instant(flight, flight.end_s);
    const bool burnt_out = plan.from_pad && flew && flight.end_s >= plan.last_burnout_s;
    ended.burnout.time_s = absent;
    if (burnt_out) ended.burnout = instant(flight, plan.last_burnout_s);
    if (const Event* peak = flight.find(event_names::max_dynamic_pressure))
        ended.ascent_pressure_Pa = loads_at(flight, peak->time_s).dynamic_pressure_Pa;
    else if (flew && flight.steps.empty())  // released on the ground, going down
        ended.ascent_pressure_Pa = flight.point(flight.end_s).dynamic_pressure_Pa;
    const Figures f = figures(ended);

    FlightSummary summary;
    summary.final = flight.point(flight.end_s);
    summary.range_m = present(f.range_m);
    summary.flight_time_s = present(f.flight_time_s);
    summary.max_dynamic_pressure_Pa = present(f.max_dynamic_pressure_Pa);
    if (burnt_out) summary.burnout = flight.point(plan.last_burnout_s);
    if (flight.outcome == Outcome::landed) {
        summary.impact = summary.final;
        constexpr double place_error_m = 1;  // within it there is no direction
        if (f.range_m >= place_error_m)
            summary.impact_azimuth = geodesic(plan.earth, plan.start, summary.final.place).azimuth;
    }
    if (const Event* deceleration = flight.find(event_names::peak_deceleration))
        summary.max_deceleration_m_s2 = loads_at(flight, deceleration->time_s).deceleration_m_s2;
    if (flight.outcome == Outcome::in_orbit) summary.orbit = osculating(plan.earth, summary.final.state);
    const bool goes_on = flew && flight.outcome != Outcome::landed && flight.outcome != Outcome::escaped;
    if (const Event* apogee = flight.find(event_names::apogee)) {
        summary.apogee = flight.point(apogee->time_s);
        summary.apogee_m = summary.apogee->place.height;
    } else if (goes_on) {
        summary.apogee_m = osculating_apogee_m(plan.earth, summary.final);
        summary.apogee_kind = ApogeeKind::osculating;
    }
    return summary;
}

}  // namespace apogee
