#pragma once

#include "flight/cubic.h"
#include "flight/dormand_prince.h"
#include "flight/step_control.h"
#include "lanes/lane_plan.h"

namespace apogee::APOGEE_LANES {

inline constexpr double far = 1e300;  ///< an edge that is never reached

using Rates = StateRates<Pack>;

INLINE Rates select(Mask m, const Rates& yes, const Rates& no) {
    Rates s;
    for (int i = 0; i < 3; ++i) s.acceleration_I[i] = select(m, yes.acceleration_I[i], no.acceleration_I[i]);
    s.height = select(m, yes.height, no.height);
    s.climb = select(m, yes.climb, no.climb);
    s.climb_rate = select(m, yes.climb_rate, no.climb_rate);
    s.mach = select(m, yes.mach, no.mach);
    s.mach_rate = select(m, yes.mach_rate, no.mach_rate);
    s.air_speed = select(m, yes.air_speed, no.air_speed);
    s.air_speed_rate = select(m, yes.air_speed_rate, no.air_speed_rate);
    s.pressure = select(m, yes.pressure, no.pressure);
    s.pressure_rate = select(m, yes.pressure_rate, no.pressure_rate);
    return s;
}

// Not inlined: six copies in a step would only wait for each other in the instruction cache. Flattened: what
// is not asked for in the end is not computed.
[[gnu::noinline, gnu::flatten]] inline Vec acceleration(const LanePlan& plan, const Pack& t, const Vec& r,
                                                        const Vec& v) {
    return forces(plan, Regime{}, t, r, v).acceleration_I;
}

/// What a state looks like: acceleration, what edges are compared with, and how fast that changes.
[[gnu::noinline, gnu::flatten]] inline Rates evaluate_state(const LanePlan& plan, const Pack& t, const Vec& r,
                                                            const Vec& v) {
    const Forces<Pack> f = forces(plan, Regime{}, t, r, v);
    const HeightRates<Pack> height =
        series_height_rates(plan.earth, f.above.height.m, r, v, f.acceleration_I);
    return state_rates(plan, Regime{}, f, height, v);
}

/// sum of weight[i] x a_I[i].
template <std::size_t count>
INLINE Vec weighted(const dormand_prince::Row& weight, const Vec (&a_I)[dormand_prince::stages]) {
    Vec sum = Vec::Zero();
    bool empty = true;
#pragma GCC unroll 8
    for (std::size_t j = 0; j < count; ++j) {
        if (weight[j] == 0) continue;
        for (int i = 0; i < 3; ++i)
            sum[i] = empty ? Pack(weight[j] * a_I[j][i]) : Pack(sum[i] + weight[j] * a_I[j][i]);
        empty = false;
    }
    return sum;
}

/// One trial step of Dormand-Prince with everything frozen, each lane with its own length.
struct Trial {
    Vec r, v;  ///< at the end
    Rates end;
    Pack error;  ///< largest local error over its allowance
    Vec a[dormand_prince::stages];

    template <std::size_t stage>
    INLINE void take_stage(const LanePlan& plan, const Pack& t, const Vec& r0, const Vec& v0,
                           const Pack& dt) {
        namespace M = dormand_prince;
        r = r0 + v0 * Pack(M::node[stage] * dt) + weighted<stage>(M::position_a[stage], a) * Pack(dt * dt);
        v = v0 + weighted<stage>(M::a[stage], a) * dt;
        const Pack at = t + M::node[stage] * dt;
        if constexpr (stage + 1 < M::stages) {
            a[stage] = acceleration(plan, at, r, v);
        } else {
            end = evaluate_state(plan, at, r, v);
            a[stage] = end.acceleration_I;
        }
    }

    INLINE void take(const LanePlan& plan, const Pack& t, const Vec& r0, const Vec& v0, const Vec& a0,
                     const Pack& dt, const Allowance<Pack>& allowed) {
        namespace M = dormand_prince;
        a[0] = a0;
        take_stage<1>(plan, t, r0, v0, dt);
        take_stage<2>(plan, t, r0, v0, dt);
        take_stage<3>(plan, t, r0, v0, dt);
        take_stage<4>(plan, t, r0, v0, dt);
        take_stage<5>(plan, t, r0, v0, dt);
        take_stage<6>(plan, t, r0, v0, dt);
        const Vec r_error = weighted<7>(M::position_error, a) * Pack(dt * dt / allowed.position_m);
        const Vec v_error = weighted<7>(M::error, a) * Pack(dt / allowed.speed_m_s);
        error = Pack(0.0);
        for (int i = 0; i < 3; ++i) error = max(error, max(abs(r_error[i]), abs(v_error[i])));
        // A comparison skips NaN, a sum does not.
        error = error + (r[0] + r[1] + r[2] + v[0] + v[1] + v[2]) * 0.0;
    }

    /// Moves the end by `shift`, which is small, by the method's continuous extension; the rest of what is
    /// known of it by cubics.
    INLINE void shorten(Mask where, const Vec& r0, const Vec& v0, const Rates& start, const Pack& dt,
                        const Pack& shift) {
        namespace M = dormand_prince;
        const Pack per_dt = 1.0 / dt, theta = 1.0 + shift * per_dt, rest = 1.0 - theta, dt2 = dt * dt;
        const Vec r4 = weighted<7>(M::position_dense, a) * dt2, v4 = weighted<7>(M::dense, a) * dt;
        for (int i = 0; i < 3; ++i) {
            const Piece place(r0[i], r[i], dt * v0[i], dt * v[i], r4[i]),
                speed(v0[i], v[i], dt * a[0][i], dt * a[6][i], v4[i]);
            r[i] = select(where, place.at(theta, rest), r[i]);
            v[i] = select(where, speed.at(theta, rest), v[i]);
            end.acceleration_I[i] =
                select(where, speed.slope_at(theta, rest) * per_dt, end.acceleration_I[i]);
        }
        const Pack s = select(where, shift, Pack(0.0));
        end.height += s * (end.climb + 0.5 * s * end.climb_rate);
        end.climb += s * end.climb_rate;
        const auto move = [&](Pack& value, Pack& rate, const Pack& value0, const Pack& rate0) {
            // Along the cubic: its second and third derivative at the end.
            const Pack fall = 6.0 * per_dt * (value0 - value);
            const Pack curve = (fall + 2.0 * rate0 + 4.0 * rate) * per_dt;
            const Pack bend = (2.0 * fall + 6.0 * (rate0 + rate)) * per_dt * per_dt;
            value += s * (rate + s * (0.5 * curve + (1.0 / 6) * s * bend));
            rate += s * (curve + 0.5 * s * bend);
        };
        move(end.mach, end.mach_rate, start.mach, start.mach_rate);
        move(end.air_speed, end.air_speed_rate, start.air_speed, start.air_speed_rate);
        move(end.pressure, end.pressure_rate, start.pressure, start.pressure_rate);
    }

  private:
    /// The extension in one component.
    struct Piece {
        Pack start, change, bow, bend, high;
        INLINE Piece(const Pack& y0, const Pack& y1, const Pack& dt_f0, const Pack& dt_f1, const Pack& fourth)
            : start(y0), change(y1 - y0), bow(dt_f0 - change), bend(change - dt_f1 - bow), high(fourth) {}
        [[nodiscard]] INLINE Pack at(const Pack& theta, const Pack& rest) const {
            return start + theta * (change + rest * (bow + theta * (bend + rest * high)));
        }
        [[nodiscard]] INLINE Pack slope_at(const Pack& theta, const Pack& rest) const {
            const Pack inner = bow + theta * (bend + rest * high);
            const Pack inner_slope = bend + (rest - theta) * high;
            return change + rest * inner + theta * (rest * inner_slope - inner);
        }
    };
};

}  // namespace apogee::APOGEE_LANES
