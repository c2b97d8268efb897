#pragma once

#include "lanes/lane_plan.h"

namespace apogee::APOGEE_LANES {

/// Free flight without air, from above the air up to the apogee and down to the air again, in long steps of
/// order 12: Stormer's rule for r'' = g(r), extrapolated over 1 to 6 substeps.
/// Source: Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I (2nd ed., 1993), section
/// II.14.
class Coast {
  public:
    explicit Coast(const Earth& shared) : earth(shared) {}

    /// Flies the lanes' flights to their `entry_m`. Unused places of the pack repeat a flight.
    void fly(LaneFlight* const (&flights)[Pack::lanes]) {
        Pack entry;
        for (int lane = 0; lane < Pack::lanes; ++lane) {
            const LaneFlight& f = *flights[lane];
            for (int i = 0; i < 3; ++i) {
                r[i].set(lane, f.now.r_I[i]);
                v[i].set(lane, f.now.v_I[i]);
            }
            entry.set(lane, f.entry_m - 0.1);  // clearly below, should a layer have its edge there
        }
        const double equator = earth.equatorial_radius_m;
        const Legs legs = kepler(entry + equator * (1 - 0.5 * earth.flattening));
        rough = Mask{};
        advance<rows>(legs.to_apogee);
        HeightRates<Pack> at = height_rates();
        // The greatest height is some seconds off the ellipse's greatest radius: a parabola from here.
        const Pack off_s = at.climb / max(-at.climb_rate, Pack(1e-6));
        const Pack top = at.height + 0.5 * at.climb * off_s, top_s = legs.to_apogee + off_s;
        const Mask ahead = (legs.to_apogee > Pack(0.0)) | (at.climb > Pack(0.0));
        advance<rows>(legs.to_entry);
        Pack late = Pack(0.0);
        for (int i = 0; i < 3; ++i) {  // so is the entry: some kilometres
            at = height_rates();
            const Pack shift = (entry - at.height) / min(at.climb, Pack(-1.0));
            advance<3>(shift);  // a second or two: order 6 will do
            late += shift;
        }
        rough = rough | (height_rates().height < entry - 1000.0);  // drag would have counted
        rough = rough | (ahead & (abs(off_s) > Pack(farthest_top_s)));
        const unsigned rough_bits = bits_of(rough);
        for (int lane = 0; lane < Pack::lanes; ++lane) {
            LaneFlight& f = *flights[lane];
            for (int i = 0; i < 3; ++i) {
                f.now.r_I[i] = r[i][lane];
                f.now.v_I[i] = v[i][lane];
            }
            f.now.time_s += legs.to_apogee[lane] + legs.to_entry[lane] + late[lane];
            // Away from a pole the height falls while the radius still grows: such an apogee is behind.
            if (top_s[lane] > 0) f.note_summit(top[lane], f.pressure_Pa);
            const bool doubtful = (rough_bits >> lane & 1U) != 0 || f.now.time_s > time_limit_s;
            f.progress = doubtful ? LaneFlight::Progress::doubtful : LaneFlight::Progress::coasting;
        }
    }

  private:
    static constexpr int rows = 6;  ///< order 12
    /// Between greatest radius and greatest height. The climb's third derivative is that of the ellipsoid
    /// below the flight, some 21 km (2 n)^3 = 2e-4 m/s3 at a circular orbit's n: the parabola is within a
    /// metre.
    static constexpr double farthest_top_s = 30;

    struct Legs {
        Pack to_apogee, to_entry;  ///< s
    };
    [[nodiscard]] HeightRates<Pack> height_rates() const {
        return exact_height_rates(earth, r, v, Vec(gravitation(earth, r)));
    }

    /// Times on the osculating ellipse to its apogee and from there down to a radius; the callers have made
    /// sure that the ellipse goes down to it.
    [[nodiscard]] Legs kepler(const Pack& radius) const {
        const double mu = earth.gm_m3_s2;
        const Pack distance = sqrt(r.squaredNorm());
        const Pack axis = 1.0 / (2.0 / distance - v.squaredNorm() * (1.0 / mu));
        const Pack per_motion = axis * sqrt(axis * (1.0 / mu));
        const Pack e_sin = r.dot(v) / sqrt(mu * axis), e_cos = 1.0 - distance / axis;
        const Pack e = sqrt(e_sin * e_sin + e_cos * e_cos);
        const Pack mean = elementary::atan2(e_sin, e_cos) - e_sin;
        const Pack low_cos = min(max((1.0 - radius / axis) / e, Pack(-1.0)), Pack(1.0));
        const Pack low_sin = sqrt(max(1.0 - low_cos * low_cos, Pack(0.0)));
        // At the same radius on the way up, by symmetry about the apogee.
        const Pack low_mean = elementary::atan2(low_sin, low_cos) - e * low_sin;
        const Pack up = max((pi - mean) * per_motion, Pack(0.0)), down = (pi - low_mean) * per_motion;
        const Mask rising = mean >= Pack(0.0);  // else the apogee is behind: mean - 2 pi counts from it
        return {select(rising, up, Pack(0.0)), select(rising, down, down - (pi + mean) * per_motion)};
    }

    /// Advances every lane by its own time, in steps of a third of the local dynamical time or less.
    template <int depth>
    void advance(Pack time) {
        constexpr double longest = 0.3;
        while (any(abs(time) > Pack(0.0))) {
            // The dynamical time where the step's middle will be: it shrinks fast on the way down.
            const double mu = earth.gm_m3_s2;
            const auto local = [&](const Pack& d) { return longest * sqrt(d * d * d * (1.0 / mu)); };
            const Pack here = sqrt(r.squaredNorm()), first = local(here);
            const Pack speed = r.dot(v) / here;
            const Pack fall = first * (speed - (0.5 * mu) * first / (here * here));
            const Pack there = max(here + min(fall, Pack(0.0)), Pack(earth.equatorial_radius_m));
            const Pack shortest = local(0.5 * (here + there));
            // Even steps: as many as the present length asks for.
            Pack count =
                (abs(time) / shortest + (elementary::detail::rounder + 0.5)) - elementary::detail::rounder;
            count = max(count, Pack(1.0));
            const Pack step = time / count;
            extrapolate<depth>(step);
            time = select(count == Pack(1.0), Pack(0.0), time - step);
        }
    }

    /// One step of the extrapolated rule; a step of 0 leaves everything as it is.
    template <int depth>
    void extrapolate(const Pack& step) {
        Vec position[depth], velocity[depth];
        const Vec g0 = gravitation(earth, r);
        Pack error{0.0};
        for (int j = 0; j < depth; ++j) {
            const int n = j + 1;
            const Pack h = step * (1.0 / n);
            Vec offset = Vec::Zero(), slope = v + g0 * Pack(0.5 * h), g = g0;
            for (int k = 0; k < n; ++k) {
                offset += slope * h;
                g = gravitation(earth, Vec(r + offset));
                if (k + 1 < n) slope += g * h;
            }
            Vec p = offset, u = slope + g * Pack(0.5 * h);
            // Aitken and Neville, in place: row j holds T(j, 0 ... j) one after the other.
            for (int k = 0; k < j; ++k) {
                const double ratio = double(n) / (n - 1 - k), weight = 1.0 / (ratio * ratio - 1);
                const Vec dp = (p - position[k]) * Pack(weight), du = (u - velocity[k]) * Pack(weight);
                position[k] = p;
                velocity[k] = u;
                p += dp;
                u += du;
                if (j == depth - 1 && k == j - 1)
                    for (int i = 0; i < 3; ++i) error = max(error, abs(dp[i]));
            }
            position[j] = p;
            velocity[j] = u;
        }
        r += position[depth - 1];
        v = velocity[depth - 1];
        rough = rough | !(error < Pack(1.0));
    }

    const Earth& earth;
    Vec r, v;
    Mask rough{};  ///< the last extrapolation changed more than it may
};

}  // namespace apogee::APOGEE_LANES
