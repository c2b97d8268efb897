#pragma once

#include <cstdint>

#include "physics/constants.h"
#include "physics/elementary.h"

/// How long a step may be, written once for a flight (T double, M bool) and for a pack of lanes (T a pack, M
/// its mask).
namespace apogee {

/// sqrt(GM / a): an error of speed is measured against it.
inline constexpr double circular_speed_m_s = 7905.37;
static_assert(circular_speed_m_s * circular_speed_m_s * constants::wgs84_equatorial_radius_m /
                      constants::wgs84_gm_m3_s2 -
                  1 <
              1e-5);

/// Local error allowed per step.
template <class T>
struct Allowance {
    T position_m, speed_m_s;
};

/// What the allowance depends on.
template <class T, class M>
struct ErrorGrowth {
    T air_speed_m_s, air_speed_rate_m_s2, height_m, climb_m_s;
    M gravity_turn;  ///< thrust will follow the air velocity
    M falling;       ///< on the way down with nothing left to burn
};

/// The tolerance times an Earth radius and circular speed, and where an error of speed matters more or less:
/// A gravity turn multiplies an error of direction made at speed v by (v_end / v)^(g / a), some tens: there
/// the speed's allowance shrinks with the speed. On the way down an error of speed has little time left to
/// become a distance, and drag takes it away.
template <class T, class M>
[[nodiscard, gnu::always_inline]] inline Allowance<T> allowance(const T& tolerance,
                                                                const ErrorGrowth<T, M>& at) {
    using elementary::max, elementary::min, elementary::select;
    constexpr double slow_m_s = 10.0;  // from here down the vehicle rises vertically
    constexpr double radius = constants::wgs84_equatorial_radius_m, g0 = constants::standard_gravity_m_s2;
    const T slow = min(max(at.air_speed_m_s, T(slow_m_s)), T(circular_speed_m_s));
    T speed = select(at.gravity_turn, slow, T(circular_speed_m_s));
    const T per_speed = 1.0 / max(at.air_speed_m_s, T(slow_m_s));
    const T decay = (-g0 * at.climb_m_s * per_speed - at.air_speed_rate_m_s2) * per_speed;
    const T pace = max(-at.climb_m_s / max(at.height_m, T(300.0)), decay) * (radius / 3);
    // Impact speed is a result, too. Drag takes away what is lost higher up: three times as much may be, 10
    // km up.
    constexpr double allowed_m_s = 1e-2, per_height_1_m = 2e-4, allowed_share = 3e-4;
    const T lossy = min(T(allowed_share * max(at.air_speed_m_s, T(1.0))),
                        T(allowed_m_s + allowed_m_s * per_height_1_m * at.height_m));
    speed = select(at.falling, max(speed, min(pace, T(lossy / tolerance))), speed);
    return {T(tolerance * radius), T(tolerance * speed)};
}

/// error^(-1/5), up to 8 % more: the exponent is divided as if the mantissa were its logarithm, which is as
/// good as step control needs.
template <class T>
[[nodiscard, gnu::always_inline]] inline T step_factor(const T& error) {
    using elementary::as_bits, elementary::from_bits, elementary::max, elementary::min;
    const T bounded = min(max(error, T(1e-10)), T(1e10));
    // The leading 52 bits as a whole number: (1023 + log2) 2^40, straight between powers of two.
    constexpr std::uint64_t two_52 = 0x4330000000000000ULL;
    const T whole = from_bits((as_bits(bounded) >> 12) | two_52, error) - 0x1p52;
    constexpr double one = 1023 * 0x1p40;
    return from_bits(as_bits(T((1.2 * one + 0x1p52) - 0.2 * whole)) << 12, error);
}

/// Gustafsson's predictive control (Hairer & Wanner, Solving Ordinary Differential Equations II, section
/// IV.8): where steps shrink from one to the next (a burn, a re-entry), the trend goes on.
template <class T>
struct StepControl {
    T wanted_s = T(10.0);                     ///< length of the next step
    T last_s = T(0.0), last_factor = T(1.0);  ///< of the last accepted step; 0: none since a boundary

    /// By how much a step's error asks for a longer or a shorter one; NaN asks for a much shorter one.
    [[nodiscard, gnu::always_inline]] static T factor(const T& error) {
        using elementary::select;
        return select(error == error, T(0.87 * step_factor(error)), T(0.2));
    }
    /// The length after a rejected step.
    [[nodiscard, gnu::always_inline]] static T shorter(const T& step_s, const T& factor) {
        using elementary::max, elementary::min;
        return step_s * min(max(factor, T(0.2)), T(0.9));
    }
    /// The length wanted after an accepted step. One cut short by an edge, to where its error says little,
    /// leaves the length wanted before.
    [[nodiscard, gnu::always_inline]] T longer(const T& step_s, const T& factor) const {
        using elementary::max, elementary::min, elementary::select;
        const T trend =
            select(last_s > T(0.0), T(step_s / max(last_s, T(1e-9)) * factor / last_factor), T(1.0));
        const T next = step_s * min(max(T(factor * min(T(1.0), trend)), T(0.2)), T(5.0));
        return select((step_s < wanted_s) & (factor > T(5.0)), max(wanted_s, next), next);
    }
};

/// No sliver before a stop: two even steps instead of a long and a tiny one.
template <class T>
[[nodiscard, gnu::always_inline]] inline T step_before(const T& stop_s, const T& wanted_s) {
    using elementary::select;
    return select(wanted_s < stop_s, select(stop_s < 2.0 * wanted_s, T(0.5 * stop_s), wanted_s), stop_s);
}

}  // namespace apogee
