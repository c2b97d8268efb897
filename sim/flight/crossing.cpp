#include "flight/crossing.h"

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace apogee {
namespace {

/// Time to which a crossing is found, s: 10 um at re-entry speed.
constexpr double root_width_s = 1e-9;

template <class Function>
double root_of(const Function& f, double a, double b) {
    const double fa = f(a), fb = f(b);
    if (fa == 0) return a;
    if (fb == 0) return b;
    std::uintmax_t evaluations = 100;
    const auto narrow = [](double low, double high) { return high - low <= root_width_s; };
    const auto bracket = boost::math::tools::toms748_solve(f, a, b, fa, fb, narrow, evaluations);
    return 0.5 * (bracket.first + bracket.second);
}

}  // namespace

double measure(const FlightPlan& plan, const Regime& regime, Watch::Quantity quantity, double time_s,
               const State& state) {
    if (quantity == Watch::Quantity::height) return height_and_up(plan.earth, state.r_I).height.m;
    const Forces<double> f = forces(plan, regime, time_s, state.r_I, state.v_I);
    return quantity == Watch::Quantity::mach ? f.mach : f.air_speed;
}

double climb_rate(const Earth& earth, const State& state) {
    return height_and_up(earth, state.r_I).up.dot(state.v_I);
}

double turning_time(const Earth& earth, const Step& step) {
    return root_of([&](double t) { return climb_rate(earth, step.at(t)); }, step.start_s, step.end_s);
}

bool may_cross(const FlightPlan& plan, const Watches& watches, const Regime& regime, const State& start,
               double end_s, const State& end) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        if (w.sign * (measure(plan, regime, w.quantity, end_s, end) - w.edge) > w.tolerance) return true;
    }
    // Down and up again within one step: the ends say nothing about how deep it went.
    return climb_rate(plan.earth, start) < 0 && climb_rate(plan.earth, end) > 0;
}

std::optional<Crossing> first_crossing(const FlightPlan& plan, const Watches& watches, const Step& step) {
    const bool dips = climb_rate(plan.earth, step.start) < 0 && climb_rate(plan.earth, step.end) > 0;
    const bool tops = climb_rate(plan.earth, step.start) > 0 && climb_rate(plan.earth, step.end) < 0;
    std::optional<Crossing> first;
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const auto beyond = [&](double t) {
            return w.sign * (measure(plan, step.regime, w.quantity, t, step.at(t)) - w.edge);
        };
        double from = step.start_s, to = step.end_s;
        const bool downward = w.quantity == Watch::Quantity::height && w.sign < 0;
        if (beyond(to) <= w.tolerance) {
            if (!downward || !dips) continue;
            to = turning_time(plan.earth, step);
            if (beyond(to) <= w.tolerance) continue;
        }
        // A flight that starts on the ground, rises and is back within one step crosses after its top.
        if (downward && tops && beyond(from) >= 0) from = turning_time(plan.earth, step);
        const double at = beyond(from) >= 0 ? from : root_of(beyond, from, to);
        if (!first || at < first->time_s) first = Crossing{w, at};
    }
    return first;
}

}  // namespace apogee
