#include "flight/events.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <vector>

#include "flight/crossing.h"
#include "flight/figures.h"
#include "flight/thin_air.h"

namespace apogee {
namespace {

AirLoads loads(const StepEnd& rates) {
    return {rates.pressure, rates.drag_deceleration};
}

AirLoads loads_in(const FlightPlan& plan, const Step& step, double time_s) {
    const State s = step.at(time_s);
    const Forces<double> f = forces_within(plan, step, time_s, s);
    return {0.5 * f.density * f.air_speed * f.air_speed, f.drag / f.mass};
}

/// Every crossing of the conventional edge of space. Where the height turns round within a step, each half of
/// it is searched on its own.
void find_edge_of_space(Trajectory& flight) {
    constexpr double edge_m =
        100e3;  // the Karman line in its round form (Federation Aeronautique Internationale)
    const Earth& earth = flight.plan->earth;
    for (const Step& step : flight.steps) {
        const auto above = [&](double t) { return climb_of(earth, step.at(t)).value - edge_m; };
        const auto search = [&](double from, double to, double start, double end) {
            if ((start < 0) == (end < 0)) return;
            std::uintmax_t evaluations = 100;
            const auto bracket = boost::math::tools::toms748_solve(
                above, from, to, start, end, boost::math::tools::eps_tolerance<double>(45), evaluations);
            const double t = 0.5 * (bracket.first + bracket.second);
            flight.events.push_back(
                {start < 0 ? event_names::above_100_km : event_names::below_100_km, t, step.at(t)});
        };
        const double start = step.start_rates.height - edge_m, end = step.end_rates.height - edge_m;
        if ((step.start_rates.climb < 0) == (step.end_rates.climb < 0)) {
            search(step.start_s, step.end_s, start, end);
            continue;
        }
        const double turn_s = turning_time(earth, step), turn = above(turn_s);
        search(step.start_s, turn_s, start, turn);
        search(turn_s, step.end_s, turn, end);
    }
}

/// The load at a time.
struct LoadSample {
    double time_s, value;
};

/// A load over the part of a step between two times.
struct LoadPiece {
    const Step* step;
    LoadSample start, end;
};

std::vector<LoadPiece> pieces(const Trajectory& flight, double from_s, double to_s, double AirLoads::*load) {
    std::vector<LoadPiece> all;
    for (const Step& step : flight.steps) {
        if (step.end_s <= from_s || step.start_s >= to_s) continue;
        const bool begins_before = step.start_s<from_s, ends_after = step.end_s> to_s;
        const auto in_step = [&](double t) { return loads_in(*flight.plan, step, t).*load; };
        all.push_back(
            {&step,
             {std::max(step.start_s, from_s),
              begins_before ? in_step(from_s) : loads(step.start_rates).*load},
             {std::min(step.end_s, to_s), ends_after ? in_step(to_s) : loads(step.end_rates).*load}});
    }
    return all;
}

/// A load at both ends of every step between two times, and within the steps where it is large: a step may
/// bow over a peak.
std::vector<LoadSample> samples(const Trajectory& flight, double from_s, double to_s,
                                double AirLoads::*load) {
    const std::vector<LoadPiece> steps = pieces(flight, from_s, to_s, load);
    double greatest = 0;
    for (const LoadPiece& piece : steps) greatest = std::max({greatest, piece.start.value, piece.end.value});
    std::vector<LoadSample> all;
    all.reserve(2 * steps.size());
    for (const auto& [step, start, end] : steps) {
        // A step goes on where the last one ended, but where the load jumps by more than a kink may show.
        const bool goes_on = !all.empty() && std::fabs(start.value - all.back().value) <= 1e-3 * start.value;
        if (!goes_on) all.push_back(start);
        const auto part = [&, &whole = *step, &from = start, &to = end](double share) {
            const double t = from.time_s + share * (to.time_s - from.time_s);
            return LoadSample{t, loads_in(*flight.plan, whole, t).*load};
        };
        const double higher = std::max(start.value, end.value);
        if (higher > 0.5 * greatest) {
            const LoadSample middle = part(0.5);
            // Twice the bow of the parabola through the three: where that does not reach, no peak hides.
            const double bow = std::fabs(middle.value - 0.5 * (start.value + end.value));
            const bool may_hide_it = std::max(higher, middle.value) + 2 * bow >= greatest;
            if (may_hide_it) all.push_back(part(0.25));
            all.push_back(middle);
            if (may_hide_it) all.push_back(part(0.75));
        }
        all.push_back(end);
    }
    return all;
}

/// Adds the greatest value of a load between two times, where it has one: the greatest sample, refined
/// between its neighbours. Steps are short where loads change: every layer edge and drag knot ends one.
void find_peak(Trajectory& flight, const char* event_name, double from_s, double to_s, double AirLoads::*load,
               double min_load) {
    const std::vector<LoadSample> all = samples(flight, from_s, to_s, load);
    const auto greatest = std::max_element(
        all.begin(), all.end(), [](const LoadSample& a, const LoadSample& b) { return a.value < b.value; });
    if (greatest == all.end() || greatest->value <= min_load) return;
    const double before = greatest == all.begin() ? greatest->time_s : std::prev(greatest)->time_s;
    const double after = std::next(greatest) == all.end() ? greatest->time_s : std::next(greatest)->time_s;
    const auto negative = [&](double t) { return -(loads_at(flight, before + t).*load); };
    constexpr int bits = 13;  // of the time since the neighbour; a flat top's value is then good to 1e-8
    const auto peak = boost::math::tools::brent_find_minima(negative, 0.0, after - before, bits);
    double t = -peak.second > greatest->value ? before + peak.first : greatest->time_s;
    // Where the load ends at once, at the top of a table's air, it was greatest a moment before.
    constexpr double moment = 1e-12;
    if (loads_at(flight, t).*load < (1 - 1e-9) * greatest->value) t -= moment * std::max(1.0, std::fabs(t));
    flight.events.push_back({event_name, t, flight.state(t)});
}

/// The greatest of the heights at which the rate of climb passed zero downward, or at which the body was let
/// go at rest.
struct Summit {
    double time_s, height_m;
    State state;
};
std::optional<Summit> summit_of(const Trajectory& flight) {
    if (flight.steps.empty()) return std::nullopt;
    const Earth& earth = flight.plan->earth;
    std::optional<Summit> highest;
    const auto consider = [&](double t, const State& state) {
        const double height_m = climb_of(earth, state).value;
        if (!highest || height_m > highest->height_m) highest = Summit{t, height_m, state};
    };
    const Step& first = flight.steps.front();
    if (!flight.plan->from_pad && starts_at_summit(first.start_rates.climb))
        consider(first.start_s, first.start);
    for (const Step& step : flight.steps) {
        if (!turns_down(step.start_rates.climb, step.end_rates.climb)) continue;
        const double t = turning_time(earth, step);
        consider(t, step.at(t));
    }
    return highest;
}

/// Whether a summit is the flight's apogee. An orbit has none: it has passed its apogee or not, wherever it
/// was decided that it is one; its own is the osculating one.
bool is_flown_apogee(const Trajectory& flight, const Summit& summit) {
    if (flight.outcome == Outcome::in_orbit) return false;
    EndedFlight ended;
    ended.outcome = flight.outcome;
    ended.earth = flight.plan->earth;
    ended.start = {flight.start_s, flight.start.r_I, flight.start.v_I};
    const State end = flight.state(flight.end_s);
    ended.end = {flight.end_s, end.r_I, end.v_I};
    ended.summit_m = summit.height_m;
    return is_apogee(ended);
}

}  // namespace

AirLoads loads_at(const Trajectory& flight, double time_s) {
    return loads_in(*flight.plan, flight.step(time_s), time_s);
}

void find_events(Trajectory& flight) {
    if (!flight.steps.empty()) {
        const std::optional<Summit> summit = summit_of(flight);
        const double start = flight.start_s;
        find_edge_of_space(flight);
        // A body that only falls has its greatest dynamic pressure on the way down.
        const bool climbs = summit && summit->time_s > start;
        if (flight.outcome != Outcome::in_orbit || flight.plan->from_pad)
            find_peak(flight, event_names::max_dynamic_pressure, start,
                      climbs ? summit->time_s : flight.end_s, &AirLoads::dynamic_pressure_Pa,
                      min_pressure_Pa);
        // Before the air is met again there is no deceleration to speak of; a flight that stops there has
        // none.
        if (flight.outcome == Outcome::landed) {
            find_peak(flight, event_names::peak_deceleration, climbs ? summit->time_s : start, flight.end_s,
                      &AirLoads::deceleration_m_s2, 0);
        }
        if (summit && is_flown_apogee(flight, *summit))
            flight.events.push_back({event_names::apogee, summit->time_s, summit->state});
    }
    // Of one moment the impact comes last.
    std::stable_sort(flight.events.begin(), flight.events.end(), [](const Event& a, const Event& b) {
        if (a.time_s != b.time_s) return a.time_s < b.time_s;
        return a.name != event_names::impact && b.name == event_names::impact;
    });
}

}  // namespace apogee
