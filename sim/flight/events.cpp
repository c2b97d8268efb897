#include "flight/events.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "flight/crossing.h"

namespace apogee {
namespace {

/// The greatest height: a turning point within a step, or an end of the flight.
Event apogee_of(const Trajectory& flight) {
    const Step &first = flight.steps.front(), &last = flight.steps.back();
    Event best{event_names::apogee, first.start_s, first.start};
    double highest = first.start_climb.height_m;
    const auto consider = [&](double t, const State& s, double height_m) {
        if (height_m <= highest) return;
        highest = height_m;
        best.time_s = t;
        best.state = s;
    };
    for (const Step& step : flight.steps) {
        if (step.start_climb.rate_m_s > 0 && step.end_climb.rate_m_s <= 0) {
            const double t = turning_time(flight.plan->earth, step);
            const State top = step.at(t);
            consider(t, top, climb_of(flight.plan->earth, top).height_m);
        }
    }
    consider(last.end_s, last.end, last.end_climb.height_m);
    return best;
}

/// Every crossing of the conventional edge of space.
void find_edge_of_space(Trajectory& flight) {
    constexpr double edge_m =
        100e3;  // the Karman line in its round form (Federation Aeronautique Internationale)
    for (const Step& step : flight.steps) {
        const auto above = [&](double t) {
            return climb_of(flight.plan->earth, step.at(t)).height_m - edge_m;
        };
        const double start = step.start_climb.height_m - edge_m, end = step.end_climb.height_m - edge_m;
        if ((start < 0) == (end < 0)) continue;
        std::uintmax_t evaluations = 100;
        const auto bracket =
            boost::math::tools::toms748_solve(above, step.start_s, step.end_s, start, end,
                                              boost::math::tools::eps_tolerance<double>(45), evaluations);
        const double t = 0.5 * (bracket.first + bracket.second);
        flight.events.push_back(
            {start < 0 ? event_names::above_100_km : event_names::below_100_km, t, step.at(t)});
    }
}

/// Adds the greatest value of a load between two times, where it has a peak: the greatest step end, refined
/// between its neighbours. Steps are short where loads change: every layer edge and drag knot ends one.
void find_peak(Trajectory& flight, const char* event_name, double from_s, double to_s,
               double AirLoads::*load) {
    const Step* best = nullptr;
    for (const Step& step : flight.steps) {
        if (step.end_s <= from_s || step.end_s > to_s || step.end_loads.*load <= 0) continue;
        if (!best || step.end_loads.*load > best->end_loads.*load) best = &step;
    }
    if (!best) return;
    const Step* next = best == &flight.steps.back() ? best : best + 1;
    const double origin = std::max(from_s, best->start_s);
    const auto negative = [&](double after) { return -(loads_at(flight, origin + after).*load); };
    constexpr int bits = 13;  // of the time since the step's start; a flat top's value is then good to 1e-8
    const auto peak =
        boost::math::tools::brent_find_minima(negative, 0.0, std::min(to_s, next->end_s) - origin, bits);
    const double t = -peak.second > best->end_loads.*load ? origin + peak.first : best->end_s;
    flight.events.push_back({event_name, t, flight.state(t)});
}

}  // namespace

AirLoads loads_at(const Trajectory& flight, double time_s) {
    const Step& step = flight.step(time_s);
    const State s = step.at(time_s);
    return air_loads(forces(*flight.plan, step.regime, time_s, s.r_I, s.v_I));
}

void find_events(Trajectory& flight) {
    if (!flight.steps.empty()) {
        const Event apogee = apogee_of(flight);
        const double start = flight.steps.front().start_s;
        find_edge_of_space(flight);
        // A body that only falls has its greatest dynamic pressure on the way down.
        const bool climbs = apogee.time_s > start;
        find_peak(flight, event_names::max_dynamic_pressure, start, climbs ? apogee.time_s : flight.end_s,
                  &AirLoads::dynamic_pressure_Pa);
        // Before the air is met again there is no deceleration to speak of; a flight that stops there has
        // none.
        if (flight.outcome == Outcome::landed) {
            find_peak(flight, event_names::peak_deceleration, apogee.time_s, flight.end_s,
                      &AirLoads::deceleration_m_s2);
        }
        flight.events.push_back(apogee);
    }
    std::stable_sort(flight.events.begin(), flight.events.end(),
                     [](const Event& a, const Event& b) { return a.time_s < b.time_s; });
}

}  // namespace apogee
