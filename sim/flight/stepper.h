#pragma once

#include <algorithm>
#include <array>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <new>

#include "flight/step_control.h"
#include "flight/trajectory.h"

namespace apogee {

/// Position and velocity side by side, as the integrator sees them.
using StateVector = std::array<double, 6>;

[[nodiscard]] inline StateVector pack(const State& s) {
    return {s.r_I.x(), s.r_I.y(), s.r_I.z(), s.v_I.x(), s.v_I.y(), s.v_I.z()};
}
[[nodiscard]] inline State unpack(const StateVector& x) {
    return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
}

/// One trial step of Odeint's Dormand-Prince 5(4) with a frozen regime. The derivative at the start is handed
/// in, never kept: after a phase boundary the caller evaluates it anew, so no stale one can survive.
class TrialStep {
  public:
    explicit TrialStep(const FlightPlan& plan) : plan_(plan) {}

    /// The derivative of a state, and what goes with it.
    [[nodiscard]] StateVector derivative(const Regime& regime, double t, const StateVector& x) {
        StateVector rate;
        evaluate(regime, t, x, rate);
        return rate;
    }

    /// Steps from (t, x) with derivative `rate` by `dt` and fills the whole step, dense output included.
    /// @return the largest local error over its allowance: accept at most 1; NaN if the state overflowed.
    double take(const Regime& regime, double t, const StateVector& x, const StateVector& rate, double dt,
                const Allowance<double>& allowed) {
        StateVector error;
        const auto system = [&](const StateVector& at, StateVector& out, double time) {
            evaluate(regime, time, at, out);
        };
        stepper_.do_step(system, x, rate, t, x_end, rate_end, dt, error);
        double position = 0, speed = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            position = std::max(position, std::fabs(error[i]));
            speed = std::max(speed, std::fabs(error[i + 3]));
        }
        const double worst = std::max(position / allowed.position_m, speed / allowed.speed_m_s);
        // max skips NaN, so look for it in the sum.
        double sum = 0;
        for (const double value : x_end) sum += value;
        return std::isfinite(sum) ? worst : sum - sum;
    }

    /// Of the evaluation made last, which after `take` is the one at the end of the step.
    [[nodiscard]] StepEnd rates(const Regime& regime, const StateVector& x) const {
        const State s = unpack(x);
        const auto height = exact_height_rates(plan_.earth, s.r_I, s.v_I, last_.acceleration_I);
        return {state_rates(plan_, regime, last_, height, s.v_I), last_.drag / last_.mass};
    }

    /// The step taken last, with its dense output.
    [[nodiscard]] Step dense(const Regime& regime, double t, const StateVector& x, const StateVector& rate,
                             double end_s, const StepEnd& start, const StepEnd& end) {
        StateVector middle;
        stepper_.calc_state(t + 0.5 * (end_s - t), middle, x, rate, t, x_end, rate_end, end_s);
        return {t,      end_s, unpack(x), unpack(middle), unpack(x_end), unpack(rate), unpack(rate_end),
                regime, start, end};
    }

    StateVector x_end{}, rate_end{};
    long evaluations = 0;

  private:
    void evaluate(const Regime& regime, double t, const StateVector& x, StateVector& rate) {
        ++evaluations;
        const Vec3<double> r{x[0], x[1], x[2]}, v{x[3], x[4], x[5]};
        // In place: an assignment would copy 300 bytes at every evaluation.
        ::new (static_cast<void*>(&last_)) Forces<double>(forces(plan_, regime, t, r, v));
        rate = {
            x[3], x[4], x[5], last_.acceleration_I.x(), last_.acceleration_I.y(), last_.acceleration_I.z()};
    }

    const FlightPlan& plan_;
    Forces<double> last_;
    boost::numeric::odeint::runge_kutta_dopri5<StateVector> stepper_;
};

}  // namespace apogee
