#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "batch/sampler.h"

namespace apogee {
namespace {

constexpr double far = 1e9;

Varied varied(const Distribution& distribution, double value, double least = -far, double most = far) {
    return {"x", value, distribution, least, most};
}

struct Moments {
    double mean, variance;
};
Moments moments(const Varied& v) {
    constexpr int n = 20'000;  // midpoints: no noise
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        const double x = quantile(v, (i + 0.5) / n);
        sum += x;
        squares += x * x;
    }
    return {sum / n, squares / n - (sum / n) * (sum / n)};
}

}  // namespace

TEST_CASE("the stream is Philox4x32-10") {
    // Random123's known answer for a zero counter and key begins 6627e8d5 e169c58d.
    const double expected = (static_cast<double>(0xe169c58d6627e8d5ULL >> 12) + 0.5) * 0x1p-52;
    CHECK(uniform_number(0, 0, 0) == expected);
    CHECK(uniform_number(0, 1, 0) != expected);
    CHECK(uniform_number(1, 0, 0) != expected);
    CHECK(uniform_number(0, 0, 1) != expected);
    CHECK(uniform_number(0, std::uint64_t{1} << 32, 0) != uniform_number(0, 1, 0));
}

TEST_CASE("the normal distribution and its inverse agree with erfc") {
    for (double z = -5; z < 5; z += 0.0625) {
        const double p = 0.5 * std::erfc(-z / std::sqrt(2.0));
        CHECK(normal_probability(z) == Approx(p).margin(1e-15).epsilon(0));
        if (z < 0) CHECK(normal_quantile(p) == Approx(z).epsilon(1e-13));
    }
    CHECK(normal_quantile(0.5) == 0);
    CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
}

TEST_CASE("distributions have their moments and their bounds") {
    // Tolerances: the midpoint rule at 20,000 points.
    const Moments triangle = moments(varied(Triangular{2, 8}, 3));
    CHECK(triangle.mean == Approx((2 + 8 + 3) / 3.0).epsilon(1e-6));
    CHECK(triangle.variance == Approx((4 + 64 + 9 - 16 - 6 - 24) / 18.0).epsilon(1e-5));
    const Moments uniform = moments(varied(Uniform{-1, 5}, 2));
    CHECK(uniform.mean == Approx(2).epsilon(1e-9));
    CHECK(uniform.variance == Approx(3).epsilon(1e-6));
    // Truncated at four: the variance falls by 8 phi(4) / (1 - 2 Phi(-4)) = 0.00107.
    const Moments normal = moments(varied(Normal{2}, 10));
    CHECK(normal.mean == Approx(10).epsilon(1e-9));
    CHECK(normal.variance == Approx(4 * (1 - 0.0010707)).epsilon(2e-5));
    CHECK(quantile(varied(Normal{2}, 10), 1 - 0x1p-53) == Approx(18).epsilon(1e-9));
    CHECK(quantile(varied(Normal{2}, 10, -far, 11), 0.99) == 11);
    CHECK(quantile(varied(LogNormal{0.1}, 7), 0.5) == Approx(7).epsilon(1e-14));
    CHECK(quantile(varied(LogNormal{0.1}, 7), 0x1p-53) == Approx(7 * std::exp(-0.4)).epsilon(1e-9));
    CHECK(quantile(varied(Triangular{3, 3}, 3), 0.7) == 3);
    const Varied discrete = varied(Discrete{{1, 5, 9}, {1, 2, 1}}, 5);
    CHECK(quantile(discrete, 0.2) == 1);
    CHECK(quantile(discrete, 0.3) == 5);
    CHECK(quantile(discrete, 0.7) == 5);
    CHECK(quantile(discrete, 0.8) == 9);
}

TEST_CASE("a number that counts is drawn whole, each whole number with its share") {
    const auto shares = [](Varied v) {
        v.whole = true;
        constexpr int n = 24'000;  // midpoints: no noise
        std::map<double, double> part;
        for (int i = 0; i < n; ++i) part[quantile(v, (i + 0.5) / n)] += 1.0 / n;
        return part;
    };
    constexpr double error = 1.0 / 24'000;  // of a midpoint on the wrong side of a step
    const std::map<double, double> uniform = shares(varied(Uniform{1, 5}, 4, 1, 100));
    CHECK(uniform.size() == 5);
    for (const double x : {1, 2, 3, 4, 5}) CHECK(uniform.at(x) == Approx(0.2).margin(error));
    // A triangle from 1.5 to 6.5 with its top at 4: areas by hand.
    const std::map<double, double> triangle = shares(varied(Triangular{2, 6}, 4, 1, 100));
    CHECK(triangle.size() == 5);
    CHECK(triangle.at(2) == Approx(0.08).margin(error));
    CHECK(triangle.at(3) == Approx(0.24).margin(error));
    CHECK(triangle.at(4) == Approx(0.36).margin(error));
    CHECK(triangle.at(6) == Approx(0.08).margin(error));
    // The top at an end.
    CHECK(shares(varied(Triangular{1, 2}, 1, 1, 100)).at(2) == Approx(1 / 3.0).margin(error));
    const std::map<double, double> normal = shares(varied(Normal{1}, 10, 1, 11));
    CHECK(normal.at(10) == Approx(std::erf(0.5 / std::sqrt(2.0))).margin(1e-4));
    CHECK(normal.rbegin()->first == 11);  // what lies beyond is cut to it
    for (const auto& [value, part] : shares(varied(LogNormal{0.5}, 4, 1, 100)))
        CHECK(value == std::floor(value));
    // As near to 0 and 1 as any stream comes: the moved bounds are rounded onto.
    Varied ends = varied(Uniform{99, 100}, 100, 1, 100);
    ends.whole = true;
    CHECK(quantile(ends, 0x1p-53) == 99);
    CHECK(quantile(ends, 1 - 0x1p-53) == 100);
    ends.distribution = Triangular{99, 100};
    CHECK(quantile(ends, 0x1p-53) == 99);
    CHECK(quantile(ends, 1 - 0x1p-53) == 100);
}

TEST_CASE("correlated numbers correlate and keep their distributions") {
    const std::vector<Varied> numbers{varied(Normal{1}, 0), varied(Uniform{0, 1}, 0.5), varied(Normal{3}, 5)};
    const RandomCases cases(numbers, 7, {{0, 2, -0.6}});
    constexpr int n = 40'000;
    double values[3], xy = 0, xx = 0, yy = 0, xu = 0, y = 0;
    for (int i = 0; i < n; ++i) {
        cases.values(static_cast<std::uint64_t>(i), values);
        const double a = values[0], b = (values[2] - 5) / 3;
        xy += a * b / n;
        xx += a * a / n;
        yy += b * b / n;
        y += b / n;
        xu += a * (values[1] - 0.5) / n;
    }
    // Four standard errors of 1 / sqrt(n).
    CHECK(xy == Approx(-0.6).margin(0.02));
    CHECK(xx == Approx(1).margin(0.03));
    CHECK(yy == Approx(1).margin(0.03));
    CHECK(y == Approx(0).margin(0.02));
    CHECK(xu == Approx(0).margin(0.01));
    CHECK_THROWS_AS(RandomCases(numbers, 7, {{0, 2, 0.1}, {2, 1, 0.1}}), std::invalid_argument);
    CHECK_THROWS_AS(RandomCases(numbers, 7, {{1, 1, 0.1}}), std::invalid_argument);
}

TEST_CASE("a case does not depend on the other cases") {
    const std::vector<Varied> numbers{varied(Normal{1}, 0), varied(Triangular{0, 4}, 1)};
    const RandomCases cases(numbers, 42), again(numbers, 42), other(numbers, 43);
    double a[2], b[2];
    cases.values(1'000'000'007, a);
    again.values(3, b);
    again.values(1'000'000'007, b);
    CHECK(a[0] == b[0]);
    CHECK(a[1] == b[1]);
    other.values(1'000'000'007, b);
    CHECK(a[0] != b[0]);
}

}  // namespace apogee
