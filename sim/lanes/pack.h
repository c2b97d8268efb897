#pragma once

// A pack of lanes. Compiled once per instruction set: everything here lives in the instruction set's
// namespace and is always inlined, so that nothing compiled for one processor can be linked into code for
// another. The including source defines the namespace APOGEE_LANES, APOGEE_VECTOR_SIZE (lanes of a vector)
// and APOGEE_VECTORS (vectors of a pack).
#ifndef APOGEE_LANES
#error "expected the macros of lanes_*.cpp"
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include <Eigen/Core>
#include <cstdint>

#include "physics/elementary.h"

#ifndef INLINE
#define INLINE __attribute__((always_inline)) inline
#endif

namespace apogee::APOGEE_LANES {

#if APOGEE_VECTOR_SIZE == 1
using Reals = double;
using Bits = std::uint64_t;
using Choice = bool;
#else
using Reals = double __attribute__((vector_size(8 * APOGEE_VECTOR_SIZE)));
using Bits = std::uint64_t __attribute__((vector_size(8 * APOGEE_VECTOR_SIZE)));
using Choice = std::int64_t __attribute__((vector_size(8 * APOGEE_VECTOR_SIZE)));
#endif

/// Vectors side by side in a pack. One after the other would wait for each result: two hide that.
inline constexpr int vectors = APOGEE_VECTORS, vector_size = APOGEE_VECTOR_SIZE;

#if defined(__FMA__) && APOGEE_VECTOR_SIZE == 4
/// a b + c, rounded once.
INLINE Reals fused(Reals a, Reals b, Reals c) {
    return _mm256_fmadd_pd(a, b, c);
}
#elif defined(__FMA__) && APOGEE_VECTOR_SIZE == 8
INLINE Reals fused(Reals a, Reals b, Reals c) {
    return _mm512_fmadd_pd(a, b, c);
}
#elif defined(APOGEE_ROUNDED_TWICE)
INLINE Reals fused(Reals a, Reals b, Reals c) {  // where one unit serves every processor
    return a * b + c;
}
#else
/// x + y and what its rounding lost. Source: Knuth, The Art of Computer Programming 2 (3rd ed.), 4.2.2.
struct ExactSum {
    Reals sum, lost;
    INLINE ExactSum(Reals x, Reals y) : sum(x + y) {
        const Reals of_y = sum - x;
        lost = (x - (sum - of_y)) + (y - of_y);
    }
};

/// a b + c, rounded once, without the instruction and far dearer. |a|, |b| < 1e290 and no
/// underflow, or the sum is only nearly that: the far edges of lanes that have none. Sources: Dekker, Numer.
/// Math. 18 (1971) 224, for the product; Boldo & Melquiond, IEEE Trans. Comput. 57 (2008) 462, for the rest.
INLINE Reals fused(Reals a, Reals b, Reals c) {
    const auto high = [](Reals x) {
        const Reals t = 134217729.0 * x;  // 2^27 + 1
        return t - (t - x);
    };
    const auto bits = [](Reals x) { return __builtin_bit_cast(Bits, x); };
    const Reals product = a * b, a1 = high(a), b1 = high(b), a2 = a - a1, b2 = b - b1;
    const Reals rest = ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
    const ExactSum low(c, rest), all(product, low.sum), tail(all.lost, low.lost);
    // What is lost so far, rounded to odd: then the last sum rounds as if it were the only one.
    const Bits odd = bits(tail.sum) + 1 - 2 * ((bits(tail.sum) ^ bits(tail.lost)) >> 63);
    const Reals sum =
        all.sum +
        ((tail.lost == 0.0) | ((bits(tail.sum) & 1) != 0) ? tail.sum : __builtin_bit_cast(Reals, odd));
    return sum == sum ? sum : product + c;
}
#endif

/// Applies an operation to each vector of a pack.
#define APOGEE_EACH(result, expression)                       \
    result each;                                              \
    for (int k = 0; k < vectors; ++k) each.v[k] = expression; \
    return each

/// Whole numbers of 64 bits, one per lane; wraps around.
struct PackBits {
    Bits v[vectors];
};

/// A yes or no per lane.
struct Mask {
    Choice v[vectors];
};

/// One double per lane. Every operation is that of double in each lane, bit for bit.
struct Pack {
    static constexpr int lanes = vectors * vector_size;
    Reals v[vectors];

    Pack() = default;
    INLINE Pack(double x) {  // a number is a pack of equal ones
        for (Reals& each : v) each = x - Reals{};
    }
#if APOGEE_VECTOR_SIZE == 1
    [[nodiscard]] INLINE double operator[](int lane) const {
        return v[lane];
    }
    INLINE void set(int lane, double x) {
        v[lane] = x;
    }
#else
    [[nodiscard]] INLINE double operator[](int lane) const {
        return v[lane / vector_size][lane % vector_size];
    }
    INLINE void set(int lane, double x) {
        v[lane / vector_size][lane % vector_size] = x;
    }
#endif
    INLINE Pack& operator+=(const Pack& b);
    INLINE Pack& operator-=(const Pack& b);
    INLINE Pack& operator*=(const Pack& b);
    INLINE Pack& operator/=(const Pack& b);
};

/// A product that is not rounded yet. Added to something, it is rounded with the sum: one fused multiply-add.
/// So what is fused stands in the program, not in the hands of a compiler, and is the same for every width.
struct Product {
    Pack a, b;
    INLINE operator Pack() const { APOGEE_EACH(Pack, a.v[k] * b.v[k]); }
};

INLINE Pack operator+(const Pack& a, const Pack& b) {
    APOGEE_EACH(Pack, a.v[k] + b.v[k]);
}
INLINE Pack operator-(const Pack& a, const Pack& b) {
    APOGEE_EACH(Pack, a.v[k] - b.v[k]);
}
INLINE Product operator*(const Pack& a, const Pack& b) {
    return {a, b};
}
INLINE Pack operator/(const Pack& a, const Pack& b) {
    APOGEE_EACH(Pack, a.v[k] / b.v[k]);
}
INLINE Pack operator-(const Pack& a) {
    APOGEE_EACH(Pack, -a.v[k]);
}
INLINE Pack operator+(const Product& p, const Pack& c) {
    APOGEE_EACH(Pack, fused(p.a.v[k], p.b.v[k], c.v[k]));
}
INLINE Pack operator+(const Pack& c, const Product& p) {
    return p + c;
}
INLINE Pack operator-(const Product& p, const Pack& c) {
    APOGEE_EACH(Pack, fused(p.a.v[k], p.b.v[k], -c.v[k]));
}
INLINE Pack operator-(const Pack& c, const Product& p) {
    APOGEE_EACH(Pack, fused(-p.a.v[k], p.b.v[k], c.v[k]));
}
INLINE Pack operator+(const Product& p, const Product& q) {
    return p + Pack(q);
}
INLINE Pack operator-(const Product& p, const Product& q) {
    return p - Pack(q);
}
// A number beside a product: the conversions alone would leave the choice open.
INLINE Pack operator+(const Product& p, double c) {
    return p + Pack(c);
}
INLINE Pack operator+(double c, const Product& p) {
    return p + Pack(c);
}
INLINE Pack operator-(const Product& p, double c) {
    return p - Pack(c);
}
INLINE Pack operator-(double c, const Product& p) {
    return Pack(c) - p;
}
INLINE Pack& Pack::operator+=(const Pack& b) {
    return *this = *this + b;
}
INLINE Pack& Pack::operator-=(const Pack& b) {
    return *this = *this - b;
}
INLINE Pack& Pack::operator*=(const Pack& b) {
    return *this = *this * b;
}
INLINE Pack& Pack::operator/=(const Pack& b) {
    return *this = *this / b;
}

INLINE Mask operator<(const Pack& a, const Pack& b) {
    APOGEE_EACH(Mask, a.v[k] < b.v[k]);
}
INLINE Mask operator>(const Pack& a, const Pack& b) {
    APOGEE_EACH(Mask, a.v[k] > b.v[k]);
}
INLINE Mask operator<=(const Pack& a, const Pack& b) {
    APOGEE_EACH(Mask, a.v[k] <= b.v[k]);
}
INLINE Mask operator>=(const Pack& a, const Pack& b) {
    APOGEE_EACH(Mask, a.v[k] >= b.v[k]);
}
INLINE Mask operator==(const Pack& a, const Pack& b) {
    APOGEE_EACH(Mask, a.v[k] == b.v[k]);
}

INLINE PackBits operator+(const PackBits& a, const PackBits& b) {
    APOGEE_EACH(PackBits, a.v[k] + b.v[k]);
}
INLINE PackBits operator+(const PackBits& a, std::uint64_t b) {
    APOGEE_EACH(PackBits, a.v[k] + b);
}
INLINE PackBits operator&(const PackBits& a, std::uint64_t b) {
    APOGEE_EACH(PackBits, a.v[k] & b);
}
INLINE PackBits operator|(const PackBits& a, std::uint64_t b) {
    APOGEE_EACH(PackBits, a.v[k] | b);
}
INLINE PackBits operator^(const PackBits& a, const PackBits& b) {
    APOGEE_EACH(PackBits, a.v[k] ^ b.v[k]);
}
INLINE PackBits operator<<(const PackBits& a, int n) {
    APOGEE_EACH(PackBits, a.v[k] << n);
}
INLINE PackBits operator>>(const PackBits& a, int n) {
    APOGEE_EACH(PackBits, a.v[k] >> n);
}
INLINE Mask operator!=(const PackBits& a, std::uint64_t b) {
    APOGEE_EACH(Mask, a.v[k] != b);
}

INLINE Mask operator&(const Mask& a, const Mask& b) {
    APOGEE_EACH(Mask, static_cast<Choice>(a.v[k] & b.v[k]));
}
INLINE Mask operator|(const Mask& a, const Mask& b) {
    APOGEE_EACH(Mask, static_cast<Choice>(a.v[k] | b.v[k]));
}
INLINE Mask operator!(const Mask& a) {
#if APOGEE_VECTOR_SIZE == 1
    APOGEE_EACH(Mask, !a.v[k]);
#else
    APOGEE_EACH(Mask, ~a.v[k]);
#endif
}

INLINE PackBits as_bits(const Pack& x) {
#if APOGEE_VECTOR_SIZE == 1
    APOGEE_EACH(PackBits, __builtin_bit_cast(Bits, x.v[k]));
#else
    APOGEE_EACH(PackBits, reinterpret_cast<Bits>(x.v[k]));
#endif
}
INLINE Pack from_bits(const PackBits& bits, const Pack& /*like*/) {
#if APOGEE_VECTOR_SIZE == 1
    APOGEE_EACH(Pack, __builtin_bit_cast(double, bits.v[k]));
#else
    APOGEE_EACH(Pack, reinterpret_cast<Reals>(bits.v[k]));
#endif
}
INLINE Pack select(const Mask& choice, const Pack& yes, const Pack& no) {
    APOGEE_EACH(Pack, choice.v[k] ? yes.v[k] : no.v[k]);
}
INLINE Pack min(const Pack& a, const Pack& b) {
    APOGEE_EACH(Pack, a.v[k] < b.v[k] ? a.v[k] : b.v[k]);
}
INLINE Pack max(const Pack& a, const Pack& b) {
    APOGEE_EACH(Pack, a.v[k] > b.v[k] ? a.v[k] : b.v[k]);
}
INLINE Pack abs(const Pack& x) {
    return from_bits(as_bits(x) & 0x7fffffffffffffffULL, x);
}
INLINE Pack sqrt(const Pack& x) {
#if APOGEE_VECTOR_SIZE == 1
    APOGEE_EACH(Pack, __builtin_sqrt(x.v[k]));
#elif APOGEE_VECTOR_SIZE == 2 && defined(__wasm_simd128__)
    APOGEE_EACH(Pack, wasm_f64x2_sqrt(x.v[k]));
#elif APOGEE_VECTOR_SIZE == 2
    APOGEE_EACH(Pack, _mm_sqrt_pd(x.v[k]));
#elif APOGEE_VECTOR_SIZE == 4
    APOGEE_EACH(Pack, _mm256_sqrt_pd(x.v[k]));
#elif APOGEE_VECTOR_SIZE == 8
    APOGEE_EACH(Pack, _mm512_sqrt_pd(x.v[k]));
#endif
}
/// Bit i is lane i's answer.
INLINE unsigned bits_of(const Mask& m) {
    unsigned bits = 0;
    for (int k = 0; k < vectors; ++k) {
#if APOGEE_VECTOR_SIZE == 1
        const int of_vector = m.v[k] ? 1 : 0;
#elif APOGEE_VECTOR_SIZE == 2 && defined(__wasm_simd128__)
        const unsigned of_vector = wasm_i64x2_bitmask(reinterpret_cast<v128_t>(m.v[k]));
#elif APOGEE_VECTOR_SIZE == 2
        const int of_vector = _mm_movemask_pd(reinterpret_cast<__m128d>(m.v[k]));
#elif APOGEE_VECTOR_SIZE == 4
        const int of_vector = _mm256_movemask_pd(reinterpret_cast<__m256d>(m.v[k]));
#elif APOGEE_VECTOR_SIZE == 8
        const int of_vector = _mm512_movepi64_mask(reinterpret_cast<__m512i>(m.v[k]));
#endif
        bits |= static_cast<unsigned>(of_vector) << (k * vector_size);
    }
    return bits;
}
/// The lanes whose bits are set.
INLINE Mask lanes_in(unsigned bits) {
#if APOGEE_VECTOR_SIZE == 1
    APOGEE_EACH(Mask, (bits >> k & 1U) != 0);
#else
    Bits lane{};
    for (int i = 0; i < vector_size; ++i) lane[i] = 1ULL << i;
    APOGEE_EACH(Mask, (lane & (std::uint64_t{bits} >> (k * vector_size))) != 0);
#endif
}
INLINE bool any(const Mask& m) {
    return bits_of(m) != 0;
}

INLINE Pack exp(const Pack& x) {
    return elementary::exp(x);
}
INLINE Pack log(const Pack& x) {
    return elementary::log(x);
}
INLINE Pack sin(const Pack& x) {
    return elementary::sin(x);
}
INLINE Pack cos(const Pack& x) {
    return elementary::cos(x);
}

#undef APOGEE_EACH

}  // namespace apogee::APOGEE_LANES

/// What Eigen needs to know of a scalar.
template <>
struct Eigen::NumTraits<apogee::APOGEE_LANES::Pack> : Eigen::GenericNumTraits<apogee::APOGEE_LANES::Pack> {
    using Real = apogee::APOGEE_LANES::Pack;
    using NonInteger = Real;
    using Nested = Real;
    using Literal = double;
    enum {
        IsComplex = 0,
        IsInteger = 0,
        IsSigned = 1,
        RequireInitialization = 0,
        ReadCost = 1,
        AddCost = 1,
        MulCost = 1
    };
};
