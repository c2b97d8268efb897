#include "flight/propagate.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cassert>
#include <cmath>
#include <limits>

#include "flight/crossing.h"
#include "flight/events.h"
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
        : plan_(plan), flight_(flight), tolerance_(tolerance), near_(tolerance.relative), trial_(plan) {
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
        if (!plan_.from_pad && height <= ground_m_ && climb_rate(plan_.earth, start) < 0) over = land();
        for (long count = 0; !over && count < step_limit; ++count) over = advance();
        flight_.end_s = t_;
        flight_.right_hand_sides = trial_.evaluations;
    }

  private:
    [[nodiscard]] State state() const { return unpack(x_); }
    [[nodiscard]] double measure_now(Watch::Quantity quantity) const {
        return measure(plan_, regime_, quantity, t_, state());
    }
    [[nodiscard]] double height_now() const { return measure_now(Watch::Quantity::height); }
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
                return height_now() >= value - near_.height_m;
            case SteeringSpan::End::air_speed_m_s:
                return measure_now(Watch::Quantity::air_speed) >= value - near_.speed_m_s;
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
        const double mach = measure_now(Watch::Quantity::mach);
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
                                                 : height_now() >= *plan_.shroud_height_m - near_.height_m;
            if (due) jettison_shroud();
        }
        if (t_ >= plan_.last_burnout_s) regime_.steering = -1;
        while (regime_.steering >= 0 && steering_is_over()) next_steering();
        find_drag_segment();
        refresh();
    }

    /// After any change of regime the derivative from before belongs to other dynamics: evaluate it anew.
    void refresh() {
        rate_ = trial_.derivative(regime_, t_, x_);
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
        if (cell.top_m < infinity)
            watches_.add({Change::air_up, Quantity::height, cell.top_m, 1, near_.height_m});
        if (cell.bottom_m > -infinity) {
            watches_.add({Change::air_down, Quantity::height, cell.bottom_m, -1, near_.height_m});
        }
        const DragCurve* curve = drag_curve();
        if (curve && cell.air.kind != AirLayer::Kind::vacuum) {
            const DragSegment& segment = (*curve)[index(regime_.drag_segment)];
            if (segment.mach_high < infinity) {
                watches_.add({Change::drag_up, Quantity::mach, segment.mach_high, 1, near_.mach});
            }
            if (segment.mach_low > 0) {
                watches_.add({Change::drag_down, Quantity::mach, segment.mach_low, -1, near_.mach});
            }
        }
        if (regime_.steering >= 0 && steering().end == SteeringSpan::End::height_m) {
            watches_.add({Change::steering, Quantity::height, steering().end_value, 1, near_.height_m});
        }
        if (regime_.steering >= 0 && steering().end == SteeringSpan::End::air_speed_m_s) {
            watches_.add({Change::steering, Quantity::air_speed, steering().end_value, 1, near_.speed_m_s});
        }
        if (regime_.shroud_on && plan_.shroud_height_m) {
            watches_.add({Change::shroud, Quantity::height, *plan_.shroud_height_m, 1, near_.height_m});
        }
    }

    /// Time until the height leaves the air cell, from speed and acceleration. Keeps trial steps from running
    /// far past an edge, where a layer's closed form means nothing.
    [[nodiscard]] double time_to_cell_edge() const {
        const State s = state();
        const Vec3<double> acceleration{rate_[3], rate_[4], rate_[5]};
        const auto [height, up] = height_and_up(plan_.earth, s.r_I);
        const double climb = up.dot(s.v_I);
        const double bend = up.dot(acceleration) + (s.v_I.squaredNorm() - climb * climb) / s.r_I.norm();
        const AirCell& cell = plan_.air[index(regime_.air)];
        double soonest = infinity;
        for (const double edge : {cell.bottom_m, cell.top_m}) {
            // gap = climb t + bend t^2 / 2; both roots in the form that does not cancel.
            const double gap = edge - height.m, discriminant = climb * climb + 2 * bend * gap;
            if (!std::isfinite(edge) || discriminant < 0 || std::fabs(gap) < near_.height_m) continue;
            const double q = climb + std::copysign(std::sqrt(discriminant), climb);
            for (const double root : {2 * gap / q, q / bend}) {
                if (root > 0) soonest = std::min(soonest, root);
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
        return {tolerance_.relative * constants::wgs84_equatorial_radius_m, tolerance_.relative * speed};
    }

    /// Finds a step length that keeps the local error, at most `longest`. @return 0 where there is none.
    double controlled_step(double longest) {
        double dt = longest;
        while (true) {
            const double error = trial_.take(regime_, t_, x_, rate_, dt, allowance());
            // Standard control of a fifth-order pair.
            const double factor = std::isfinite(error) ? 0.9 * std::pow(error, -0.2) : 0.25;
            if (error <= 1) {
                // A step cut short by a boundary says little about the next: it only ever lengthens it.
                want_s_ = std::max(dt < want_s_ ? want_s_ : 0.0, dt * std::clamp(factor, 0.2, 5.0));
                return dt;
            }
            ++flight_.rejected_steps;
            dt *= std::clamp(factor, 0.2, 0.9);
            want_s_ = dt;
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
            const State end = unpack(trial_.x_end);
            const double above = height_and_up(plan_.earth, end.r_I).height.m - ground_m_;
            if (std::fabs(above) <= impact_nearness_m) break;
            dt -= above / climb_rate(plan_.earth, end);
            trial_.take(regime_, t_, x_, rate_, dt, allowance());
        }
        return dt;
    }

    /// One accepted step. @return true at the end of the flight.
    bool advance() {
        const double left = boundary_s_ - t_;
        double longest = std::min({want_s_, left, 1.001 * time_to_cell_edge()});
        // No sliver before a boundary: two even steps instead of a long and a tiny one.
        if (longest < left && left < 2 * longest) longest = 0.5 * left;
        double dt = controlled_step(longest);
        if (dt == 0) return finish(Outcome::step_limit);
        std::optional<Crossing> crossing;
        if (may_cross(plan_, watches_, regime_, state(), t_ + dt, unpack(trial_.x_end))) {
            crossing = first_crossing(plan_, watches_, trial_.dense(regime_, t_, x_, rate_, t_ + dt));
            if (crossing) dt = land_on(*crossing);
        }
        if (dt > 0) accept(dt == left ? boundary_s_ : t_ + dt);
        if (crossing) return apply(crossing->watch.change);
        if (plan_.duration_s && t_ >= *plan_.duration_s) return finish(Outcome::duration_reached);
        if (t_ >= boundary_s_) enter_regime();
        return coast_is_over();
    }

    void accept(double end_s) {
        flight_.steps.push_back(trial_.dense(regime_, t_, x_, rate_, end_s));
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
        return false;
    }

    /// Free flight that will not come back: escape, or an orbit that lasts.
    bool coast_is_over() {
        if (span().end_s < infinity || span().burning || plan_.duration_s) return false;
        const State s = state();
        const FlightSummary::Orbit orbit = osculating(plan_.earth, s);
        if (std::isinf(orbit.period_s)) {
            const bool clear = plan_.air[index(regime_.air)].air.kind == AirLayer::Kind::vacuum;
            return clear && climb_rate(plan_.earth, s) > 0 && finish(Outcome::escaped);
        }
        // A revolution of the orbit it was released into: drag shortens the osculating one to minutes.
        if (revolution_by_s_ == infinity) revolution_by_s_ = t_ + orbit.period_s;
        const double lasting = plan_.has_air ? lasting_perigee_m : 0.0;
        const bool clear = orbit.perigee_m > lasting && height_now() > lasting;
        // Below that height a full revolution decides.
        return (clear || t_ > revolution_by_s_) && finish(Outcome::in_orbit);
    }

    const FlightPlan& plan_;
    Trajectory& flight_;
    const Tolerance tolerance_;
    const Nearness near_;
    TrialStep trial_;
    Regime regime_;
    Watches watches_;
    StateVector x_{}, rate_{};
    double t_ = 0, want_s_ = 1, boundary_s_ = infinity, ground_m_ = 0, revolution_by_s_ = infinity;
    std::size_t next_mark_ = 0;
};

/// When thrust first exceeds weight; empty where it does not before the first stage burns out.
std::optional<double> lift_off_time(const FlightPlan& plan) {
    const Vec3<double> r_E = to_earth_fixed(plan.earth, plan.start);
    const Vec3<double> up = east_north_up(plan.start).up;
    const double omega = plan.earth.rotation_rate_rad_s;
    const Vec3<double> centrifugal{omega * omega * r_E.x(), omega * omega * r_E.y(), 0};
    const double weight_per_kg = -(gravitation(plan.earth, r_E) + centrifugal).dot(up);
    const Vec3<double> v_E{-omega * r_E.y(), omega * r_E.x(), 0};
    for (std::size_t i = 0;
         i < plan.propulsion.size() && plan.propulsion[i].burning && plan.propulsion[i].stage <= 1; ++i) {
        Regime regime = pad_regime(plan, plan.propulsion[i].start_s);
        const auto excess = [&](double t) {
            const Forces<double> f = forces(plan, regime, t, r_E, v_E);
            return f.thrust - f.mass * weight_per_kg;
        };
        const double start = plan.propulsion[i].start_s, end = plan.propulsion[i].end_s;
        if (excess(start) > 0) return start;
        if (excess(end) <= 0) continue;
        std::uintmax_t evaluations = 100;
        const auto bracket = boost::math::tools::toms748_solve(
            excess, start, end, boost::math::tools::eps_tolerance<double>(50), evaluations);
        return bracket.second;
    }
    return std::nullopt;
}

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

Trajectory propagate(FlightPlan plan, Tolerance tolerance) {
    Trajectory flight;
    flight.plan = std::make_shared<const FlightPlan>(std::move(plan));
    const FlightPlan& p = *flight.plan;
    const Vec3<double> r_E = to_earth_fixed(p.earth, p.start);
    const double omega = p.earth.rotation_rate_rad_s;
    const State start{r_E, p.relative_velocity_E + Vec3<double>(-omega * r_E.y(), omega * r_E.x(), 0)};
    if (p.from_pad) {
        const std::optional<double> lift_off = lift_off_time(p);
        // Without lift-off the flight is over when the first stage has burnt out on the pad.
        const auto burnt_out =
            std::find_if(p.propulsion.begin(), p.propulsion.end(),
                         [](const PropulsionSpan& s) { return !s.burning || s.stage > 1; });
        flight.lift_off_s = lift_off.value_or(0);
        flight.end_s = burnt_out->start_s;
        flight.outcome = Outcome::lift_off_failed;
        for (const TimedMark& mark : p.marks) {
            if (mark.time_s < lift_off.value_or(flight.end_s)) {
                flight.events.push_back({mark.name, mark.time_s, flight.state(mark.time_s)});
            }
        }
        if (!lift_off) return flight;
    }
    flight.events.push_back(
        {p.from_pad ? event_names::lift_off : event_names::release, flight.lift_off_s, start});
    Propagator(p, tolerance, flight).fly(flight.lift_off_s, start);
    find_events(flight);
    return flight;
}

std::vector<Debris> propagate_debris(const Trajectory& flight, Tolerance tolerance) {
    std::vector<Debris> debris;
    for (const Event& event : flight.events) {
        if (event.body < 0) continue;
        const ReleasedBody& body = flight.plan->bodies[index(event.body)];
        FlightPlan plan = *flight.plan;  // the same Earth, air and start; nothing left to burn
        plan.from_pad = false;
        plan.propulsion = {{.start_s = event.time_s, .end_s = infinity, .mass_kg = body.mass_kg}};
        plan.drag.clear();
        if (body.ballistic_coefficient_kg_m2) {
            plan.drag = {{{0, infinity, body.mass_kg / *body.ballistic_coefficient_kg_m2, 0}}};
            plan.propulsion.front().drag = 0;
        }
        plan.steering.clear();
        plan.marks.clear();
        plan.bodies.clear();
        plan.shroud_mass_kg = plan.last_burnout_s = 0;
        plan.shroud_height_m = plan.shroud_time_s = plan.duration_s = std::nullopt;
        Trajectory fall;
        fall.plan = std::make_shared<const FlightPlan>(std::move(plan));
        fall.lift_off_s = flight.lift_off_s;
        Propagator(*fall.plan, tolerance, fall).fly(event.time_s, event.state);
        find_events(fall);
        debris.push_back({body, std::move(fall)});
    }
    return debris;
}

}  // namespace apogee
