#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "physics/polynomial.h"

/// Elementary functions whose bits are the same on every processor: +, -, *, /, sqrt and operations on bits
/// alone, in an order that is written down here. libm's results change with the processor's features.
/// T is double or a pack of lanes; a pack supplies `as_bits`, `from_bits`, `select`, `abs`, `min`, `max` and
/// `sqrt`, found by argument-dependent lookup. A pack rounds a product and its sum at once, so that its
/// results may differ from those of double in the last place; those of its lanes do not depend on its width.
/// Errors are against the true value, in units in the last place of the result; tests hold them.
namespace apogee::elementary {

[[gnu::always_inline]] inline std::uint64_t as_bits(double x) {
    return std::bit_cast<std::uint64_t>(x);
}
[[gnu::always_inline]] inline double from_bits(std::uint64_t bits, double /*like*/) {
    return std::bit_cast<double>(bits);
}
[[gnu::always_inline]] inline double select(bool choice, double yes, double no) {
    return choice ? yes : no;
}
[[gnu::always_inline]] inline double min(double a, double b) {
    return a < b ? a : b;
}
[[gnu::always_inline]] inline double max(double a, double b) {
    return a > b ? a : b;
}

namespace detail {

/// Adding and subtracting this rounds to the nearest integer and leaves it in the low bits of the sum.
inline constexpr double rounder = 0x1.8p52;

/// ln 2 and pi / 2 in parts: the leading ones have zeros at their end, so that small multiples are exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;
inline constexpr double half_pi_1 = 0x1.921fb54400000p0, half_pi_2 = 0x1.0b4611a600000p-34,
                        half_pi_3 = 0x1.3198a2e037073p-69;

}  // namespace detail

/// e^x, error below 1 ulp for -708 < x < 709; beyond, the value at the nearer of these two.
/// @tparam terms  of its Taylor series beyond the linear one; with 7 the relative error is below 2e-10.
template <int terms = 12, class T>
[[gnu::always_inline]] inline T exp(const T& x) {
    using std::sqrt;
    const T bounded = min(max(x, T(-708.0)), T(709.0));
    const T shifted = bounded * 0x1.71547652b82fep0 + detail::rounder;  // 1 / ln 2
    const T k = shifted - detail::rounder;
    const T r = (bounded - k * detail::ln2_high) - k * detail::ln2_low;
    // Taylor, |r| <= 0.3466: the first term left out is below 5e-18.
    constexpr double c[] = {1.0 / 2,       1.0 / 6,        1.0 / 24,        1.0 / 120,
                            1.0 / 720,     1.0 / 5040,     1.0 / 40320,     1.0 / 362880,
                            1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
    const T e = 1.0 + (r + r * r * polynomial<terms>(c, r, T(r * r)));
    return from_bits(as_bits(e) + (as_bits(shifted) << 52), x);
}

/// ln x of a positive normal number, error below 1 ulp.
template <class T>
[[gnu::always_inline]] inline T log(const T& x) {
    // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
    constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdULL, one = 0x3ff0000000000000ULL;
    const auto moved = as_bits(x) + (one - root_half);
    const T f = from_bits((moved & 0x000fffffffffffffULL) + root_half, x) - 1.0;
    constexpr std::uint64_t two_52 = 0x4330000000000000ULL;
    const T k = from_bits((moved >> 52) | two_52, x) - (0x1p52 + 1023.0);
    // ln(1 + f) = 2 artanh(s), s = f / (2 + f), |s| <= 0.1716: the first term left out is below 1e-18.
    const T s = f / (2.0 + f), z = s * s;
    constexpr double c[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                            2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
    const T half_square = 0.5 * f * f;
    const T tail = s * (half_square + z * polynomial(c, z)) + k * detail::ln2_low;
    return k * detail::ln2_high + (f - (half_square - tail));
}

/// x^y = e^(y ln x), x positive and normal; error 1 + |y ln x| ulp.
template <class T>
[[gnu::always_inline]] inline T pow(const T& x, double y) {
    return exp(y * log(x));
}

template <class T>
struct SineCosine {
    T sine, cosine;
};

/// Both at once; error below 1 ulp for |x| < 1e5.
template <class T>
[[gnu::always_inline]] inline SineCosine<T> sine_cosine(const T& x) {
    const T shifted = x * 0x1.45f306dc9c883p-1 + detail::rounder;  // 2 / pi
    const T k = shifted - detail::rounder;
    // x less k quarter turns, as r + rest.
    const T first = x - k * detail::half_pi_1, second = k * detail::half_pi_2, r = first - second;
    const T rest = ((first - r) - second) - k * detail::half_pi_3;
    // Taylor, |r| <= pi / 4: the first terms left out are below 1e-19 and 3e-18.
    const T z = r * r;
    constexpr double odd[] = {-1.0 / 6,
                              1.0 / 120,
                              -1.0 / 5040,
                              1.0 / 362880,
                              -1.0 / 39916800,
                              1.0 / 6227020800.0,
                              -1.0 / 1307674368000.0,
                              1.0 / 355687428096000.0};
    constexpr double even[] = {1.0 / 24,          -1.0 / 720,           1.0 / 40320,           -1.0 / 3628800,
                               1.0 / 479001600.0, -1.0 / 87178291200.0, 1.0 / 20922789888000.0};
    const T half = 0.5 * z, whole = 1.0 - half;
    const T sine = r + (r * z * polynomial(odd, z) + rest * whole);
    const T cosine = whole + (((1.0 - whole) - half) + (z * z * polynomial(even, z) - r * rest));
    // Quadrant: odd ones swap the two, and bit 1 carries into the sign.
    const auto quadrant = as_bits(shifted);
    const auto swapped = (quadrant & 1) != 0;
    const T s = select(swapped, cosine, sine), c = select(swapped, sine, cosine);
    const auto sine_sign = (quadrant & 2) << 62, cosine_sign = ((quadrant + 1) & 2) << 62;
    return {from_bits(as_bits(s) ^ sine_sign, x), from_bits(as_bits(c) ^ cosine_sign, x)};
}
template <class T>
[[gnu::always_inline]] inline T sin(const T& x) {
    return sine_cosine(x).sine;
}
template <class T>
[[gnu::always_inline]] inline T cos(const T& x) {
    return sine_cosine(x).cosine;
}

/// Angle of the point (x, y) in [-pi, pi], error below 3 ulp; atan2(0, 0) = 0. No infinities.
template <class T>
[[gnu::always_inline]] inline T atan2(const T& y, const T& x) {
    using std::abs;
    const T ax = abs(x), ay = abs(y);
    const auto steep = ay > ax;
    const T large = max(select(steep, ay, ax), T(std::numeric_limits<double>::min()));
    const T ratio = select(steep, ax, ay) / large;
    // atan q = atan c + atan((q - c) / (1 + c q)), c the nearest quarter: |t| <= 1/8.
    const T quarter = ((ratio * 4.0 + detail::rounder) - detail::rounder) * 0.25;
    const T t = (ratio - quarter) / (1.0 + quarter * ratio), z = t * t;
    constexpr double c[] = {-1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13, -1.0 / 15, 1.0 / 17};
    // atan of 1/4, 1/2, 3/4, 1, each as a double and what it lacks.
    constexpr double high[] = {0x1.f5b75f92c80ddp-3, 0x1.dac670561bb4fp-2, 0x1.4978fa3269ee1p-1,
                               0x1.921fb54442d18p-1};
    constexpr double low[] = {0x1.8ab6e3cf7afbdp-57, 0x1.a2b7f222f65e2p-56, 0x1.2419a87f2a458p-56,
                              0x1.1a62633145c07p-55};
    T base = T(0.0), rest = T(0.0);
    for (int i = 0; i < 4; ++i) {
        const auto here = quarter == T(0.25 * (i + 1));
        base = select(here, T(high[i]), base);
        rest = select(here, T(low[i]), rest);
    }
    T angle = base + (rest + (t + t * z * polynomial(c, z)));
    // Unfold the octant, the half plane and the sign.
    angle = select(steep, T(0x1.921fb54442d18p0) - (angle - 0x1.1a62633145c07p-54), angle);
    angle = select(x < T(0.0), T(0x1.921fb54442d18p1) - (angle - 0x1.1a62633145c07p-53), angle);
    return select(y < T(0.0), -angle, angle);
}
/// Error below 4 ulp, -1 <= x <= 1.
template <class T>
[[gnu::always_inline]] inline T asin(const T& x) {
    using std::sqrt;
    return atan2(x, T(sqrt((1.0 - x) * (1.0 + x))));
}
template <class T>
[[gnu::always_inline]] inline T acos(const T& x) {
    using std::sqrt;
    return atan2(T(sqrt((1.0 - x) * (1.0 + x))), x);
}

}  // namespace apogee::elementary
