// Included once per instruction set, after lane_plan.h.
#include "batch/lane_tableau.h"

namespace apogee::APOGEE_LANES {

inline constexpr double far = 1e300;  ///< an edge that is never reached

/// What a state looks like: acceleration, what edges are compared with, and how fast that changes.
struct Look {
    Vec a_I;
    Pack height, climb, bend;  ///< height, its rate, and that one's (central, for predictions)
    Pack mach, mach_rate, air_speed, speed_rate;
    Pack pressure, pressure_rate;  ///< dynamic
};

INLINE Look select(Mask m, const Look& yes, const Look& no) {
    Look l;
    for (int i = 0; i < 3; ++i) l.a_I[i] = select(m, yes.a_I[i], no.a_I[i]);
    l.height = select(m, yes.height, no.height);
    l.climb = select(m, yes.climb, no.climb);
    l.bend = select(m, yes.bend, no.bend);
    l.mach = select(m, yes.mach, no.mach);
    l.mach_rate = select(m, yes.mach_rate, no.mach_rate);
    l.air_speed = select(m, yes.air_speed, no.air_speed);
    l.speed_rate = select(m, yes.speed_rate, no.speed_rate);
    l.pressure = select(m, yes.pressure, no.pressure);
    l.pressure_rate = select(m, yes.pressure_rate, no.pressure_rate);
    return l;
}

// Not inlined: six copies in a step would only wait for each other in the instruction cache. Flattened: what
// is not asked for in the end is not computed.
[[gnu::noinline, gnu::flatten]] inline Vec acceleration(const LanePlan& plan, const Pack& t, const Vec& r,
                                                        const Vec& v) {
    return forces(plan, Regime{}, t, r, v).acceleration_I;
}

[[gnu::noinline, gnu::flatten]] inline Look look(const LanePlan& plan, const Pack& t, const Vec& r,
                                                 const Vec& v) {
    const Forces<Pack> f = forces(plan, Regime{}, t, r, v);
    const Rise rise = rise_of(plan.earth, r, v, f.acceleration_I);
    const double omega = plan.earth.rotation_rate_rad_s;
    Look l;
    l.a_I = f.acceleration_I;
    l.height = f.above.height.m;
    l.climb = rise.climb;
    l.bend = rise.bend;
    l.mach = f.mach;
    l.air_speed = f.air_speed;
    // The wind's own change is left out: a prediction survives that, and a landing is corrected twice.
    const Vec air_rate{l.a_I.x() + omega * v.y(), l.a_I.y() - omega * v.x(), l.a_I.z()};
    // On the pad the air velocity is zero but for rounding: there the speed is about to grow as fast as it
    // can.
    const Mask at_rest = f.air_speed < Pack(1e-3);
    l.speed_rate = select(at_rest, sqrt(Pack(air_rate.squaredNorm())),
                          f.air_velocity_I.dot(air_rate) / (f.air_speed + 1e-30));
    const LaneAir& air = (*plan.air).air;
    const Pack x = (l.height - air.centre_m) * air.per_half_width_1_m,
               x_rate = air.per_half_width_1_m * l.climb;
    const Pack sound = polynomial(air.sound, x, Pack(x * x));
    l.mach_rate = (l.speed_rate - l.mach * slope(air.sound, x) * x_rate) / sound;
    const Pack momentum = f.density * l.air_speed;
    l.pressure = 0.5 * momentum * l.air_speed;
    l.pressure_rate = l.pressure * slope(air.ln_density, x) * x_rate + momentum * l.speed_rate;
    return l;
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
    Look end;
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
            end = look(plan, at, r, v);
            a[stage] = end.a_I;
        }
    }

    INLINE void take(const LanePlan& plan, const Pack& t, const Vec& r0, const Vec& v0, const Vec& a0,
                     const Pack& dt, const Pack& per_metre, const Pack& per_metre_second) {
        namespace M = dormand_prince;
        a[0] = a0;
        take_stage<1>(plan, t, r0, v0, dt);
        take_stage<2>(plan, t, r0, v0, dt);
        take_stage<3>(plan, t, r0, v0, dt);
        take_stage<4>(plan, t, r0, v0, dt);
        take_stage<5>(plan, t, r0, v0, dt);
        take_stage<6>(plan, t, r0, v0, dt);
        const Vec r_error = weighted<7>(M::position_error, a) * Pack(dt * dt * per_metre);
        const Vec v_error = weighted<7>(M::error, a) * Pack(dt * per_metre_second);
        error = Pack(0.0);
        for (int i = 0; i < 3; ++i) error = max(error, max(abs(r_error[i]), abs(v_error[i])));
        // A comparison skips NaN, a sum does not.
        error = error + (r[0] + r[1] + r[2] + v[0] + v[1] + v[2]) * 0.0;
    }

    /// Moves the end by `shift`, which is small, by the method's continuous extension; the rest of what is
    /// known of it by cubics.
    INLINE void shorten(Mask where, const Vec& r0, const Vec& v0, const Look& start, const Pack& dt,
                        const Pack& shift) {
        namespace M = dormand_prince;
        const Pack per_dt = 1.0 / dt, theta = 1.0 + shift * per_dt, rest = 1.0 - theta, dt2 = dt * dt;
        const Vec r4 = weighted<7>(M::position_dense, a) * dt2, v4 = weighted<7>(M::dense, a) * dt;
        for (int i = 0; i < 3; ++i) {
            const Piece place(r0[i], r[i], dt * v0[i], dt * v[i], r4[i]),
                speed(v0[i], v[i], dt * a[0][i], dt * a[6][i], v4[i]);
            r[i] = select(where, place.at(theta, rest), r[i]);
            v[i] = select(where, speed.at(theta, rest), v[i]);
            end.a_I[i] = select(where, speed.slope_at(theta, rest) * per_dt, end.a_I[i]);
        }
        const Pack s = select(where, shift, Pack(0.0));
        end.height += s * (end.climb + 0.5 * s * end.bend);
        end.climb += s * end.bend;
        const auto move = [&](Pack& value, Pack& rate, const Pack& value0, const Pack& rate0) {
            // The cubic's second derivative at the end.
            const Pack curve = ((value0 - value) * (6.0 * per_dt) + 2.0 * rate0 + 4.0 * rate) * per_dt;
            value += s * (rate + 0.5 * s * curve);
            rate += s * curve;
        };
        move(end.mach, end.mach_rate, start.mach, start.mach_rate);
        move(end.air_speed, end.speed_rate, start.air_speed, start.speed_rate);
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
