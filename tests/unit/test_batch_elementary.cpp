#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>

#include "base/angles.h"
#include "physics/elementary.h"

namespace apogee {
namespace {

/// Error in units in the last place of the true value. long double holds 11 bits more than double.
double ulps(double got, long double want) {
    int exponent = 0;
    static_cast<void>(std::frexp(want, &exponent));
    return static_cast<double>(std::fabs(got - want) / std::ldexp(1.0L, exponent - 53));
}

/// The worst error of a function over random arguments.
template <class Ours, class True>
double worst(double low, double high, const Ours& ours, const True& truth) {
    std::mt19937_64 random(1);
    double most = 0;
    for (int i = 0; i < 200'000; ++i) {
        const double x = low + (high - low) * (static_cast<double>(random() >> 11) * 0x1p-53);
        most = std::fmax(most, ulps(ours(x), truth(static_cast<long double>(x))));
    }
    return most;
}

using L = long double;

}  // namespace

TEST_CASE("elementary functions are as exact as their headers say") {
    const auto exp = [](double x) { return elementary::exp(x); };
    const auto expl = [](L x) { return std::exp(x); };
    CHECK(worst(-708, 709, exp, expl) < 1);
    CHECK(worst(-1, 1, exp, expl) < 1);
    const auto log = [](double x) { return elementary::log(x); };
    const auto logl = [](L x) { return std::log(x); };
    CHECK(worst(1e-300, 1e300, log, logl) < 1);
    CHECK(worst(0, 3, log, logl) < 1);  // about 1 the result cancels
    for (const double range : {1.0, 7.0, 1e5}) {
        CHECK(worst(
                  -range, range, [](double x) { return elementary::sin(x); },
                  [](L x) { return std::sin(x); }) < 1);
        CHECK(worst(
                  -range, range, [](double x) { return elementary::cos(x); },
                  [](L x) { return std::cos(x); }) < 1);
    }
    CHECK(worst(
              -1, 1, [](double x) { return elementary::asin(x); }, [](L x) { return std::asin(x); }) < 4);
    CHECK(worst(
              -1, 1, [](double x) { return elementary::acos(x); }, [](L x) { return std::acos(x); }) < 4);
    for (const double x : {-3.0, -1e-3, 0.0, 0.2, 1.0, 50.0}) {
        CHECK(worst(
                  -4, 4, [x](double y) { return elementary::atan2(y, x); },
                  [x](L y) { return std::atan2(y, static_cast<L>(x)); }) < 3);
    }
    CHECK(worst(
              0.1, 10, [](double x) { return elementary::pow(x, 0.75); },
              [](L x) { return std::pow(x, 0.75L); }) < 1 + 0.75 * std::log(10.0));
}

TEST_CASE("elementary functions at their corners") {
    CHECK(elementary::exp(0.0) == 1);
    CHECK(elementary::exp(1e6) == elementary::exp(709.0));
    CHECK(elementary::exp(-1e6) == elementary::exp(-708.0));
    CHECK(elementary::log(1.0) == 0);
    CHECK(elementary::sin(0.0) == 0);
    CHECK(elementary::cos(0.0) == 1);
    CHECK(elementary::atan2(0.0, 0.0) == 0);
    CHECK(elementary::atan2(0.0, -1.0) == pi);
    CHECK(elementary::atan2(1.0, 0.0) == pi / 2);
    CHECK(elementary::atan2(-1.0, 0.0) == -pi / 2);
    CHECK(elementary::acos(-1.0) == pi);
}

// The very bits: another processor, compiler or contraction that changed one of them would show here.
TEST_CASE("elementary functions give the same bits everywhere") {
    std::uint64_t hash = 0;
    const auto add = [&](double x) { hash = hash * 0x9e3779b97f4a7c15ULL + elementary::as_bits(x); };
    for (int i = -5000; i < 5000; ++i) {
        const double x = i * 0.0137;
        add(elementary::exp(x));
        add(elementary::log(1.0 + x * x));
        add(elementary::sin(x));
        add(elementary::cos(x));
        add(elementary::atan2(x, 3.0 - x));
    }
    CHECK(hash == 0x3082477a5d5dcaa2ULL);
}

}  // namespace apogee
