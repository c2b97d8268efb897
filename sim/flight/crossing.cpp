#include "flight/crossing.h"

#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace apogee {
namespace {

/// A root of f between a and b, where its signs differ, up to |f| <= near or a width of 1 ns.
/// TOMS 748, stopped early: most crossings are nearly linear in time and need three evaluations.
template <class Function>
double root_of(const Function& f, double a, double b, double near) {
    constexpr double root_width_s = 1e-9;
    double best = a, best_value = std::fabs(f(a));
    const auto watched = [&](double t) {
        const double value = f(t);
        if (std::fabs(value) < best_value) {
            best = t;
            best_value = std::fabs(value);
        }
        return value;
    };
    const double fa = watched(a), fb = watched(b);
    if (fa == 0 || fb == 0) return best;
    const auto done = [&](double low, double high) {
        return best_value <= near || high - low <= root_width_s;
    };
    std::uintmax_t evaluations = 100;
    static_cast<void>(boost::math::tools::toms748_solve(watched, a, b, fa, fb, done, evaluations));
    return best;
}

}  // namespace

Surroundings surroundings(const FlightPlan& plan, const Regime& regime, double time_s, const State& state) {
    const auto [height, up] = height_and_up(plan.earth, state.r_I);
    const Forces<double> f = forces(plan, regime, time_s, state.r_I, state.v_I);
    return {height.m, up.dot(state.v_I), f.mach, f.air_speed};
}

double climb_rate(const Earth& earth, const State& state) {
    return height_and_up(earth, state.r_I).up.dot(state.v_I);
}

double turning_time(const Earth& earth, const Step& step) {
    return root_of([&](double t) { return climb_rate(earth, step.at(t)); }, step.start_s, step.end_s, 0);
}

bool may_cross(const Watches& watches, const Surroundings& start, const Surroundings& end) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        if (w.sign * (end[w.quantity] - w.edge) > w.tolerance) return true;
    }
    // Down and up again within one step: the ends say nothing about how deep it went.
    return start.climb_m_s < 0 && end.climb_m_s > 0;
}

const Watch* reached(const Watches& watches, const Surroundings& start, const Surroundings& end) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const bool on_edge = std::fabs(end[w.quantity] - w.edge) <= w.tolerance;
        if (on_edge && w.sign * (end[w.quantity] - start[w.quantity]) > 0) return &w;
    }
    return nullptr;
}

std::optional<Crossing> first_crossing(const FlightPlan& plan, const Watches& watches, const Step& step) {
    const double climb_start = climb_rate(plan.earth, step.start),
                 climb_end = climb_rate(plan.earth, step.end);
    const bool dips = climb_start < 0 && climb_end > 0, tops = climb_start > 0 && climb_end < 0;
    std::optional<Crossing> first;
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const auto beyond = [&](double t) {
            const State s = step.at(t);
            const bool height = w.quantity == Watch::Quantity::height;
            const double value = height ? height_and_up(plan.earth, s.r_I).height.m
                                        : surroundings(plan, step.regime, t, s)[w.quantity];
            return w.sign * (value - w.edge);
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
        const double at = beyond(from) >= 0 ? from : root_of(beyond, from, to, 0.25 * w.tolerance);
        if (!first || at < first->time_s) first = Crossing{w, at};
    }
    return first;
}

}  // namespace apogee
