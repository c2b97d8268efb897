#include "flight/revolution.h"

namespace apogee {

std::optional<Trajectory> with_revolution(const Trajectory& flight, const FlightSummary& summary,
                                          Tolerance tolerance) {
    const std::optional<Orbit>& orbit = summary.orbit;
    if (!orbit || flight.end_s >= orbit->period_s) return {};  // without air it is flown round already
    FlightPlan plan = *flight.plan;
    plan.duration_s = flight.end_s + orbit->period_s;
    Trajectory round = propagate(std::move(plan), tolerance);
    round.outcome = Outcome::in_orbit;
    return round;
}

}  // namespace apogee
