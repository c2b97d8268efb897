#include "flight/events.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "flight/crossing.h"

namespace apogee {
namespace {

double height(const Trajectory& flight, const State& s) {
    return height_and_up(flight.plan->earth, s.r_I).height.m;
}

/// The greatest height: a turning point within a step, or an end of the flight.
Event apogee_of(const Trajectory& flight) {
    const Step &first = flight.steps.front(), &last = flight.steps.back();
    Event best{event_names::apogee, first.start_s, first.start};
    double highest = height(flight, first.start);
    const auto consider = [&](double t, const State& s) {
        const double h = height(flight, s);
        if (h > highest) {
            highest = h;
            best.time_s = t;
            best.state = s;
        }
    };
    for (const Step& step : flight.steps) {
        if (climb_rate(flight.plan->earth, step.start) > 0 && climb_rate(flight.plan->earth, step.end) <= 0) {
            const double t = turning_time(flight.plan->earth, step);
            consider(t, step.at(t));
        }
    }
    consider(last.end_s, last.end);
    return best;
}

/// Every crossing of the conventional edge of space.
void find_edge_of_space(Trajectory& flight) {
    constexpr double edge_m =
        100e3;  // the Karman line in its round form (Federation Aeronautique Internationale)
    for (const Step& step : flight.steps) {
        const auto above = [&](double t) { return height(flight, step.at(t)) - edge_m; };
        const double start = height(flight, step.start) - edge_m, end = height(flight, step.end) - edge_m;
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

bool in_vacuum(const Trajectory& flight, const Step& step) {
    return flight.plan->air[static_cast<std::size_t>(step.regime.air)].air.kind == AirLayer::Kind::vacuum;
}

/// Adds the greatest value of a load between two times, where there is any: the greatest step end, refined
/// within its neighbours. Steps are short where loads change (every layer edge and drag knot ends one).
template <class Load>
void find_peak(Trajectory& flight, const char* event_name, double from_s, double to_s, const Load& load) {
    double best = 0, best_s = 0, low = 0, high = 0;
    for (const Step& step : flight.steps) {
        if (step.end_s <= from_s || step.start_s >= to_s || in_vacuum(flight, step)) continue;
        const double start = std::max(step.start_s, from_s), end = std::min(step.end_s, to_s);
        for (const double t : {0.5 * (start + end), end}) {
            const double value = load(step, t);
            if (value > best) {
                best = value;
                best_s = t;
                low = std::max(from_s, t - (end - start));
                high = std::min(to_s, t + (end - start));
            }
        }
    }
    if (best <= 0) return;
    const auto negative = [&](double t) { return -load(flight.step(t), t); };
    const auto peak = boost::math::tools::brent_find_minima(negative, low, high, 26);
    if (-peak.second > best) best_s = peak.first;
    flight.events.push_back({event_name, best_s, flight.state(best_s)});
}

}  // namespace

AirLoads air_loads(const Trajectory& flight, const Step& step, double time_s) {
    const State s = step.at(time_s);
    const Forces<double> f = forces(*flight.plan, step.regime, time_s, s.r_I, s.v_I);
    return {0.5 * f.density * f.air_speed * f.air_speed, f.drag / f.mass};
}

void find_events(Trajectory& flight) {
    if (!flight.steps.empty()) {
        const Event apogee = apogee_of(flight);
        const double start = flight.steps.front().start_s;
        find_edge_of_space(flight);
        // A body that only falls has its greatest dynamic pressure on the way down.
        const bool climbs = apogee.time_s > start;
        find_peak(flight, event_names::max_dynamic_pressure, start, climbs ? apogee.time_s : flight.end_s,
                  [&](const Step& step, double t) { return air_loads(flight, step, t).dynamic_pressure_Pa; });
        find_peak(flight, event_names::peak_deceleration, apogee.time_s, flight.end_s,
                  [&](const Step& step, double t) { return air_loads(flight, step, t).deceleration_m_s2; });
        flight.events.push_back(apogee);
    }
    std::stable_sort(flight.events.begin(), flight.events.end(),
                     [](const Event& a, const Event& b) { return a.time_s < b.time_s; });
}

}  // namespace apogee
