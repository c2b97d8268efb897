#pragma once

/// Polynomials with coefficients lowest power first. Always inlined: lanes of every instruction set use them
/// beside the baseline. C and T are double or a pack of lanes.
namespace apogee {

/// sum of the first n c[i] x^i, even and odd powers apart: two short chains of dependent operations instead
/// of a long one.
/// @param x2  x squared, which callers often have
template <int n, class C, class T, int all>
[[gnu::always_inline]] inline T polynomial(const C (&c)[all], const T& x, const T& x2) {
    static_assert(n >= 2 && n <= all);
    constexpr int even_top = (n - 1) / 2 * 2, odd_top = n / 2 * 2 - 1;
    T even = T(c[even_top]), odd = T(c[odd_top]);
#pragma GCC unroll 12
    for (int i = even_top - 2; i >= 0; i -= 2) even = even * x2 + c[i];
#pragma GCC unroll 12
    for (int i = odd_top - 2; i >= 0; i -= 2) odd = odd * x2 + c[i];
    return even + odd * x;
}
template <class C, class T, int all>
[[gnu::always_inline]] inline T polynomial(const C (&c)[all], const T& x, const T& x2) {
    return polynomial<all>(c, x, x2);
}
template <class C, class T, int all>
[[gnu::always_inline]] inline T polynomial(const C (&c)[all], const T& x) {
    return polynomial<all>(c, x, T(x * x));
}

/// Its derivative, by Horner's rule.
template <class C, class T, int all>
[[gnu::always_inline]] inline T polynomial_slope(const C (&c)[all], const T& x) {
    T sum = T((all - 1.0) * c[all - 1]);
#pragma GCC unroll 12
    for (int i = all - 2; i > 0; --i) sum = sum * x + double(i) * c[i];
    return sum;
}

}  // namespace apogee
