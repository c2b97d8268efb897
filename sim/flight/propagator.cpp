#include "flight/propagator.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "flight/crossing.h"
#include "flight/stepper.h"

namespace apogee {
namespace {

/// Estimate: short enough that dense output within it is as exact as later, where steps have found their
/// length.
constexpr double first_step_s = 1;

/// Flies one plan from one state, step by step. A step ends where the regime does.
class Propagator {
  public:
    Propagator(const FlightPlan& plan, Tolerance tolerance, Trajectory& flight)
        : plan_(plan), flight_(flight), tolerance_(tolerance), trial_(plan) {
        flight_.steps.reserve(256);
    }

    void fly() {
        t_ = flight_.start_s;
        control_.wanted_s = first_step_s;
        x_ = pack(flight_.start);
        const double height = height_and_up(plan_.earth, flight_.start.r_I).height.m;
        view_ = view_of(plan_, height);
        regime_ = first_regime(view_, t_);
        regime_.air = cell_at(plan_.air.data(), height);
        while (next_mark_ < plan_.marks.size() && plan_.marks[next_mark_].time_s < t_) ++next_mark_;
        update();
        bool over = starts_by_landing(view_, start_.height, start_.climb) && land();
        // A release may be in orbit from its start; one step gives the flight something to show.
        const auto at_once = falls() ? free_flight_outcome(plan_.earth, view_, free_flight()) : std::nullopt;
        if (falls() && !at_once && nearly_orbits(plan_.earth, free_flight())) flight_.delicate = true;
        for (long count = 0; !over && count < step_limit; ++count)
            over = advance() || (at_once && finish(*at_once));
        if (!over) finish(Outcome::step_limit);
        flight_.end_s = t_;
        flight_.right_hand_sides += trial_.evaluations;
    }

  private:
    [[nodiscard]] State state() const { return unpack(x_); }
    [[nodiscard]] const PropulsionSpan& span() const { return view_.propulsion[regime_.propulsion]; }
    [[nodiscard]] const AirCell& cell() const { return plan_.air[static_cast<std::size_t>(regime_.air)]; }
    [[nodiscard]] bool in_air() const { return cell().air.kind != AirLayer::Kind::vacuum; }
    [[nodiscard]] bool falls() const { return falls_freely(view_, regime_); }

    bool finish(Outcome outcome) {
        flight_.outcome = outcome;
        return true;
    }

    bool land() {
        flight_.events.push_back({event_names::impact, t_, state()});
        return finish(Outcome::landed);
    }

    /// Evaluates the state anew: after a change of regime the derivative from before belongs to other
    /// dynamics.
    void evaluate_state() {
        rate_ = trial_.derivative(regime_, t_, x_);
        start_ = trial_.rates(regime_, x_);
    }

    /// Brings every track up to the current time and state.
    void update() {
        for (; next_mark_ < plan_.marks.size() && plan_.marks[next_mark_].time_s <= t_; ++next_mark_) {
            const TimedMark& mark = plan_.marks[next_mark_];
            flight_.events.push_back({mark.name, t_, state(), mark.body});
        }
        evaluate_state();
        const Regime before = regime_;
        update_regime(view_, regime_, {t_, start_.height, start_.air_speed});
        if (before.shroud_on && !regime_.shroud_on)
            flight_.events.push_back({event_names::shroud_jettison, t_, state(), plan_.shroud_body});
        // Edges passed a little early had no effect in the old regime; in the new one they may have.
        regime_.air = cell_at(plan_.air.data(), start_.height);
        regime_.drag_segment = drag_segment_at(view_, span(), start_.mach);
        if (regime_ != before) evaluate_state();
        control_.last_s = 0;
        set_boundaries();
    }

    void set_boundaries() {
        if (falls() && revolution_end_s_ == never)
            revolution_end_s_ = revolution_end_s(plan_.earth, view_, free_flight(), t_);
        boundary_s_ = std::min(regime_end_s(view_, regime_), flight_end_s(view_, revolution_end_s_));
        events_ = event_functions(view_, regime_, {cell().bottom_m, cell().top_m, !in_air()});
    }

    /// Time until the height leaves the air cell, from speed, acceleration and the last change of it. Lands
    /// most steps on the edge at once, and keeps trial steps from running far past it, where a layer's closed
    /// form means nothing.
    [[nodiscard]] double time_to_cell_edge() {
        const double climb = start_.climb, acceleration = start_.climb_rate;
        const double jerk = t_ > climb_rate_s_ ? (acceleration - last_climb_rate_) / (t_ - climb_rate_s_) : 0;
        last_climb_rate_ = acceleration;
        climb_rate_s_ = t_;
        double soonest = never;
        for (const double edge : {cell().bottom_m, cell().top_m}) {
            // gap = climb t + acceleration t^2 / 2; both roots in the form that does not cancel.
            const double gap = edge - start_.height, discriminant = climb * climb + 2 * acceleration * gap;
            if (!std::isfinite(edge) || discriminant < 0 || std::fabs(gap) <= on_edge_m_) continue;
            const double q = climb + std::copysign(std::sqrt(discriminant), climb);
            for (double root : {2 * gap / q, q / acceleration}) {
                if (!(root > 0)) continue;
                // One Newton step for the cubic term.
                const double shift = -jerk * root * root * root / 6 / (climb + acceleration * root);
                root += std::clamp(shift, -0.1 * root, 0.1 * root);
                soonest = std::min(soonest, root);
            }
        }
        // Where it grazes an edge, the prediction is rounding: what it misses is found when the step is done.
        const double worth_a_step_s = std::min(1e-3, 0.01 * control_.wanted_s);
        return soonest > worth_a_step_s ? soonest : never;
    }

    [[nodiscard]] Allowance<double> allowed() const {
        const bool turns = turns_with_gravity(view_, regime_);
        // A flight that is stopped at a time shows its speed there.
        const bool coming_down = falls() && view_.duration_s == never && start_.climb < 0;
        return allowance(
            tolerance_.relative,
            ErrorGrowth<double, bool>{start_.air_speed, start_.air_speed_rate, start_.height - view_.ground_m,
                                      start_.climb, turns, coming_down});
    }

    /// Finds a step length that keeps the local error, at most `longest`. @return 0 where there is none.
    double controlled_step(double longest, const Allowance<double>& allowed_error) {
        double dt = longest;
        while (true) {
            const double error = trial_.take(regime_, t_, x_, rate_, dt, allowed_error);
            const double factor = control_.factor(error);
            if (error <= 1) {
                control_.wanted_s = control_.longer(dt, factor);
                control_.last_s = dt;
                control_.last_factor = factor;
                return dt;
            }
            ++flight_.rejected_steps;
            dt = control_.shorter(dt, factor);
            control_.wanted_s = dt;
            control_.last_s = 0;
            if (t_ + dt <= t_) return 0;
        }
    }

    /// Shortens the trial step to end on a crossing. An impact is exact: Newton on full steps, since the last
    /// micrometres are below what dense output gives.
    double land_on(const Crossing& crossing) {
        double dt = crossing.time_s - t_;
        if (t_ + dt <= t_) return 0;
        const Allowance<double> any{1, 1};
        trial_.take(regime_, t_, x_, rate_, dt, any);
        for (int i = 0; i < 4 && crossing.event.change == Change::impact; ++i) {
            const ValueAndRate end = climb_of(plan_.earth, unpack(trial_.x_end));
            const double above = end.value - view_.ground_m;
            if (std::fabs(above) <= impact_tolerance_m) break;
            // A grazing contact stays where the search found it: its rate is too small to refine the time.
            dt = std::clamp(dt - above / end.rate, 0.9 * dt, 1.1 * dt);
            trial_.take(regime_, t_, x_, rate_, dt, any);
        }
        return dt;
    }

    /// How close counts as on each kink, where the trial step ended.
    void set_kink_tolerances(double end_s, const StepEnd& end, const Allowance<double>& allowed_error) {
        // An eighth of what a step may lose; in a fall it may lose more than a kink should add.
        const bool waits_for_speed = speed_trigger(view_, regime_) < never;
        const KinkAllowance may{
            std::min(allowed_error.speed_m_s, tolerance_.relative * circular_speed_m_s) / 8,
            waits_for_speed ? trigger_tolerance : never};
        on_edge_m_ = KinkReach::least * KinkReach::far_m;
        for (int i = 0; i < events_.count; ++i) {
            EventFunction& event = events_.list[i];
            if (!event.is_kink()) continue;
            event.tolerance = KinkReach::least * KinkReach::far(event);
            const double distance = std::fabs(event.beyond(quantity(end, event.quantity).value));
            if (distance > KinkReach::far(event) || distance <= event.tolerance) continue;
            // An edge passed early would hide the ground behind it.
            const bool height = event.quantity == EventFunction::Quantity::height;
            if (height && std::fabs(event.value - view_.ground_m) <= KinkReach::far_m) continue;
            Regime next = regime_;
            apply(view_, next, event.change, end_s);
            const State s = unpack(trial_.x_end);
            const Forces<double> beyond = forces(plan_, next, end_s, s.r_I, s.v_I);
            event.tolerance = kink_tolerance(event, end, beyond, may);
            if (height) on_edge_m_ = std::max(on_edge_m_, event.tolerance);
        }
    }

    /// One accepted step. @return true at the end of the flight.
    bool advance() {
        const double left = boundary_s_ - t_;
        const Allowance<double> allowed_error = allowed();
        double dt = controlled_step(step_before(std::min(left, time_to_cell_edge()), control_.wanted_s),
                                    allowed_error);
        if (dt == 0) return finish(Outcome::step_limit);
        StepEnd end = trial_.rates(regime_, trial_.x_end);
        set_kink_tolerances(t_ + dt, end, allowed_error);
        Step step = dense(dt == left ? boundary_s_ : t_ + dt, end);
        const std::optional<Crossing> crossing = first_crossing(plan_, events_, step);
        if (crossing && crossing->time_s < step.end_s) {
            dt = land_on(*crossing);
            if (dt > 0) {
                end = trial_.rates(regime_, trial_.x_end);
                step = dense(t_ + dt, end);
            }
        }
        const bool past_perigee = dt > 0 && start_.climb < 0 && end.climb >= 0;
        if (dt > 0) accept(step);
        return goes_over(crossing) || (past_perigee && free_flight_is_over());
    }

    /// What follows where a step has ended. @return true at the end of the flight.
    bool goes_over(const std::optional<Crossing>& crossing) {
        if (crossing && crossing->event.change == Change::impact) return land();
        if (const auto outcome = timed_outcome(view_, t_, revolution_end_s_)) return finish(*outcome);
        const bool fell = falls(), was_in_air = in_air();
        if (crossing) apply_change(crossing->event.change);
        if (t_ >= boundary_s_) update();
        // Decided where the free flight begins, and where it leaves the air.
        return (!fell || (was_in_air && !in_air())) && free_flight_is_over();
    }

    void apply_change(Change change) {
        const bool was_in_air = in_air();
        apply(view_, regime_, change, t_);
        if (change == Change::shroud)
            flight_.events.push_back({event_names::shroud_jettison, t_, state(), plan_.shroud_body});
        if (change == Change::steering || change == Change::shroud) return update();
        evaluate_state();
        if (!was_in_air) {  // in a vacuum no event follows the Mach number
            regime_.drag_segment = drag_segment_at(view_, span(), start_.mach);
            evaluate_state();
        }
        set_boundaries();
    }

    [[nodiscard]] Step dense(double end_s, const StepEnd& end) {
        return trial_.dense(regime_, t_, x_, rate_, end_s, start_, end);
    }

    void accept(const Step& step) {
        flight_.steps.push_back(step);
        start_ = step.end_rates;
        t_ = step.end_s;
        x_ = trial_.x_end;
        rate_ = trial_.rate_end;
        const double speed_2 = x_[3] * x_[3] + x_[4] * x_[4] + x_[5] * x_[5];
        flight_.delicate = flight_.delicate || is_delicate(start_.height, start_.climb, speed_2);
    }

    [[nodiscard]] FallingBody free_flight() const {
        const State s = state();
        return {{s.r_I.x(), s.r_I.y(), s.r_I.z()}, {s.v_I.x(), s.v_I.y(), s.v_I.z()}, start_.climb, in_air()};
    }

    bool free_flight_is_over() {
        if (!falls()) return false;
        const auto outcome = free_flight_outcome(plan_.earth, view_, free_flight());
        // What comes down after half the Earth and more.
        flight_.delicate = flight_.delicate || (!outcome && nearly_orbits(plan_.earth, free_flight()));
        return outcome && finish(*outcome);
    }

    const FlightPlan& plan_;
    Trajectory& flight_;
    const Tolerance tolerance_;
    PlanView view_;
    TrialStep trial_;
    Regime regime_;
    EventFunctions events_;
    double on_edge_m_ = 0;  ///< as close counts as on an edge of the air
    StateVector x_{}, rate_{};
    StepEnd start_{};  ///< at the start of the next step
    StepControl<double> control_;
    double last_climb_rate_ = 0, climb_rate_s_ = never;  ///< memory of `time_to_cell_edge`
    double t_ = 0, boundary_s_ = never, revolution_end_s_ = never;
    std::size_t next_mark_ = 0;
};

}  // namespace

void fly_from(Trajectory& flight, Tolerance tolerance) {
    Propagator(*flight.plan, tolerance, flight).fly();
}

}  // namespace apogee
