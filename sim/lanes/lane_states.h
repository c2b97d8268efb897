#pragma once

#include <Eigen/Geometry>

#include "flight/figures.h"
#include "lanes/lane_landing.h"
#include "lanes/lane_thin.h"

namespace apogee::APOGEE_LANES {

/// The states of a pack's lanes, and what follows where a step has ended on an edge or a boundary: flight/
/// decides, and is asked lane by lane.
class LaneStates {
  protected:
    explicit LaneStates(const LaneWorld& world) : regimes(world) {
        r = v = Vec::Zero();
        r[0] = Pack(world.earth.equatorial_radius_m);
        start = evaluate_state(regimes.plan, t, r, v);
    }

    [[nodiscard]] double sound_at(int lane) const {
        const LaneLayer& layer = regimes.layer(lane);
        return polynomial(layer.sound_m_s, layer.scaled(start.height[lane]));
    }

    /// Goes over an edge. @return whether forces are continuous there: what is known of the state stays true.
    bool cross(int lane) {
        Change change = static_cast<Change>(static_cast<int>(edge[lane]));
        if (change == Change::air_down) change = regimes.below(lane);
        if (change == Change::impact) {
            end(lane, Outcome::landed);
            return false;
        }
        if (change == Change::air_up && regimes.leaves_air[lane]) {
            finish(lane, LaneFlight::Progress::climbing);
            return false;
        }
        if (change == Change::shroud) change = regimes.at_height_trigger(lane);
        const bool from_vacuum = regimes.layer(lane).vacuum;
        const double slope = (*regimes.plan.drag).slope_m2[lane];
        regimes.cross(lane, change, t[lane]);
        if (change == Change::drag_up || change == Change::drag_down) {
            // The drag's slope jumps and with it the Mach number's second derivative.
            const LaneSpan& span = *regimes.plan.propulsion;
            const double mass = mass_in(span, Pack(t - span.start_s))[lane];
            const double jump = (*regimes.plan.drag).slope_m2[lane] - slope;
            const double sound = sound_at(lane);
            mach_curvature.set(lane, mach_curvature[lane] - start.pressure[lane] * jump *
                                                                start.mach_rate[lane] / (mass * sound));
            return true;
        }
        if (change != Change::air_up && change != Change::air_down) return false;
        const LaneLayer& layer = regimes.layer(lane);
        if (from_vacuum) search_ |= 1U << lane;  // there no event follows the Mach number
        if (layer.vacuum && regimes.falls(lane)) decide_free_flight(lane);
        // The wind's shear is another one: what it does to the rates is evaluated.
        if (from_vacuum || layer.vacuum || regimes.world.has_wind) return false;
        // Density and the speed of sound go on at other rates.
        const double x = layer.scaled(start.height[lane]), x_rate = start.climb[lane] / layer.half_width_m;
        const double sound = sound_at(lane);
        const double sound_rate = polynomial_slope(layer.sound_m_s, x) * x_rate;
        start.mach_rate.set(lane, (start.air_speed_rate[lane] - start.mach[lane] * sound_rate) / sound);
        start.pressure_rate.set(
            lane, start.pressure[lane] * (polynomial_slope(layer.ln_density, x) * x_rate +
                                          2 * start.air_speed_rate[lane] / start.air_speed[lane]));
        return true;
    }

    void arrive(int lane) {
        LaneFlight& f = *regimes.flight[lane];
        control.last_s.set(lane, 0.0);
        if (t[lane] == f.plan.last_burnout_s && f.plan.from_pad) write(lane, f.burnout);
        if (const auto outcome = timed_outcome(f.plan, t[lane], f.revolution_end_s)) end(lane, *outcome);
    }

    /// Above the air a flight goes on in long steps.
    void look_ahead(int lane) {
        LaneFlight& f = *regimes.flight[lane];
        if (!regimes.falls(lane)) return leave_air(lane);
        if (!f.falls_freely) {
            f.falls_freely = true;
            const FallingBody free = free_flight(lane);
            f.revolution_end_s = revolution_end_s(regimes.world.earth, f.plan, free, t[lane]);
            regimes.load_boundary(lane);
            decide_free_flight(lane);
        }
        if ((done_ >> lane & 1U) == 0) begin_coast(lane);
    }

    [[nodiscard]] FallingBody free_flight(int lane) const {
        FallingBody free;
        for (int i = 0; i < 3; ++i) {
            free.r_I[i] = r[i][lane];
            free.v_I[i] = v[i][lane];
        }
        free.climb_m_s = start.climb[lane];
        free.in_air = !regimes.layer(lane).vacuum;
        return free;
    }

    void decide_free_flight(int lane) {
        if (!regimes.falls(lane)) return;
        const auto outcome =
            free_flight_outcome(regimes.world.earth, regimes.flight[lane]->plan, free_flight(lane));
        if (outcome) end(lane, *outcome);
    }

    /// Under thrust: from where the drag to come takes less than 5 um/s.
    void leave_air(int lane) {
        constexpr double allowed_m_s = 5e-6, scale_height_m = 3e4, lowest_m = 6e4;
        const LaneFlight& f = *regimes.flight[lane];
        const LaneWorld& world = regimes.world;
        const double climb = start.climb[lane], speed = start.air_speed[lane];
        // Where the dynamic pressure still grows, its peak is ahead.
        const bool before_peak = start.pressure_rate[lane] > 0 && !regimes.layer(lane).vacuum;
        // Thrust that follows the air velocity follows the wind, too, however thin the air.
        const bool follows_wind = world.has_wind && turns_with_gravity(f.plan, regimes.regime[lane]);
        if (world.robust || start.height[lane] < lowest_m || !(climb > 0) || before_peak || follows_wind ||
            f.plan.duration_s < far || waits_for_state(f.plan, regimes.regime[lane]))
            return;
        const double to_come = drag_per_density(f, regimes.regime[lane].propulsion, t[lane]) * speed * speed /
                               climb * scale_height_m;
        const double floor = thin_above(world, allowed_m_s / to_come);
        if (start.height[lane] >= floor)
            finish(lane, LaneFlight::Progress::climbing);
        else
            regimes.leave_air_at(lane, floor);
    }

    /// Free flight without air: from where it goes up or far above the air.
    void begin_coast(int lane) {
        LaneFlight& f = *regimes.flight[lane];
        const LaneWorld& world = regimes.world;
        // Once is enough, and a flight that stops at a time or waits for a height is followed step by step.
        if (world.robust || which_ == LaneFlight::Progress::coasting || f.plan.duration_s < far ||
            regimes.regime[lane].shroud_on)
            return;
        // The speed that it will have at the ground: it may start from rest.
        const double radius = __builtin_sqrt(Pack(r.squaredNorm())[lane]), height = start.height[lane];
        const double gained = 2 * world.earth.gm_m3_s2 * (1 / world.earth.polar_radius_m() - 1 / radius);
        const double speed = __builtin_sqrt(Pack(v.squaredNorm())[lane] + gained);
        const double entry = entry_m(world, f, regimes.regime[lane].propulsion, t[lane], speed);
        // Down to the air it must get, and steeply.
        constexpr double below_entry_m = 100e3, far_above_m = 50e3;
        const double perigee_m =
            perigee_radius_m(world.earth, free_flight(lane)) - world.earth.equatorial_radius_m;
        if (height < entry || perigee_m > entry - below_entry_m) return;
        f.entry_m = entry;
        if (start.climb[lane] > 0 || height > entry + far_above_m)
            finish(lane, LaneFlight::Progress::coasting);
    }

    void write(int lane, LanePoint& point) const {
        point.time_s = t[lane];
        for (int i = 0; i < 3; ++i) {
            point.r_I[i] = r[i][lane];
            point.v_I[i] = v[i][lane];
        }
    }

    /// Ends a flight; the fast path vouches for no metre of one whose errors may have grown.
    void end(int lane, Outcome outcome) {
        LaneFlight& f = *regimes.flight[lane];
        f.outcome = outcome;
        const bool grown = (bits_of(delicate) >> lane & 1U) != 0;
        const bool vouched = regimes.world.robust || !needs_tight(grown, t[lane] - f.start_s);
        finish(lane, vouched ? LaneFlight::Progress::ended : LaneFlight::Progress::ended_roughly);
    }

    void finish(int lane, LaneFlight::Progress progress) {
        LaneFlight& f = *regimes.flight[lane];
        f.progress = progress;
        write(lane, f.now);
        f.regime = regimes.regime[lane];
        f.pressure_Pa = top_pressure[lane];
        f.steps = static_cast<int>(steps[lane]);
        f.rejected = static_cast<int>(rejected[lane]);
        done_ |= 1U << lane;
    }

    LaneRegimes regimes;
    Rates start;  ///< of the next step
    Vec r, v;
    StepControl<Pack> control;
    Pack t{0.0}, mach_curvature{0.0}, edge{0.0};
    Pack top_pressure{0.0}, steps{0.0}, rejected{0.0};
    Mask delicate{};
    unsigned done_ = 0;    ///< lanes whose flight has ended here
    unsigned search_ = 0;  ///< lanes whose segment of the drag curve has to be found anew
    LaneFlight::Progress which_ = LaneFlight::Progress::ready;
};

}  // namespace apogee::APOGEE_LANES
