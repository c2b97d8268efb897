#include "flight/propagator.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "flight/crossing.h"
#include "flight/stepper.h"
#include "flight/thin_air.h"

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
        state_ = flight_.start;
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
        note_marks();  // a burnout at the moment of the cut was flown to
        flight_.end_s = t_;
        flight_.right_hand_sides += trial_.evaluations;
    }

  private:
    [[nodiscard]] const PropulsionSpan& span() const { return view_.propulsion[regime_.propulsion]; }
    [[nodiscard]] const AirCell& cell() const { return plan_.air[static_cast<std::size_t>(regime_.air)]; }
    [[nodiscard]] bool in_vacuum() const { return cell().air.kind == AirLayer::Kind::vacuum; }
    [[nodiscard]] bool in_air() const { return !in_vacuum() || left_air_; }
    [[nodiscard]] bool falls() const { return falls_freely(view_, regime_); }

    bool finish(Outcome outcome) {
        flight_.outcome = outcome;
        return true;
    }

    bool land() {
        flight_.events.push_back({event_names::impact, t_, state_});
        return finish(Outcome::landed);
    }

    /// Evaluates the state anew: after a change of regime the acceleration from before belongs to other
    /// dynamics.
    void evaluate_state() {
        const Forces<double>& f = trial_.evaluate(regime_, t_, state_);
        acceleration_I_ = f.acceleration_I;
        start_ = rates(f, t_, state_);
    }

    /// What is known of a state besides, the air included that a long step leaves out.
    [[nodiscard]] StepEnd rates(const Forces<double>& f, double time_s, const State& s) const {
        const auto height = exact_height_rates(plan_.earth, s.r_I, s.v_I, f.acceleration_I);
        if (!left_air_) return {state_rates(plan_, regime_, f, height, s.v_I), f.drag / f.mass};
        const Regime regime = in_its_air(plan_, regime_, time_s, s);
        const Forces<double> felt = forces(plan_, regime, time_s, s.r_I, s.v_I);
        return {state_rates(plan_, regime, felt, height, s.v_I), felt.drag / felt.mass};
    }

    void note_marks() {
        for (; next_mark_ < plan_.marks.size() && plan_.marks[next_mark_].time_s <= t_; ++next_mark_) {
            const TimedMark& mark = plan_.marks[next_mark_];
            flight_.events.push_back({mark.name, t_, state_, mark.body});
        }
    }

    /// Brings every track up to the current time and state.
    void update() {
        note_marks();
        evaluate_state();
        const Regime before = regime_;
        update_regime(view_, regime_, {t_, start_.height, start_.air_speed});
        if (before.shroud_on && !regime_.shroud_on)
            flight_.events.push_back({event_names::shroud_jettison, t_, state_, plan_.shroud_body});
        // Edges passed a little early had no effect in the old regime; in the new one they may have.
        settle_air();
        if (regime_ != before) evaluate_state();
        control_.last_s = 0;
        set_boundaries();
    }

    /// Finds the cell of air and the segment of the drag curve, or leaves the air where it counts no more.
    void settle_air() {
        regime_.air = cell_at(plan_.air.data(), start_.height);
        regime_.drag_segment = drag_segment_at(view_, span(), start_.mach);
        if (falls()) air_counts_below_m_ = falls_undragged_above_m(plan_, regime_, t_, state_, unfelt_m_s());
        // Under thrust the next span may drag more: `look_up` decides anew.
        left_air_ = !in_vacuum() && falls() && start_.height > air_counts_below_m_;
        if (left_air_) leave_air();
    }
    [[nodiscard]] double unfelt_m_s() const { return 0.5 * tolerance_.relative * circular_speed_m_s; }

    void leave_air() {
        left_air_ = true;
        regime_.air = static_cast<int>(plan_.air.size()) - 1;
        // The first long step is as long as one mostly can be, so that none is lost to growing.
        const double radius = state_.r_I.norm();
        constexpr double share = 0.25;  // of the times in which gravitation and mass change
        double wanted_s = share * radius * std::sqrt(radius / plan_.earth.gm_m3_s2);
        if (span().burning) {
            const double tau = t_ - span().start_s;
            const double flow = span().flow_kg_s + span().flow_slope_kg_s2 * tau;
            wanted_s = std::min(wanted_s, share * mass_at(plan_, regime_, t_) / (flow + 1e-30));
        }
        control_.wanted_s = wanted_s;
        control_.last_s = 0;
    }

    /// After a step: whether the air counts no more from here.
    void look_up() {
        if (left_air_ || in_vacuum() || !(start_.climb > 0)) return;
        if (falls()) {
            if (!(start_.height > air_counts_below_m_)) return;
        } else {
            // A trigger may wait for the speed through the air, thrust may follow the wind.
            if (waits_for_state(view_, regime_) || (plan_.has_wind && turns_with_gravity(view_, regime_)))
                return;
            const Forces<double>& f = trial_.last();
            if (!has_left_air(plan_, regime_, t_, f, start_, unfelt_m_s())) return;
            air_counts_below_m_ = start_.height - 1;
        }
        leave_air();
        evaluate_state();
        set_boundaries();
    }

    /// How close to the lower edge of a cell is on it.
    [[nodiscard]] double kink_below_m(int upper) const {
        if (upper == 0) return kink_m;
        const auto thickness_m = [&](int i) {
            const AirCell& c = plan_.air[static_cast<std::size_t>(i)];
            return c.top_m - c.bottom_m;
        };
        return std::min(kink_m, kink_share * std::min(thickness_m(upper - 1), thickness_m(upper)));
    }

    void set_boundaries() {
        if (falls() && revolution_end_s_ == never)
            revolution_end_s_ = revolution_end_s(plan_.earth, view_, free_flight(), t_);
        boundary_s_ = std::min(regime_end_s(view_, regime_), flight_end_s(view_, revolution_end_s_));
        const double bottom_m = left_air_ ? air_counts_below_m_ : cell().bottom_m;
        const double bottom_kink_m = left_air_ ? kink_m : kink_below_m(regime_.air);
        const double top_kink_m = in_vacuum() ? kink_m : kink_below_m(regime_.air + 1);
        events_ =
            event_functions(view_, regime_, {bottom_m, cell().top_m, in_vacuum(), bottom_kink_m, top_kink_m});
    }

    /// When a quantity passes a value, from its rate, the change of that and the change of that; `never`
    /// where it does not, or so soon that the prediction is rounding.
    [[nodiscard]] double time_to(double gap, double rate, double curvature, double jerk) const {
        // gap = rate t + curvature t^2 / 2; both roots in the form that does not cancel.
        const double discriminant = rate * rate + 2 * curvature * gap;
        if (discriminant < 0) return never;
        const double q = rate + std::copysign(std::sqrt(discriminant), rate);
        const double worth_a_step_s = std::min(1e-3, 0.01 * control_.wanted_s);
        double soonest = never;
        for (double root : {2 * gap / q, q / curvature}) {
            if (!(root > 0)) continue;
            // One Newton step for the cubic term.
            const double shift = -jerk * root * root * root / 6 / (rate + curvature * root);
            root += std::clamp(shift, -0.1 * root, 0.1 * root);
            if (root > worth_a_step_s) soonest = std::min(soonest, root);
        }
        return soonest;
    }

    /// The time to the first kink or the ground, and a little more: the step is cut there by its dense
    /// output.
    [[nodiscard]] double time_past_edge() const {
        constexpr double beyond = 1.02;
        double soonest = never;
        for (const EventFunction& event : events_) {
            if (!event.is_kink() && event.change != Change::impact) continue;
            const bool mach = event.quantity == EventFunction::Quantity::mach;
            const ValueAndRate q = quantity(start_, event.quantity);
            const double gap = event.value - q.value;
            if (!std::isfinite(gap) || -event.beyond(q.value) <= event.tolerance) continue;
            soonest = std::min(soonest, mach ? time_to(gap, q.rate, mach_curvature_, 0)
                                             : time_to(gap, q.rate, start_.climb_rate, climb_jerk_));
        }
        return beyond * soonest;
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
            const double error = trial_.take(regime_, t_, state_, acceleration_I_, dt, allowed_error);
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

    /// The step just tried, whole.
    void write_tried(double end_s, Step& step) {
        trial_.write_dense(regime_, end_s, start_, rates(trial_.last(), end_s, trial_.end), step);
    }

    /// Whether forces are continuous over a change: at an edge within the air, at a knot of the drag curve.
    [[nodiscard]] bool continuous(const EventFunction& event) const {
        return event.is_kink() && !in_vacuum() &&
               !(event.change == Change::air_up && regime_.air + 2 == static_cast<int>(plan_.air.size()));
    }

    /// Ends a step on a crossing within it. Where forces are continuous they are evaluated once, when the
    /// next regime holds (`apply_change`).
    void cut(Step& step, const Crossing& crossing) {
        const State end = step.at(crossing.time_s);
        step.cut(crossing.time_s, end);
        end_is_open_ = continuous(crossing.event);
        if (end_is_open_) return;
        const Forces<double>& f = trial_.evaluate(regime_, crossing.time_s, end);
        step.end_rate = {end.v_I, f.acceleration_I};
        step.end_rates = rates(f, crossing.time_s, end);
    }

    /// Ends a step on a crossing: on its dense output where that is as exact as the step, else by a shorter
    /// step. A trigger starts something else, so that a delay costs at first order: it gets a step of its
    /// own.
    /// @return the crossing of the step as it is now
    std::optional<Crossing> end_on_crossing(Step& step) {
        constexpr double exact_share = 0.75, past_it = 1.02;
        const Allowance<double> any{1, 1};
        while (true) {
            const std::optional<Crossing> crossing = first_crossing(plan_, events_, step);
            if (!crossing || crossing->time_s >= step.end_s) return crossing;
            const double dt = crossing->time_s - t_;
            if (t_ + dt <= t_) {
                step.end_s = t_;
                return crossing;
            }
            const Change change = crossing->event.change;
            const bool trigger = change == Change::steering || change == Change::shroud;
            if (!trigger && (step.is_long || dt >= exact_share * (step.end_s - t_))) {
                cut(step, *crossing);
                return crossing;
            }
            const double length = trigger ? dt : std::min(past_it * dt, step.end_s - t_);
            trial_.take(regime_, t_, state_, acceleration_I_, length, any);
            write_tried(t_ + length, step);
            look_ahead(step);
            if (trigger) return crossing;
        }
    }

    /// One accepted step. @return true at the end of the flight.
    bool advance() {
        const double left = boundary_s_ - t_;
        const double dt =
            controlled_step(step_before(std::min(left, time_past_edge()), control_.wanted_s), allowed());
        if (dt == 0) return finish(Outcome::step_limit);
        Step& step = flight_.steps.emplace_back();
        write_tried(dt == left ? boundary_s_ : t_ + dt, step);
        look_ahead(step);
        const std::optional<Crossing> crossing = end_on_crossing(step);
        const bool moves = step.end_s > t_;
        const bool past_perigee = moves && start_.climb < 0 && step.end_rates.climb >= 0;
        if (moves)
            accept(step);
        else
            flight_.steps.pop_back();
        if (goes_over(crossing) || (past_perigee && free_flight_is_over())) return true;
        look_up();
        return false;
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
        const bool was_in_vacuum = in_vacuum();
        apply(view_, regime_, change, t_);
        if (change == Change::shroud)
            flight_.events.push_back({event_names::shroud_jettison, t_, state_, plan_.shroud_body});
        if (change == Change::steering || change == Change::shroud) return update();
        if (left_air_) regime_.air = cell_at(plan_.air.data(), start_.height);
        left_air_ = false;
        evaluate_state();
        if (end_is_open_) {
            flight_.steps.back().end_rate = {state_.v_I, acceleration_I_};
            flight_.steps.back().end_rates = start_;
            end_is_open_ = false;
        }
        if (was_in_vacuum) {  // there no event follows the Mach number
            regime_.drag_segment = drag_segment_at(view_, span(), start_.mach);
            evaluate_state();
        }
        set_boundaries();
    }

    /// What a step tells about the next one: the second derivative of the Mach number at its end, on the
    /// cubic, and how the climb's rate changes.
    void look_ahead(const Step& step) {
        const StepEnd& end = step.end_rates;
        const double per_dt = 1 / (step.end_s - step.start_s);
        mach_curvature_ =
            (6 * per_dt * (start_.mach - end.mach) + 2 * start_.mach_rate + 4 * end.mach_rate) * per_dt;
        climb_jerk_ = (end.climb_rate - start_.climb_rate) * per_dt;
    }

    void accept(const Step& step) {
        start_ = step.end_rates;
        t_ = step.end_s;
        state_ = step.end;
        acceleration_I_ = step.end_rate.v_I;
        const double speed_2 = state_.v_I.squaredNorm();
        flight_.delicate = flight_.delicate || is_delicate(start_.height, start_.climb, speed_2);
    }

    [[nodiscard]] FallingBody free_flight() const {
        const State& s = state_;
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
    State state_;
    Vec3<double> acceleration_I_ = Vec3<double>::Zero();
    StepEnd start_{};  ///< at the start of the next step
    StepControl<double> control_;
    double mach_curvature_ = 0, climb_jerk_ = 0;  ///< of the last step, to look ahead
    bool end_is_open_ = false;                    ///< see `cut`
    bool left_air_ = false;                       ///< flown as in a vacuum, above `air_counts_below_m_`
    double air_counts_below_m_ = never;
    double t_ = 0, boundary_s_ = never, revolution_end_s_ = never;
    std::size_t next_mark_ = 0;
};

}  // namespace

void fly_from(Trajectory& flight, Tolerance tolerance) {
    Propagator(*flight.plan, tolerance, flight).fly();
}

}  // namespace apogee
