#pragma once

#include "lanes/lane_start.h"
#include "lanes/lane_states.h"
#include "lanes/lane_summit.h"

namespace apogee::APOGEE_LANES {

/// Flies lanes step by step with error control and keeps them busy: each flies its own flight with its own
/// steps and takes the next one from the list when it is done.
class Flyer : LaneStates {
  public:
    explicit Flyer(const LaneWorld& world) : LaneStates(world) {}

    /// Flies those of this progress, each to its end or until it climbs or coasts above the air.
    void fly(LaneFlight* flights, int count, LaneFlight::Progress which) {
        int next = 0;
        unsigned busy = 0;
        which_ = which;
        for (int lane = 0; lane < Pack::lanes; ++lane) busy |= take_next(lane, flights, count, next);
        unsigned stale = busy, begun = busy;
        while (busy != 0) {
            evaluate(stale, begun);
            begun = stale = 0;
            if (done_ == 0) stale = cross_edges_behind(busy);
            if (done_ == 0 && stale == 0) stale = step(busy);
            for (unsigned done = done_; done != 0; done &= done - 1) {
                const int lane = __builtin_ctz(done);
                regimes.leave(lane);
                busy &= ~(1U << lane);
                search_ &= ~(1U << lane);
                const unsigned taken = take_next(lane, flights, count, next);
                busy |= taken;
                stale |= taken;
                begun |= taken;
            }
            stale &= busy;
            done_ = 0;
        }
    }

  private:
    unsigned take_next(int lane, LaneFlight* flights, int count, int& next) {
        while (next < count && flights[next].progress != which_) ++next;
        if (next == count) return 0;
        LaneFlight& f = flights[next++];
        regimes.begin(lane, f);
        t.set(lane, f.now.time_s);
        for (int i = 0; i < 3; ++i) {
            r[i].set(lane, f.now.r_I[i]);
            v[i].set(lane, f.now.v_I[i]);
        }
        control.wanted_s.set(lane, f.progress == LaneFlight::Progress::coasting ? 1000.0 : 10.0);
        control.last_s.set(lane, 0.0);
        control.last_factor.set(lane, 1.0);
        forced.set(lane, 0.0);
        mach_curvature.set(lane, 0.0);
        top_pressure.set(lane, f.pressure_Pa);
        steps.set(lane, f.steps);
        rejected.set(lane, f.rejected);
        delicate = delicate & !lanes_in(1U << lane);
        return 1U << lane;
    }

    /// Brings the lanes up to date whose regime has changed, then evaluates their states. At a flight's start
    /// and after every change of a span the segment of the drag curve is found by the Mach number.
    void evaluate(unsigned stale, unsigned begun) {
        if (stale == 0) return;
        unsigned landed = 0, searching = search_ | begun;
        search_ = 0;
        for (; begun != 0; begun &= begun - 1) {
            const int lane = __builtin_ctz(begun);
            if (begin(lane)) landed |= 1U << lane;
        }
        for (unsigned left = stale; left != 0; left &= left - 1) {
            const int lane = __builtin_ctz(left);
            const double height = start.height[lane] - regimes.flight[lane]->height_error_m;
            const RegimeState state{t[lane], height, start.air_speed[lane]};
            if (regimes.update(lane, state)) searching |= 1U << lane;
        }
        for (; searching != 0; searching &= searching - 1) {
            const int lane = __builtin_ctz(searching);
            regimes.find_segment(lane, start.air_speed[lane] / sound_at(lane));
        }
        start = select(lanes_in(stale), evaluate_state(regimes.plan, t, r, v), start);
        top_pressure = select(lanes_in(stale), max(top_pressure, start.pressure), top_pressure);
        for (; landed != 0; landed &= landed - 1) end(__builtin_ctz(landed), Outcome::landed);
        for (unsigned left = stale & ~done_; left != 0; left &= left - 1) look_ahead(__builtin_ctz(left));
    }

    /// Where a flight is taken up, before its state is evaluated. @return whether it lands there.
    [[nodiscard]] bool begin(int lane) {
        LaneFlight& f = *regimes.flight[lane];
        const LaneStart at = lane_start(regimes.world, f);
        start.height.set(lane, at.lane_height_m);
        start.air_speed.set(lane, at.air_speed_m_s);
        regimes.enter_layer(lane, at.layer);
        if (f.progress != LaneFlight::Progress::ready || f.steps > 0) return false;
        f.height_error_m = at.lane_height_m - at.height_m;
        regimes.load_steering(lane);
        if (starts_by_landing(f.plan, at.height_m, at.climb_m_s)) return true;
        if (!f.plan.from_pad && starts_at_summit(at.climb_m_s)) {
            f.note_summit(at.height_m, 0);
            f.summit_at_start = true;
        }
        return false;
    }

    /// The least of the times to the edges ahead. A guess: what it misses is found when the step is done.
    [[nodiscard]] INLINE Pack time_to_edge() const {
        const LaneRegimes& c = regimes;
        const auto ahead = [](const Pack& low, const Pack& high, const Pack& value, const Pack& rate,
                              const Pack& curvature) {
            const Mask up = rate > Pack(0.0);
            return time_to(select(up, high - value, value - low), abs(rate),
                           select(up, curvature, -curvature));
        };
        Pack soonest = ahead(c.low, c.high, start.height, start.climb, start.climb_rate);
        soonest = min(soonest, ahead(c.mach_low, c.mach_high, start.mach, start.mach_rate, mach_curvature));
        if (c.triggers) {
            soonest = min(soonest, time_to(c.height_trigger - start.height, start.climb, start.climb_rate));
            soonest =
                min(soonest, time_to(c.speed_trigger - start.air_speed, start.air_speed_rate, Pack(0.0)));
        }
        // Where it grazes an edge, the prediction is rounding.
        const Pack worth_a_step_s = min(Pack(1e-3), 0.01 * control.wanted_s);
        return select(soonest > worth_a_step_s, soonest, Pack(far));
    }

    /// How far behind its end a step may be moved.
    [[nodiscard]] static INLINE Pack latest_shift(const Pack& dt, const Pack& left) {
        return min(0.05 * dt, left - dt);
    }

    [[nodiscard]] INLINE Landing landing_of(const Pack& dt, const Pack& left) const {
        constexpr double height_m = 0.1, ground_m = 1e-4, mach = 1e-4;  // tolerances of a graze
        const LaneRegimes& c = regimes;
        const Rates& end = trial.end;
        const Pack per_dt = 1.0 / dt, latest = latest_shift(dt, left);
        Landing l;
        const StepCubic height(start.height, start.climb, end.height, end.climb, per_dt);
        l.consider(height, dt, latest, c.high, 1, height_m, Change::air_up);
        l.consider(height, dt, latest, c.low, -1, ground_m, Change::air_down);
        const StepCubic machs(start.mach, start.mach_rate, end.mach, end.mach_rate, per_dt);
        l.consider(machs, dt, latest, c.mach_high, 1, mach, Change::drag_up);
        l.consider(machs, dt, latest, c.mach_low, -1, mach, Change::drag_down);
        if (c.triggers) {
            l.consider(height, dt, latest, c.height_trigger, 1, ground_m, Change::shroud);
            const StepCubic speed(start.air_speed, start.air_speed_rate, end.air_speed, end.air_speed_rate,
                                  per_dt);
            l.consider(speed, dt, latest, c.speed_trigger, 1, ground_m, Change::steering);
        }
        return l;
    }

    [[nodiscard]] INLINE Allowance<Pack> allowed() const {
        const Mask down = regimes.falling & (start.climb < Pack(0.0));
        const Pack tolerance =
            select(down, Pack(regimes.world.fall_tolerance), Pack(regimes.world.relative_tolerance));
        return allowance(tolerance,
                         ErrorGrowth<Pack, Mask>{start.air_speed, start.air_speed_rate, start.height,
                                                 start.climb, regimes.gravity_turn, down});
    }

    /// Two edges in one place, or a start on an edge: goes over those that are already passed. @return the
    /// lanes whose state has to be evaluated anew.
    unsigned cross_edges_behind(unsigned busy) {
        const LaneRegimes& c = regimes;
        constexpr double on_edge_m = 1e-6, on_edge_mach = 1e-9, beyond_mach = 1e-4;
        // At rest it goes where it is accelerated. At lift-off thrust just equals weight, and the
        // acceleration is known to 1e-5 of gravity.
        constexpr double drifts_m_s2 = 1e-3;
        const Mask rests = abs(start.climb) <= Pack(at_rest_m_s);
        const Mask rises =
                       (start.climb > Pack(at_rest_m_s)) | (rests & (start.climb_rate > Pack(drifts_m_s2))),
                   sinks =
                       (start.climb < Pack(-at_rest_m_s)) | (rests & (start.climb_rate < Pack(-drifts_m_s2)));
        const Mask up = rises & (start.height > c.high - on_edge_m),
                   down = sinks & (start.height < c.low + on_edge_m);
        // Clearly beyond counts whatever the rate, which leaves out how the wind turns.
        const Mask faster = ((start.mach_rate > Pack(0.0)) & (start.mach > c.mach_high - on_edge_mach)) |
                            (start.mach > c.mach_high + beyond_mach),
                   slower = ((start.mach_rate < Pack(0.0)) & (start.mach < c.mach_low + on_edge_mach)) |
                            (start.mach < c.mach_low - beyond_mach);
        const Mask height = rises & (start.height > c.height_trigger - on_edge_m),
                   speed = start.air_speed > c.speed_trigger - on_edge_m;
        unsigned stale = 0;
        const auto cross_those = [&](const Mask& behind, Change change) {
            for (unsigned lanes = bits_of(behind) & busy & ~done_; lanes != 0; lanes &= lanes - 1) {
                const int lane = __builtin_ctz(lanes);
                edge.set(lane, static_cast<double>(change));
                cross(lane);
                stale |= 1U << lane;
                busy &= ~(1U << lane);  // one at a time: the next is looked at when its state is known
            }
        };
        if (!any(up | down | faster | slower | height | speed)) return 0;
        cross_those(up, Change::air_up);
        cross_those(down, Change::air_down);
        cross_those(faster, Change::drag_up);
        cross_those(slower, Change::drag_down);
        cross_those(height, Change::shroud);
        cross_those(speed, Change::steering);
        return stale;
    }

    /// A trigger is met exactly: a delay there costs at first order, and an end that is moved far is
    /// interpolated.
    /// @return those of the landing lanes whose step is taken again, up to the trigger
    [[nodiscard]] static unsigned inexact_triggers(unsigned landing_lanes, const Landing& landing,
                                                   const Pack& dt) {
        constexpr double delay_s = 1e-4;
        unsigned inexact = 0;
        for (; landing_lanes != 0; landing_lanes &= landing_lanes - 1) {
            const int lane = __builtin_ctz(landing_lanes);
            const double shift = landing.shift[lane];
            const bool trigger = landing.edge[lane] >= static_cast<double>(Change::steering);
            if (trigger && (shift > delay_s || shift < -delay_s) && dt[lane] + shift > delay_s)
                inexact |= 1U << lane;
        }
        return inexact;
    }

    /// Where a step is moved to the ground, which is a result: on the cubic of the height, not on a parabola.
    void meet_ground(unsigned landing_lanes, Landing& landing, const Pack& dt, const Pack& latest) const {
        for (; landing_lanes != 0; landing_lanes &= landing_lanes - 1) {
            const int lane = __builtin_ctz(landing_lanes);
            if (landing.edge[lane] != static_cast<double>(Change::air_down) ||
                regimes.below(lane) != Change::impact)
                continue;
            const double whole = dt[lane], ground = regimes.low[lane];
            const Cubic<double> height(start.height[lane], start.climb[lane], trial.end.height[lane],
                                       trial.end.climb[lane], whole);
            double s = 1 + landing.shift[lane] / whole;
            for (int i = 0; i < 3; ++i) s -= (height.at(s) - ground) / height.slope(s);
            // Not beyond what the parabola was allowed: the end of the regime may be near.
            if (s >= 0.75 && s <= 1 + latest[lane] / whole) landing.shift.set(lane, (s - 1) * whole);
        }
    }

    /// One trial step in every lane. @return the lanes whose regime has changed.
    unsigned step(unsigned busy) {
        const Pack left = regimes.boundary - t;
        const Pack free = step_before(Pack(min(left, time_to_edge())), control.wanted_s);
        const Pack dt = select(forced > Pack(0.0), min(forced, left), free);
        trial.take(regimes.plan, t, r, v, start.acceleration_I, dt, allowed());

        Landing landing = landing_of(dt, left);
        const Pack error = trial.error;
        const Mask small = error <= Pack(1.0), late = landing.shift < -0.25 * dt;
        const Pack factor = control.factor(error);

        const Mask flying = lanes_in(busy);
        Mask good = small & !late & !landing.astray & flying, lands = good & (landing.shift < Pack(far));
        const Mask arrives = good & !lands & (dt == left);

        // What a rejected step says about the next one.
        Pack retry = select(small, dt, control.shorter(dt, factor));
        // At most ten times shorter: from far beyond an edge its place is only guessed.
        const Pack to_edge = select(landing.shift > -dt, max(dt + landing.shift, 0.1 * dt), 0.5 * dt);
        retry = select(late, min(retry, to_edge), retry);
        retry = select(landing.astray, min(retry, 0.5 * dt), retry);
        if (const unsigned early = regimes.triggers ? inexact_triggers(bits_of(lands), landing, dt) : 0;
            early != 0) {
            const Mask again = lanes_in(early);
            retry = select(again, dt + landing.shift, retry);
            good = good & !again;
            lands = lands & !again;
        }
        if (const unsigned landing_lanes = bits_of(lands); landing_lanes != 0)
            meet_ground(landing_lanes, landing, dt, latest_shift(dt, left));
        const Pack next = control.longer(dt, factor);
        control.last_s = select(good, dt, control.last_s);
        control.last_factor = select(good, factor, control.last_factor);
        control.wanted_s =
            select(good, next, select(flying, select(small, control.wanted_s, retry), control.wanted_s));
        forced = select(good, Pack(0.0), retry);
        steps += select(good, Pack(1.0), Pack(0.0));
        rejected += select(good, Pack(0.0), Pack(1.0));

        const unsigned landed = bits_of(lands), arrived = bits_of(arrives);
        // The cubic's second derivative at the end.
        const Pack per_dt = 1.0 / dt;
        const Pack curvature = (6.0 * per_dt * (start.mach - trial.end.mach) + 2.0 * start.mach_rate +
                                4.0 * trial.end.mach_rate) *
                               per_dt;
        mach_curvature = select(good, curvature, mach_curvature);
        if (landed != 0) trial.shorten(lands, r, v, start, dt, landing.shift);
        note_extrema(good, select(lands, dt + landing.shift, dt));
        const unsigned past_perigee =
            bits_of(good & (start.climb < Pack(0.0)) & (trial.end.climb >= Pack(0.0)));
        t = select(lands, t + (dt + landing.shift),
                   select(arrives, regimes.boundary, select(good, t + dt, t)));
        for (int i = 0; i < 3; ++i) {
            r[i] = select(good, trial.r[i], r[i]);
            v[i] = select(good, trial.v[i], v[i]);
        }
        start = select(good, trial.end, start);
        delicate = delicate | (flying & is_delicate(start.height, start.climb, Pack(v.squaredNorm())));
        edge = landing.edge;
        const unsigned near = bits_of(abs(landing.shift) <= 0.1 * dt);
        unsigned stale = arrived | (landed & ~near);
        for (unsigned lanes = landed; lanes != 0; lanes &= lanes - 1) {
            const int lane = __builtin_ctz(lanes);
            if (!cross(lane)) stale |= 1U << lane;
            if ((stale >> lane & 1U) == 0) look_ahead(lane);
        }
        for (unsigned lanes = arrived; lanes != 0; lanes &= lanes - 1) arrive(__builtin_ctz(lanes));
        for (unsigned lanes = past_perigee & ~done_; lanes != 0; lanes &= lanes - 1)
            decide_free_flight(__builtin_ctz(lanes));
        give_up(busy, dt);
        return stale;
    }

    /// The summit and the greatest dynamic pressure of the step that has just been taken.
    void note_extrema(Mask good, const Pack& dt) {
        const unsigned turned = bits_of(good & turns_down(start.climb, trial.end.climb));
        Mask peaks = good & (start.pressure_rate >= Pack(0.0)) & (trial.end.pressure_rate < Pack(0.0));
        // On the way down from a summit a peak is no figure.
        if (any(peaks & regimes.falling & (start.climb <= Pack(0.0))))
            peaks = peaks & ((!regimes.falling) | (start.climb > Pack(0.0)) | lanes_in(without_summit()));
        if (turned != 0) note_summits(turned, dt);
        Pack greatest{0.0};
        if (any(peaks)) greatest = peak_before(peaks, Pack(1.0), trial.end, dt);
        top_pressure = select(peaks, max(top_pressure, greatest), top_pressure);
        top_pressure = select(good, max(top_pressure, trial.end.pressure), top_pressure);
    }
    /// The lanes whose flight has had no summit, or began at it.
    [[nodiscard]] unsigned without_summit() const {
        unsigned lanes = 0;
        for (int lane = 0; lane < Pack::lanes; ++lane) {
            const LaneFlight* f = regimes.flight[lane];
            if (f && (f->summit_at_start || f->summit_m <= LaneFlight::no_summit_m)) lanes |= 1U << lane;
        }
        return lanes;
    }
    void note_summits(unsigned turned, const Pack& dt) {
        const Earth& earth = regimes.world.earth;
        const HeightRates<Pack> before = exact_height_rates(earth, r, v, start.acceleration_I);
        const HeightRates<Pack> after = exact_height_rates(earth, trial.r, trial.v, trial.end.acceleration_I);
        Pack summit{0.0}, height{0.0}, pressure = top_pressure;
        for (unsigned lanes = turned; lanes != 0; lanes &= lanes - 1) {
            const int lane = __builtin_ctz(lanes);
            const Turn turn = summit_within(of_lane(before, lane), of_lane(after, lane), dt[lane]);
            summit.set(lane, turn.fraction);
            height.set(lane, turn.height_m);
        }
        if (any(lanes_in(turned) & (max(start.pressure, trial.end.pressure) > Pack(min_pressure_Pa)))) {
            // A slow vehicle may have its greatest pressure and its least in one step.
            const Rates at = state_within(dt, summit);
            pressure = max(max(pressure, at.pressure), peak_before(lanes_in(turned), summit, at, dt));
        }
        for (unsigned lanes = turned; lanes != 0; lanes &= lanes - 1) {
            const int lane = __builtin_ctz(lanes);
            regimes.flight[lane]->note_summit(height[lane], pressure[lane]);
        }
    }
    /// The state at a fraction of the step that has just been taken.
    [[nodiscard]] Rates state_within(const Pack& dt, const Pack& s) const {
        const StateWithin at(r, v, start.acceleration_I, trial.r, trial.v, trial.end.acceleration_I, dt, s);
        return evaluate_state(regimes.plan, Pack(t + s * dt), at.r, at.v);
    }
    /// The peak of the dynamic pressure between the step's start and a fraction of it, where it falls: a
    /// cubic over a long step is some per mille off, or more, so the state at its peak is evaluated and the
    /// bracket made shorter.
    [[nodiscard]] Pack peak_before(Mask where, Pack high, const Rates& end, const Pack& dt) const {
        constexpr int rounds = 3;
        constexpr double known_to = 2e-3;
        Pack low{0.0}, low_value = start.pressure, low_rate = start.pressure_rate, high_value = end.pressure,
                       high_rate = end.pressure_rate, greatest{0.0};
        for (int round = 0; round < rounds; ++round) {
            const Pack width = high - low;
            const Cubic<Pack> between(low_value, low_rate, high_value, high_rate, width * dt);
            // From rest neither the pressure nor its rate is there yet.
            const Pack s = low + width * min(max(between.turning_point(), Pack(0.05)), Pack(1.0));
            const Rates here = state_within(dt, s);
            const Pack missed = abs(between.at(Pack((s - low) / max(width, Pack(1e-12)))) - here.pressure);
            const Mask later = here.pressure_rate > Pack(0.0);
            // A lane that is done takes no part, or its result would depend on its neighbours.
            greatest = select(where, max(greatest, here.pressure), greatest);
            where = where & (missed > known_to * here.pressure);
            if (!any(where)) break;
            low = select(later, s, low);
            low_value = select(later, here.pressure, low_value);
            low_rate = select(later, here.pressure_rate, low_rate);
            high = select(later, high, s);
            high_value = select(later, high_value, here.pressure);
            high_rate = select(later, high_rate, here.pressure_rate);
        }
        return greatest;
    }
    static HeightRates<double> of_lane(const HeightRates<Pack>& all, int lane) {
        return {all.height[lane], all.climb[lane], all.climb_rate[lane]};
    }

    void give_up(unsigned busy, const Pack& dt) {
        const Mask lost =
            (steps + rejected > Pack(static_cast<double>(regimes.world.step_limit))) | (t + dt <= t);
        for (unsigned lanes = bits_of(lost & lanes_in(busy & ~done_)); lanes != 0; lanes &= lanes - 1)
            finish(__builtin_ctz(lanes), LaneFlight::Progress::doubtful);
    }

    Trial trial;
    Pack forced{0.0};
};

}  // namespace apogee::APOGEE_LANES
