#include "flight/crossing.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace apogee {
namespace {

/// A root of f between a and b, where its values fa and fb differ in sign, up to |f| <= near or a width of
/// 1 ns. TOMS 748, stopped early: most crossings are nearly linear in time and need three evaluations.
template <class Function>
double root_of(const Function& f, double a, double b, double fa, double fb, double near) {
    constexpr double root_width_s = 1e-9;
    double best = std::fabs(fa) < std::fabs(fb) ? a : b, best_value = std::min(std::fabs(fa), std::fabs(fb));
    if (best_value <= near) return best;
    const auto watched = [&](double t) {
        const double value = f(t);
        if (std::fabs(value) < best_value) {
            best = t;
            best_value = std::fabs(value);
        }
        return value;
    };
    const auto done = [&](double low, double high) {
        return best_value <= near || high - low <= root_width_s;
    };
    std::uintmax_t evaluations = 100;
    static_cast<void>(boost::math::tools::toms748_solve(watched, a, b, fa, fb, done, evaluations));
    return best;
}

}  // namespace

Surroundings surroundings(const FlightPlan& plan, const Regime& regime, double time_s, const State& state) {
    const Forces<double> f = forces(plan, regime, time_s, state.r_I, state.v_I);
    return {climb_of(plan.earth, state), f.mach, f.air_speed, air_loads(f).deceleration_m_s2};
}

Climb climb_of(const Earth& earth, const State& state) {
    const auto [height, up] = height_and_up(earth, state.r_I);
    return {height.m, up.dot(state.v_I)};
}

double turning_time(const Earth& earth, const Step& step) {
    return root_of([&](double t) { return climb_of(earth, step.at(t)).rate_m_s; }, step.start_s, step.end_s,
                   step.start_climb.rate_m_s, step.end_climb.rate_m_s, 0);
}

bool may_be_near(const Watches& watches, const Surroundings& at) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const bool mach = w.quantity == Watch::Quantity::mach;
        const double longest = mach ? Nearness::longest_mach : Nearness::longest_m;
        if (w.is_kink() && w.sign * (at[w.quantity] - w.edge) >= -longest) return true;
    }
    return false;
}

bool may_cross(const Watches& watches, const Surroundings& start, const Surroundings& end) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        if (w.sign * (end[w.quantity] - w.edge) > w.tolerance) return true;
    }
    // Down and up again within one step: the ends say nothing about how deep it went.
    return start.climb.rate_m_s < 0 && end.climb.rate_m_s > 0;
}

const Watch* reached(const Watches& watches, const Surroundings& start, const Surroundings& end) {
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const bool on_edge = std::fabs(end[w.quantity] - w.edge) <= w.tolerance;
        if (on_edge && w.sign * (end[w.quantity] - start[w.quantity]) > 0) return &w;
    }
    return nullptr;
}

std::optional<Crossing> first_crossing(const FlightPlan& plan, const Watches& watches, const Step& step,
                                       const Surroundings& start, const Surroundings& end) {
    const double climb_start = start.climb.rate_m_s, climb_end = end.climb.rate_m_s;
    const bool dips = climb_start < 0 && climb_end > 0, tops = climb_start > 0 && climb_end < 0;
    std::optional<Crossing> first;
    for (std::size_t i = 0; i < watches.count; ++i) {
        const Watch& w = watches.list[i];
        const bool height = w.quantity == Watch::Quantity::height, downward = height && w.sign < 0;
        const auto beyond = [&](double t) {
            const State s = step.at(t);
            if (height) return w.sign * (height_and_up(plan.earth, s.r_I).height.m - w.edge);
            const Forces<double> f = forces(plan, step.regime, t, s.r_I, s.v_I);
            return w.sign * ((w.quantity == Watch::Quantity::mach ? f.mach : f.air_speed) - w.edge);
        };
        double from = step.start_s, to = step.end_s;
        double at_from = w.sign * (start[w.quantity] - w.edge), at_to = w.sign * (end[w.quantity] - w.edge);
        if (at_to <= w.tolerance) {
            if (!downward || !dips) continue;
            to = turning_time(plan.earth, step);
            at_to = beyond(to);
            if (at_to <= w.tolerance) continue;
        }
        // A flight that starts on the ground, rises and is back within one step crosses after its top.
        if (downward && tops && at_from >= 0) {
            from = turning_time(plan.earth, step);
            at_from = beyond(from);
        }
        const double at = at_from >= 0 ? from : root_of(beyond, from, to, at_from, at_to, 0.25 * w.tolerance);
        if (!first || at < first->time_s) first = Crossing{w, at};
    }
    return first;
}

}  // namespace apogee
