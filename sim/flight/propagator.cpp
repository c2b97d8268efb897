#include "flight/propagator.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "flight/crossing.h"
#include "flight/orbit.h"
#include "flight/stepper.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr long step_limit = 200'000;  ///< a thousand times what the longest catalogued flight takes
/// An orbit whose perigee is higher than this lasts for days; below, drag may yet bring it down.
constexpr double lasting_perigee_m = 150e3;

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

int cell_at(const FlightPlan& plan, double height) {
    const auto above = std::upper_bound(plan.air.begin(), plan.air.end(), height,
                                        [](double h, const AirCell& c) { return h < c.top_m; });
    return static_cast<int>(above - plan.air.begin());
}

/// Flies one plan from one state. Three tracks run side by side: propulsion (by time), steering (by time or
/// state), air and drag (by state). A step ends where the first of them changes.
class Propagator {
  public:
    Propagator(const FlightPlan& plan, Tolerance tolerance, Trajectory& flight)
        : plan_(plan), flight_(flight), tolerance_(tolerance), trial_(plan) {
        flight_.steps.reserve(256);
    }

    void fly(double start_s, const State& start) {
        t_ = start_s;
        x_ = pack(start);
        regime_ = pad_regime(plan_, t_);
        const double height = height_now();
        regime_.air = cell_at(plan_, height);
        ground_m_ = std::min(0.0, height);
        while (next_mark_ < plan_.marks.size() && plan_.marks[next_mark_].time_s < t_) ++next_mark_;
        enter_regime();
        bool over = false;
        if (!plan_.from_pad && height <= ground_m_ && here_.climb.rate_m_s < 0) over = land();
        for (long count = 0; !over && count < step_limit; ++count) {
            over = advance();
            // A release starts in its last regime; the first step gives the flight something to show.
            if (count == 0) over = over || coast_is_over();
        }
        if (!over) finish(Outcome::step_limit);
        flight_.end_s = t_;
        flight_.right_hand_sides = trial_.evaluations;
    }

  private:
    [[nodiscard]] State state() const { return unpack(x_); }
    [[nodiscard]] Surroundings look_around() const { return surroundings(plan_, regime_, t_, state()); }
    [[nodiscard]] double height_now() const { return height_and_up(plan_.earth, state().r_I).height.m; }
    [[nodiscard]] const PropulsionSpan& span() const { return plan_.propulsion[index(regime_.propulsion)]; }
    [[nodiscard]] const SteeringSpan& steering() const { return plan_.steering[index(regime_.steering)]; }
    [[nodiscard]] const DragCurve* drag_curve() const {
        return span().drag < 0 ? nullptr : &plan_.drag[index(span().drag)];
    }

    bool finish(Outcome outcome) {
        flight_.outcome = outcome;
        return true;
    }

    bool land() {
        flight_.events.push_back({event_names::impact, t_, state()});
        return finish(Outcome::landed);
    }

    /// The time at which the current steering span ends; infinite where that depends on the state.
    [[nodiscard]] double steering_end_s() const {
        switch (steering().end) {
            case SteeringSpan::End::time_s:
                return steering().end_value;
            case SteeringSpan::End::after_s:
                return regime_.steering_start_s + steering().end_value;
            default:
                return infinity;
        }
    }

    [[nodiscard]] bool steering_is_over() const {
        const double value = steering().end_value;
        switch (steering().end) {
            case SteeringSpan::End::height_m:
                return height_now() >= value - trigger_nearness;
            case SteeringSpan::End::air_speed_m_s:
                return look_around().air_speed_m_s >= value - trigger_nearness;
            default:
                return t_ >= steering_end_s();
        }
    }

    void next_steering() {
        const double end = steering_end_s();  // exactly, also where lift-off came later
        regime_.steering_start_s = std::isfinite(end) ? end : t_;
        ++regime_.steering;
    }

    void jettison_shroud() {
        regime_.shroud_on = false;
        flight_.events.push_back({event_names::shroud_jettison, t_, state(), plan_.shroud_body});
    }

    void find_drag_segment() {
        const DragCurve* curve = drag_curve();
        if (!curve) return;
        regime_.drag_segment = 0;  // the old index may be past the end of another curve
        const double mach = look_around().mach;
        const auto at = std::upper_bound(curve->begin(), curve->end() - 1, mach,
                                         [](double m, const DragSegment& s) { return m < s.mach_high; });
        regime_.drag_segment = static_cast<int>(at - curve->begin());
    }

    /// Brings every track up to the current time.
    void enter_regime() {
        while (t_ >= span().end_s) ++regime_.propulsion;
        for (; next_mark_ < plan_.marks.size() && plan_.marks[next_mark_].time_s <= t_; ++next_mark_) {
            const TimedMark& mark = plan_.marks[next_mark_];
            flight_.events.push_back({mark.name, t_, state(), mark.body});
        }
        if (regime_.shroud_on) {
            const bool due = plan_.shroud_time_s ? t_ >= *plan_.shroud_time_s
                                                 : height_now() >= *plan_.shroud_height_m - trigger_nearness;
            if (due) jettison_shroud();
        }
        if (t_ >= plan_.last_burnout_s) regime_.steering = -1;
        while (regime_.steering >= 0 && steering_is_over()) next_steering();
        find_drag_segment();
        refresh();
    }

    /// Surroundings at a state that the last evaluation was made at.
    [[nodiscard]] Surroundings end_of_trial(const StateVector& x) const {
        return {climb_of(plan_.earth, unpack(x)), trial_.mach, trial_.air_speed_m_s,
                trial_.loads.deceleration_m_s2};
    }

    /// After any change of regime the derivative from before belongs to other dynamics: evaluate it anew.
    void refresh() {
        rate_ = trial_.derivative(regime_, t_, x_);
        here_ = end_of_trial(x_);
        boundary_s_ = std::min(span().end_s, plan_.duration_s.value_or(infinity));
        if (regime_.steering >= 0) boundary_s_ = std::min(boundary_s_, steering_end_s());
        if (regime_.shroud_on) boundary_s_ = std::min(boundary_s_, plan_.shroud_time_s.value_or(infinity));
        set_watches();
    }

    void set_watches() {
        using Quantity = Watch::Quantity;
        using Change = Watch::Change;
        watches_.count = 0;
        watches_.add({Change::impact, Quantity::height, ground_m_, -1, impact_nearness_m});
        const AirCell& cell = plan_.air[index(regime_.air)];
        if (cell.top_m < infinity) watches_.add({Change::air_up, Quantity::height, cell.top_m, 1});
        if (cell.bottom_m > -infinity) {
            watches_.add({Change::air_down, Quantity::height, cell.bottom_m, -1});
        }
        const DragCurve* curve = drag_curve();
        if (curve && cell.air.kind != AirLayer::Kind::vacuum) {
            const DragSegment& segment = (*curve)[index(regime_.drag_segment)];
            if (segment.mach_high < infinity) {
                watches_.add({Change::drag_up, Quantity::mach, segment.mach_high, 1});
            }
            if (segment.mach_low > 0) {
                watches_.add({Change::drag_down, Quantity::mach, segment.mach_low, -1});
            }
        }
        if (regime_.steering >= 0 && steering().end == SteeringSpan::End::height_m) {
            watches_.add({Change::steering, Quantity::height, steering().end_value, 1, trigger_nearness});
        }
        if (regime_.steering >= 0 && steering().end == SteeringSpan::End::air_speed_m_s) {
            watches_.add({Change::steering, Quantity::air_speed, steering().end_value, 1, trigger_nearness});
        }
        if (regime_.shroud_on && plan_.shroud_height_m) {
            watches_.add({Change::shroud, Quantity::height, *plan_.shroud_height_m, 1, trigger_nearness});
        }
    }

    /// Time until the height leaves the air cell, from speed, acceleration and the last change of it. Lands
    /// most steps on the edge at once, and keeps trial steps from running far past it, where a layer's closed
    /// form means nothing.
    [[nodiscard]] double time_to_cell_edge() {
        const State s = state();
        const Vec3<double> acceleration{rate_[3], rate_[4], rate_[5]};
        const double climb = here_.climb.rate_m_s;
        const double bend = (s.r_I.dot(acceleration) + s.v_I.squaredNorm() - climb * climb) / s.r_I.norm();
        const double bend_rate = t_ > bend_s_ ? (bend - bend_) / (t_ - bend_s_) : 0;
        bend_ = bend;
        bend_s_ = t_;
        const AirCell& cell = plan_.air[index(regime_.air)];
        double soonest = infinity;
        for (const double edge : {cell.bottom_m, cell.top_m}) {
            // gap = climb t + bend t^2 / 2; both roots in the form that does not cancel.
            const double gap = edge - here_.climb.height_m, discriminant = climb * climb + 2 * bend * gap;
            if (!std::isfinite(edge) || discriminant < 0 || std::fabs(gap) <= near_.height_m) continue;
            const double q = climb + std::copysign(std::sqrt(discriminant), climb);
            for (double root : {2 * gap / q, q / bend}) {
                if (root <= 0) continue;
                // One Newton step for the cubic term.
                const double speed = climb + bend * root;
                const double shift = -bend_rate * root * root * root / 6 / speed;
                root += std::clamp(shift, -0.1 * root, 0.1 * root);
                soonest = std::min(soonest, root);
            }
        }
        return soonest;
    }

    /// The tolerance times an Earth radius and circular speed. A gravity turn multiplies an error of
    /// direction made at speed v by (v_end / v)^(g / a), some tens: there the speed's allowance shrinks with
    /// the speed.
    [[nodiscard]] Allowance allowance() const {
        constexpr double circular_m_s = 7905.0;  // sqrt(GM / a)
        constexpr double slow_m_s = 10.0;        // from here down the vehicle rises vertically
        double speed = circular_m_s;
        if (regime_.steering >= 0 && plan_.steering.back().kind == SteeringSpan::Kind::along_air_velocity) {
            const double omega = plan_.earth.rotation_rate_rad_s;
            speed = std::clamp(std::hypot(x_[3] + omega * x_[1], x_[4] - omega * x_[0], x_[5]), slow_m_s,
                               circular_m_s);
        }
        // An error of speed made on the way down acts only until impact. Twice the time of a straight fall,
        // for drag slows it; a flight that is stopped at a time is asked for its speed there.
        const bool falls = t_ >= plan_.last_burnout_s && !plan_.duration_s && here_.climb.rate_m_s < 0;
        const double left_s =
            falls ? std::max(-2 * (here_.climb.height_m - ground_m_) / here_.climb.rate_m_s, 1.0) : infinity;
        const double radius = constants::wgs84_equatorial_radius_m;
        return {tolerance_.relative * radius, tolerance_.relative * std::max(speed, radius / left_s)};
    }

    /// Finds a step length that keeps the local error, at most `longest`. @return 0 where there is none.
    double controlled_step(double longest) {
        double dt = longest;
        while (true) {
            const double error = trial_.take(regime_, t_, x_, rate_, dt, allowance());
            const double factor = std::isfinite(error) ? 0.9 * std::pow(error, -0.2) : 0.25;
            if (error <= 1) {
                // Gustafsson's predictive control (Hairer & Wanner II, section IV.8): where steps shrink from
                // one to the next (a burn, a re-entry), the trend goes on. A step cut short by a boundary
                // says little about the next: it only ever lengthens it.
                const double trend = last_dt_ > 0 ? dt / last_dt_ * factor / last_factor_ : 1;
                const double next = dt * std::clamp(factor * std::min(1.0, trend), 0.2, 5.0);
                want_s_ = dt < want_s_ ? std::max(next, std::min(want_s_, dt * factor)) : next;
                last_dt_ = dt;
                last_factor_ = factor;
                return dt;
            }
            ++flight_.rejected_steps;
            dt *= std::clamp(factor, 0.2, 0.9);
            want_s_ = dt;
            last_dt_ = 0;
            if (t_ + dt <= t_) return 0;
        }
    }

    /// Shortens the trial step to end on a crossing. An impact is exact: Newton on full steps, since the last
    /// micrometres are below what dense output gives.
    double land_on(const Crossing& crossing) {
        double dt = crossing.time_s - t_;
        if (dt <= 0) return 0;
        trial_.take(regime_, t_, x_, rate_, dt, allowance());
        for (int i = 0; i < 4 && crossing.watch.change == Watch::Change::impact; ++i) {
            const Climb end = climb_of(plan_.earth, unpack(trial_.x_end));
            const double above = end.height_m - ground_m_;
            if (std::fabs(above) <= impact_nearness_m) break;
            dt -= above / end.rate_m_s;
            trial_.take(regime_, t_, x_, rate_, dt, allowance());
        }
        return dt;
    }

    /// How near counts as on a kink, where the trial step ended.
    void set_kink_nearness(const Surroundings& there) {
        const Vec3<double> acceleration{trial_.rate_end[3], trial_.rate_end[4], trial_.rate_end[5]};
        const double mach_rate = acceleration.norm() * there.mach / std::max(there.air_speed_m_s, 1.0);
        // Far beyond a knot the continued drag may vanish or turn negative: the start is asked, too.
        const double drag = std::max(here_.drag_m_s2, std::fabs(there.drag_m_s2));
        near_ = Nearness::of(tolerance_.relative, drag, there.climb.rate_m_s, mach_rate);
        watches_.set_kink_tolerance(near_);
    }

    /// One accepted step. @return true at the end of the flight.
    bool advance() {
        const double left = boundary_s_ - t_;
        const double stop = std::min(left, time_to_cell_edge());
        // No sliver before a stop: two even steps instead of a long and a tiny one.
        const double longest = want_s_ >= stop ? stop : std::min(want_s_, 0.5 * stop);
        double dt = controlled_step(longest);
        if (dt == 0) return finish(Outcome::step_limit);
        Surroundings there = end_of_trial(trial_.x_end);
        if (may_be_near(watches_, there)) set_kink_nearness(there);
        std::optional<Crossing> crossing;
        if (may_cross(watches_, here_, there)) {
            crossing = first_crossing(plan_, watches_, dense(t_ + dt, there), here_, there);
            if (crossing) dt = land_on(*crossing);
            if (crossing && dt > 0) there = end_of_trial(trial_.x_end);
        } else if (const Watch* watch = reached(watches_, here_, there)) {
            crossing = Crossing{*watch, t_ + dt};
        }
        const bool turned_up = here_.climb.rate_m_s < 0 && there.climb.rate_m_s >= 0;
        if (dt > 0) accept(dt == left ? boundary_s_ : t_ + dt, there);
        if (crossing && apply(crossing->watch.change)) return true;
        if (plan_.duration_s && t_ >= *plan_.duration_s) return finish(Outcome::duration_reached);
        if (t_ >= boundary_s_) {
            enter_regime();
            return coast_is_over();
        }
        if (turned_up && coast_is_over()) return true;  // a hyperbola that came in goes out
        return t_ > revolution_by_s_ && finish(Outcome::in_orbit);
    }

    [[nodiscard]] Step dense(double end_s, const Surroundings& there) {
        return trial_.dense(regime_, t_, x_, rate_, end_s, here_.climb, there.climb);
    }

    void accept(double end_s, const Surroundings& there) {
        flight_.steps.push_back(dense(end_s, there));
        here_ = there;
        t_ = end_s;
        x_ = trial_.x_end;
        rate_ = trial_.rate_end;
    }

    bool apply(Watch::Change change) {
        switch (change) {
            case Watch::Change::impact:
                return land();
            case Watch::Change::air_up:
            case Watch::Change::air_down:
                regime_.air += change == Watch::Change::air_up ? 1 : -1;
                find_drag_segment();  // in a vacuum nobody watched the Mach number
                break;
            case Watch::Change::drag_up:
                ++regime_.drag_segment;
                break;
            case Watch::Change::drag_down:
                --regime_.drag_segment;
                break;
            case Watch::Change::steering:
                next_steering();
                while (steering_is_over()) next_steering();
                break;
            case Watch::Change::shroud:
                jettison_shroud();
                break;
        }
        refresh();
        return coast_is_over();
    }

    /// Free flight that will not come back: escape, or an orbit that lasts. Asked when the regime changes: in
    /// between only drag changes the orbit, and never lifts its perigee.
    bool coast_is_over() {
        if (span().end_s < infinity || span().burning || plan_.duration_s) return false;
        // Low in the air nothing is decided yet.
        const bool in_air = plan_.air[index(regime_.air)].air.kind != AirLayer::Kind::vacuum;
        if (in_air && here_.climb.height_m < lasting_perigee_m && revolution_by_s_ < infinity) return false;
        const FlightSummary::Orbit orbit = osculating(plan_.earth, state());
        if (std::isinf(orbit.period_s)) {
            return !in_air && here_.climb.rate_m_s > 0 && finish(Outcome::escaped);
        }
        // A revolution of the orbit it was released into: drag shortens the osculating one to minutes.
        if (revolution_by_s_ == infinity) revolution_by_s_ = t_ + orbit.period_s;
        const double lasting = plan_.has_air ? lasting_perigee_m : 0.0;
        return orbit.perigee_m > lasting && here_.climb.height_m > lasting && finish(Outcome::in_orbit);
    }

    const FlightPlan& plan_;
    Trajectory& flight_;
    const Tolerance tolerance_;
    TrialStep trial_;
    Regime regime_;
    Watches watches_;
    Nearness near_;
    StateVector x_{}, rate_{};
    Surroundings here_;
    double last_dt_ = 0, last_factor_ = 1, bend_ = 0, bend_s_ = infinity;  ///< memory of the step control
    double t_ = 0, want_s_ = 4, boundary_s_ = infinity, ground_m_ = 0, revolution_by_s_ = infinity;
    std::size_t next_mark_ = 0;
};

}  // namespace

Regime pad_regime(const FlightPlan& plan, double time_s) {
    Regime regime;
    const auto after = std::upper_bound(plan.propulsion.begin(), plan.propulsion.end() - 1, time_s,
                                        [](double t, const PropulsionSpan& s) { return t < s.end_s; });
    regime.propulsion = static_cast<int>(after - plan.propulsion.begin());
    regime.steering = plan.steering.empty() ? -1 : 0;
    regime.air = cell_at(plan, plan.start.height);
    regime.shroud_on = plan.shroud_mass_kg > 0;
    return regime;
}

void fly_from(Trajectory& flight, double start_s, const State& start, Tolerance tolerance) {
    Propagator(*flight.plan, tolerance, flight).fly(start_s, start);
}

}  // namespace apogee
