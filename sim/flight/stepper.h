#pragma once

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "flight/dormand_prince.h"
#include "flight/dormand_prince_8.h"
#include "flight/step_control.h"
#include "flight/trajectory.h"

namespace apogee {

/// One trial step with a frozen regime: by Dormand and Prince's pair of order 5 in the air, where kinks set
/// the length of most steps, by their method of order 8 in a vacuum. The acceleration at the start is handed
/// in, never kept: after a phase boundary the caller evaluates it anew, so no stale one can survive.
class TrialStep {
  public:
    explicit TrialStep(const FlightPlan& plan) : plan_(plan) {}

    /// Evaluates a state; the forces stay known until the next evaluation.
    const Forces<double>& evaluate(const Regime& regime, double t, const State& s) {
        ++evaluations;
        // In place: an assignment would copy 300 bytes at every evaluation.
        return *::new (static_cast<void*>(&last_)) Forces<double>(forces(plan_, regime, t, s.r_I, s.v_I));
    }

    /// Steps from (t, start) with the acceleration there by `dt`.
    /// @return the largest local error over its allowance, as if it were of order 5: accept at most 1; NaN if
    /// the state overflowed.
    double take(const Regime& regime, double t, const State& start, const Vec3<double>& acceleration_I,
                double dt, const Allowance<double>& allowed) {
        t_ = t;
        dt_ = dt;
        start_ = start;
        a_[0] = acceleration_I;
        const double worst = is_long(regime) ? take_order_8(regime, allowed) : take_order_5(regime, allowed);
        const double sum = end.r_I.sum() + end.v_I.sum();  // max skips NaN, so look for it in the sum
        return std::isfinite(sum) ? worst : sum - sum;
    }

    /// Writes the step taken last, with its dense output.
    void write_dense(const Regime& regime, double end_s, const StepEnd& start_rates, const StepEnd& end_rates,
                     Step& step) {
        step.start_s = t_;
        step.end_s = end_s;
        step.start = start_;
        step.end = end;
        step.start_rate = {start_.v_I, a_[0]};
        step.end_rate = {end.v_I, end_acceleration_I};
        step.regime = regime;
        step.start_rates = start_rates;
        step.end_rates = end_rates;
        step.is_long = is_long(regime);
        if (step.is_long)
            middle_of_order_8(step);
        else
            step.middle = middle_of_order_5();
    }

    /// The forces of the evaluation made last, which after `take` is the one at the end of the step.
    [[nodiscard]] const Forces<double>& last() const { return last_; }

    State end;                                               ///< of the step taken last
    Vec3<double> end_acceleration_I = Vec3<double>::Zero();  ///< there
    long evaluations = 0;

  private:
    [[nodiscard]] bool is_long(const Regime& regime) const {
        return plan_.air[static_cast<std::size_t>(regime.air)].air.kind == AirLayer::Kind::vacuum;
    }
    /// Of a stage; not inlined, so that what the step does not ask for is computed nowhere.
    [[nodiscard, gnu::noinline, gnu::flatten]] static Vec3<double> acceleration(const FlightPlan& plan,
                                                                                const Regime& regime,
                                                                                double t, const State& s) {
        return forces(plan, regime, t, s.r_I, s.v_I).acceleration_I;
    }

    /// sum of weight[i] x a[i]
    template <auto weight>
    [[nodiscard, gnu::always_inline]] Vec3<double> sum() const {
        double x = 0, y = 0, z = 0;
        const auto add = [&]<std::size_t... i>(std::index_sequence<i...>) {
            const auto term = [&]<std::size_t j>(std::integral_constant<std::size_t, j>) {
                if constexpr (weight[j] != 0) {
                    x += weight[j] * a_[j].x();
                    y += weight[j] * a_[j].y();
                    z += weight[j] * a_[j].z();
                }
            };
            (term(std::integral_constant<std::size_t, i>{}), ...);
        };
        add(std::make_index_sequence<weight.size()>{});
        return {x, y, z};
    }
    /// The state at a part of the step, by the weights of its velocity and its position.
    template <auto speed, auto place>
    [[nodiscard, gnu::always_inline]] State at(double node) const {
        return {start_.r_I + start_.v_I * (node * dt_) + sum<place>() * (dt_ * dt_),
                start_.v_I + sum<speed>() * dt_};
    }
    /// An error over its allowance.
    template <auto speed, auto place>
    [[nodiscard, gnu::always_inline]] double error(const Allowance<double>& allowed) const {
        const auto largest = [](const Vec3<double>& x) {
            return std::max({std::fabs(x.x()), std::fabs(x.y()), std::fabs(x.z())});
        };
        return dt_ * std::max(largest(sum<place>()) * dt_ / allowed.position_m,
                              largest(sum<speed>()) / allowed.speed_m_s);
    }
    void evaluate_end(const Regime& regime) {
        end_acceleration_I = evaluate(regime, t_ + dt_, end).acceleration_I;
    }

    double take_order_5(const Regime& regime, const Allowance<double>& allowed) {
        namespace M = dormand_prince;
        constexpr std::size_t last = M::stages - 1;
        const auto stage = [&]<std::size_t i>(std::integral_constant<std::size_t, i>) {
            a_[i] =
                acceleration(plan_, regime, t_ + M::node[i] * dt_, at<M::a[i], M::position_a[i]>(M::node[i]));
        };
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (stage(std::integral_constant<std::size_t, i + 1>{}), ...);
        }
        (std::make_index_sequence<last - 1>{});
        evaluations += last - 1;
        end = at<M::a[last], M::position_a[last]>(1);
        evaluate_end(regime);
        a_[last] = end_acceleration_I;
        return error<M::error, M::position_error>(allowed);
    }
    [[nodiscard]] State middle_of_order_5() const {
        namespace M = dormand_prince;
        // The extension at 1/2: the mean of both ends, an eighth of the slopes' difference, a sixteenth of
        // the term of fourth order.
        return {0.5 * (start_.r_I + end.r_I) + (start_.v_I - end.v_I) * (dt_ / 8) +
                    sum<M::position_dense>() * (dt_ * dt_ / 16),
                0.5 * (start_.v_I + end.v_I) + (a_[0] - end_acceleration_I) * (dt_ / 8) +
                    sum<M::dense>() * (dt_ / 16)};
    }

    template <std::size_t i>
    void stage_of_order_8(const Regime& regime) {
        namespace M = dormand_prince_8;
        ++evaluations;
        a_[i] = acceleration(plan_, regime, t_ + M::node[i] * dt_, at<M::a[i], M::position_a[i]>(M::node[i]));
    }
    double take_order_8(const Regime& regime, const Allowance<double>& allowed) {
        namespace M = dormand_prince_8;
        constexpr std::size_t last = M::end_stage;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (stage_of_order_8<i + 1>(regime), ...);
        }
        (std::make_index_sequence<last - 1>{});
        end = at<M::a[last], M::position_a[last]>(1);
        evaluate_end(regime);
        a_[last] = end_acceleration_I;
        // As in DOP853: of order 8. Twice what the pair of order 5 may estimate: this estimate is of a
        // solution of lower order than the one that goes on.
        constexpr double pessimism = 2;
        const double by_5 = error<M::error_5, M::position_error_5>(allowed),
                     by_3 = error<M::error_3, M::position_error_3>(allowed);
        const double square = by_5 * by_5 + 0.01 * by_3 * by_3;
        return square > 0 ? std::pow(by_5 * by_5 / (pessimism * std::sqrt(square)), 5.0 / 8) : 0;
    }
    void middle_of_order_8(Step& step) {
        namespace M = dormand_prince_8;
        stage_of_order_8<M::end_stage + 1>(step.regime);
        stage_of_order_8<M::end_stage + 2>(step.regime);
        stage_of_order_8<M::end_stage + 3>(step.regime);
        step.middle = at<M::middle, M::position_middle>(0.5);
        step.middle_acceleration_I = acceleration(plan_, step.regime, t_ + 0.5 * dt_, step.middle);
        ++evaluations;
    }

    const FlightPlan& plan_;
    Forces<double> last_;
    double t_ = 0, dt_ = 0;  ///< of the step taken last
    State start_;
    Vec3<double> a_[dormand_prince_8::stages];  ///< its accelerations
};

}  // namespace apogee
