#pragma once

#include "lanes/lane_regimes.h"

namespace apogee::APOGEE_LANES {

/// Ascent above the air, to the end of everything timed: thrust and gravitation are smooth there between the
/// plan's times, so steps are long: the modified midpoint rule, extrapolated over 2, 4 ... 10 substeps.
/// Source: Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I (2nd ed., 1993), section II.9.
class Climb {
  public:
    explicit Climb(const LaneWorld& world) : regimes(world) {
        static_cast<Earth&>(plan.earth) = world.earth;
        r = v = Vec::Zero();
        r[0] = Pack(world.earth.equatorial_radius_m);
    }

    /// Flies those that climb: they end as `ready` to fall freely.
    void fly(LaneFlight* flights, int count) {
        int next = 0;
        unsigned busy = 0;
        for (int lane = 0; lane < Pack::lanes; ++lane) busy |= take_next(lane, flights, count, next);
        while (busy != 0) {
            step(lanes_in(busy));
            for (unsigned lanes = busy; lanes != 0; lanes &= lanes - 1) {
                const int lane = __builtin_ctz(lanes);
                if (goes_on(lane)) continue;
                regimes.leave(lane);
                if (take_next(lane, flights, count, next) == 0) busy &= ~(1U << lane);
            }
        }
    }

  private:
    unsigned take_next(int lane, LaneFlight* flights, int count, int& next) {
        while (next < count && flights[next].progress != LaneFlight::Progress::climbing) ++next;
        if (next == count) return 0;
        LaneFlight& f = flights[next++];
        regimes.begin(lane, f);
        t.set(lane, f.now.time_s);
        for (int i = 0; i < 3; ++i) {
            r[i].set(lane, f.now.r_I[i]);
            v[i].set(lane, f.now.v_I[i]);
        }
        update(lane);
        return 1U << lane;
    }

    /// Only the clock changes a regime up here.
    void update(int lane) {
        const double above_all_m = regimes.world.air[regimes.world.layers - 1].bottom_m;
        regimes.update(lane, {t[lane], above_all_m, 0});
        plan.frame = regimes.plan.frame;
        plan.propulsion = regimes.plan.propulsion;
        plan.steering = regimes.plan.steering;
        plan.earth.needs_up = regimes.plan.steering.value.any_local;
    }

    /// After a step. @return false where the lane's flight has ended here.
    bool goes_on(int lane) {
        LaneFlight& f = *regimes.flight[lane];
        const bool doubtful = (bits_of(rough) >> lane & 1U) != 0;
        if (t[lane] < regimes.boundary[lane] && !doubtful) return true;
        if (t[lane] == f.plan.last_burnout_s) write(lane, f.burnout);
        if (!doubtful) {
            update(lane);
            if (!regimes.falls(lane)) return true;
        }
        f.progress = doubtful ? LaneFlight::Progress::doubtful : LaneFlight::Progress::ready;
        f.regime = regimes.regime[lane];
        write(lane, f.now);
        return false;
    }

    void write(int lane, LanePoint& point) const {
        point.time_s = t[lane];
        for (int i = 0; i < 3; ++i) {
            point.r_I[i] = r[i][lane];
            point.v_I[i] = v[i][lane];
        }
    }

    /// One step in every lane: to the boundary, in as many even steps of ln mass as that asks for.
    void step(Mask flying) {
        constexpr double longest_ln_mass = 0.5, longest_motion = 0.3;
        const Pack left = select(flying, regimes.boundary - t, Pack(0.0));
        const Pack mass = mass_at(plan, Regime{}, t), then = mass_at(plan, Regime{}, Pack(t + left));
        const Pack ln_mass = log(mass / then);
        const Pack radius2 = r.squaredNorm();
        const Pack motion = left * sqrt(plan.earth.gm_m3_s2 / (radius2 * sqrt(radius2)));
        const Pack asked = max(ln_mass * (1.0 / longest_ln_mass), motion * (1.0 / longest_motion));
        const Pack steps =
            max((asked + (elementary::detail::rounder + 0.5)) - elementary::detail::rounder, Pack(1.0));
        const Mask last = steps == Pack(1.0);
        const Pack share = select(ln_mass > Pack(1e-3),
                                  (1.0 - exp(-(ln_mass / steps))) / (1.0 - exp(-ln_mass)), 1.0 / steps);
        extrapolate(select(last, left, left * share), flying);
        t = select(flying & last, regimes.boundary, t + select(last, Pack(0.0), left * share));
    }

    [[gnu::noinline, gnu::flatten]] static Vec acceleration_at(const AirlessPlan& plan, const Pack& t,
                                                               const Vec& r, const Vec& v) {
        return forces(plan, Regime{}, t, r, v).acceleration_I;
    }

    void extrapolate(const Pack& dt, Mask flying) {
        constexpr int rows = 5;
        Vec position[rows], velocity[rows];
        const Vec a0 = acceleration_at(plan, t, r, v);
        Pack error{0.0};
        for (int j = 0; j < rows; ++j) {
            const int n = 2 * (j + 1);
            const Pack h = dt * (1.0 / n), h2 = 2.0 * h;
            Vec dr = v * h, dv = a0 * h, dr_before = Vec::Zero(), dv_before = Vec::Zero();
            for (int k = 1; k < n; ++k) {
                const Vec a = acceleration_at(plan, t + k * h, Vec(r + dr), Vec(v + dv));
                const Vec dr_next = dr_before + (v + dv) * h2, dv_next = dv_before + a * h2;
                dr_before = dr;
                dv_before = dv;
                dr = dr_next;
                dv = dv_next;
            }
            // Aitken and Neville, in place, as in Coast::extrapolate.
            for (int k = 0; k < j; ++k) {
                const double ratio = double(j + 1) / (j - k), weight = 1.0 / (ratio * ratio - 1);
                const Vec dp = (dr - position[k]) * Pack(weight), du = (dv - velocity[k]) * Pack(weight);
                position[k] = dr;
                velocity[k] = dv;
                dr += dp;
                dv += du;
                if (j == rows - 1 && k == j - 1)
                    for (int i = 0; i < 3; ++i) error = max(error, max(abs(dp[i]), abs(du[i]) * 1000.0));
            }
            position[j] = dr;
            velocity[j] = dv;
        }
        r += position[rows - 1];
        v += velocity[rows - 1];
        rough = flying & !((error < Pack(1.0)) & (r.dot(v) > Pack(0.0)));
    }

    LaneRegimes regimes;
    AirlessPlan plan;
    Vec r, v;
    Pack t{0.0};
    Mask rough{};
};

}  // namespace apogee::APOGEE_LANES
