#pragma once

#include <algorithm>
#include <array>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

#include "flight/crossing.h"
#include "flight/dynamics.h"

namespace apogee {

/// Position and velocity side by side, as the integrator sees them.
using StateVector = std::array<double, 6>;

[[nodiscard]] inline StateVector pack(const State& s) {
    return {s.r_I.x(), s.r_I.y(), s.r_I.z(), s.v_I.x(), s.v_I.y(), s.v_I.z()};
}
[[nodiscard]] inline State unpack(const StateVector& x) {
    return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
}

/// Local error allowed per step.
struct Allowance {
    double position_m, speed_m_s;
};

/// One trial step of Odeint's Dormand-Prince 5(4) with a frozen regime. The derivative at the start is handed
/// in, never kept: after a phase boundary the caller evaluates it anew, so no stale one can survive.
class TrialStep {
  public:
    explicit TrialStep(const FlightPlan& plan) : plan_(plan) {}

    [[nodiscard]] StateVector derivative(const Regime& regime, double t, const StateVector& x) {
        StateVector rate;
        evaluate(regime, t, x, rate);
        return rate;
    }

    /// Steps from (t, x) with derivative `rate` by `dt` and fills the whole step, dense output included.
    /// @param allowed local error allowed per step
    /// @return the largest local error over its allowance: accept at most 1; NaN if the state overflowed.
    double take(const Regime& regime, double t, const StateVector& x, const StateVector& rate, double dt,
                const Allowance& allowed) {
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

    /// The step taken last, with its dense output.
    [[nodiscard]] Step dense(const Regime& regime, double t, const StateVector& x, const StateVector& rate,
                             double end_s, const Climb& start_climb, const Climb& end_climb) {
        StateVector middle;
        stepper_.calc_state(t + 0.5 * (end_s - t), middle, x, rate, t, x_end, rate_end, end_s);
        return {t,     end_s,  unpack(x),   unpack(middle), unpack(x_end), unpack(rate), unpack(rate_end),
                loads, regime, start_climb, end_climb};
    }

    StateVector x_end{}, rate_end{};
    /// Of the evaluation made last, which after `take` is the one at the end of the step.
    double mach = 0, air_speed_m_s = 0;
    AirLoads loads;
    long evaluations = 0;

  private:
    void evaluate(const Regime& regime, double t, const StateVector& x, StateVector& rate) {
        ++evaluations;
        const Vec3<double> r{x[0], x[1], x[2]}, v{x[3], x[4], x[5]};
        const Forces<double> f = forces(plan_, regime, t, r, v);
        mach = f.mach;
        air_speed_m_s = f.air_speed;
        loads = air_loads(f);
        rate = {x[3], x[4], x[5], f.acceleration_I.x(), f.acceleration_I.y(), f.acceleration_I.z()};
    }

    const FlightPlan& plan_;
    boost::numeric::odeint::runge_kutta_dopri5<StateVector> stepper_;
};

}  // namespace apogee
