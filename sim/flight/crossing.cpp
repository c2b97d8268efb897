#include "flight/crossing.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace apogee {
namespace {

/// A root of f between a and b, where its values fa and fb differ in sign, up to |f| <= near or a width of
/// 1 ns. TOMS 748, stopped early: most crossings are nearly linear in time and need three evaluations. Never
/// a itself: a quantity that starts close to its value and first moves away is not there yet.
template <class Function>
double root_of(const Function& f, double a, double b, double fa, double fb, double near) {
    constexpr double root_width_s = 1e-9;
    double best = b, best_value = std::fabs(fb);
    if (best_value <= near || b - a <= root_width_s) return best;
    const auto remembered = [&](double t) {
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
    static_cast<void>(boost::math::tools::toms748_solve(remembered, a, b, fa, fb, done, evaluations));
    return best;
}

/// How far one event function's quantity is beyond its value during a step.
class Excess {
  public:
    Excess(const FlightPlan& plan, const EventFunction& event, const Step& step)
        : plan_(plan),
          event_(event),
          step_(step),
          start_(excess(step.start_rates)),
          end_(excess(step.end_rates)) {}

    /// When the value is passed for good or for a while; empty where it is not.
    [[nodiscard]] std::optional<double> crossing_time() const {
        const bool beyond_at_end = end_.value > event_.tolerance;
        // Already there or beyond; or as good as there, and on its way back.
        const bool leaves = start_.rate < 0 && start_.value >= -event_.tolerance;
        if (start_.value >= 0 || leaves) {
            const bool goes_on = beyond_at_end || may_exceed();
            if (start_.rate >= 0) return goes_on ? std::optional(step_.start_s) : std::nullopt;
            if (!beyond_at_end) return std::nullopt;
            // Back on this side and beyond again? A body that rises from the ground and falls within one
            // step.
            const double lowest_s = turning_time_of(-1);
            const double lowest = at(lowest_s);
            if (lowest >= 0) return step_.start_s;
            return root(lowest_s, step_.end_s, lowest, end_.value);
        }
        const bool on_value = start_.value >= -0.25 * event_.tolerance && start_.rate > 0;
        if (on_value && (beyond_at_end || may_exceed())) return step_.start_s;
        if (beyond_at_end) return root(step_.start_s, step_.end_s, start_.value, end_.value);
        if (may_exceed()) {
            const double highest_s = turning_time_of(1);
            const double highest = at(highest_s);
            if (highest > event_.tolerance) return root(step_.start_s, highest_s, start_.value, highest);
        }
        // Without going beyond, so close that it counts as reached.
        const bool reached = end_.value >= -event_.tolerance && end_.rate > 0;
        return reached ? std::optional(step_.end_s) : std::nullopt;
    }

  private:
    [[nodiscard]] ValueAndRate excess(const StepEnd& state) const {
        const ValueAndRate q = quantity(state, event_.quantity);
        return {event_.beyond(q.value), event_.direction * q.rate};
    }
    [[nodiscard]] double at(double t) const {
        const State s = step_.at(t);
        if (event_.quantity == EventFunction::Quantity::height)
            return event_.beyond(height_and_up(plan_.earth, s.r_I).height.m);
        const Forces<double> f = forces(plan_, step_.regime, t, s.r_I, s.v_I);
        return event_.beyond(event_.quantity == EventFunction::Quantity::mach ? f.mach : f.air_speed);
    }
    /// Whether the quantity may go beyond and come back. A cubic through both ends tells whether the search
    /// is worth its while: its error is some per cent of how far it bows.
    [[nodiscard]] bool may_exceed() const {
        if (!(start_.rate > 0 && end_.rate < 0)) return false;
        const Cubic<double> cubic(start_.value, start_.rate, end_.value, end_.rate,
                                  step_.end_s - step_.start_s);
        const double highest = cubic.at(cubic.turning_point());
        const double rise = highest - std::max(start_.value, end_.value);
        return highest + 0.5 * rise > event_.tolerance;
    }
    /// When the quantity is greatest (sign 1) or smallest (-1), where its rates at the ends say that it
    /// turns.
    [[nodiscard]] double turning_time_of(double sign) const {
        const bool turns = sign * step_.start_rates.climb * event_.direction > 0 &&
                           sign * step_.end_rates.climb * event_.direction < 0;
        if (event_.quantity == EventFunction::Quantity::height && turns)
            return turning_time(plan_.earth, step_);
        constexpr int bits = 20;
        return boost::math::tools::brent_find_minima([&](double t) { return -sign * at(t); }, step_.start_s,
                                                     step_.end_s, bits)
            .first;
    }
    /// A cubic through the step's ends is mostly so close to the quantity that its root, or that with one
    /// correction, will do.
    [[nodiscard]] double root(double from, double to, double at_from, double at_to) const {
        const double h = step_.end_s - step_.start_s, near = 0.25 * event_.tolerance;
        const Cubic<double> cubic(start_.value, start_.rate, end_.value, end_.rate, h);
        double s = (from + (to - from) * at_from / (at_from - at_to) - step_.start_s) / h;
        for (int i = 0; i < 3; ++i) s -= cubic.at(s) / cubic.slope(s);
        for (int i = 0; i < 2; ++i) {
            const double t = step_.start_s + s * h;
            if (!(t > from && t < to)) break;
            const double value = at(t);
            if (std::fabs(value) <= near) return t;
            s -= value / cubic.slope(s);
        }
        return root_of([&](double t) { return at(t); }, from, to, at_from, at_to, near);
    }

    const FlightPlan& plan_;
    const EventFunction& event_;
    const Step& step_;
    const ValueAndRate start_, end_;
};

}  // namespace

ValueAndRate quantity(const StepEnd& state, EventFunction::Quantity quantity) {
    switch (quantity) {
        case EventFunction::Quantity::mach:
            return {state.mach, state.mach_rate};
        case EventFunction::Quantity::air_speed:
            return {state.air_speed, state.air_speed_rate};
        default:
            return {state.height, state.climb};
    }
}

ValueAndRate climb_of(const Earth& earth, const State& state) {
    const auto [height, up] = height_and_up(earth, state.r_I);
    return {height.m, up.dot(state.v_I)};
}

double turning_time(const Earth& earth, const Step& step) {
    return root_of([&](double t) { return climb_of(earth, step.at(t)).rate; }, step.start_s, step.end_s,
                   step.start_rates.climb, step.end_rates.climb, 0);
}

std::optional<Crossing> first_crossing(const FlightPlan& plan, const EventFunctions& events,
                                       const Step& step) {
    std::optional<Crossing> first;
    for (const EventFunction& event : events) {
        const std::optional<double> time_s = Excess(plan, event, step).crossing_time();
        if (time_s && (!first || *time_s < first->time_s)) first = Crossing{event, *time_s};
    }
    return first;
}

}  // namespace apogee
