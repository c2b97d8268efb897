#include "flight/revolution.h"

namespace apogee {

Trajectory with_revolution(Trajectory flight, const Orbit& orbit, Tolerance tolerance) {
    if (flight.end_s >= orbit.period_s) return flight;  // without air it is flown round already
    FlightPlan plan = *flight.plan;
    plan.duration_s = flight.end_s + orbit.period_s;
    flight = propagate(std::move(plan), tolerance);
    flight.outcome = Outcome::in_orbit;
    return flight;
}

}  // namespace apogee
