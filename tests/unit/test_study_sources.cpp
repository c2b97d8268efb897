#include <boost/random/sobol.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "study/sources.h"

namespace apogee {
namespace {

std::vector<Varied> unit_numbers(std::size_t count) {
    return std::vector<Varied>(count, {"x", 0.5, Uniform{0, 1}, 0, 1});
}

std::vector<std::uint32_t> first_streams(std::uint32_t count) {
    std::vector<std::uint32_t> streams(count);
    for (std::uint32_t i = 0; i < count; ++i) streams[i] = i;
    return streams;
}

}  // namespace

TEST_CASE("the Sobol sequence begins as published") {
    // Joe & Kuo's own listing for three dimensions, points 0 to 9, as fractions of 16:
    // https://web.maths.unsw.edu.au/~fkuo/sobol/ (their sobol.cc with new-joe-kuo-6.21201).
    constexpr int published[10][3] = {{0, 0, 0},   {8, 8, 8},   {12, 4, 4}, {4, 12, 12}, {6, 6, 10},
                                      {14, 14, 2}, {10, 2, 14}, {2, 10, 6}, {3, 5, 15},  {11, 13, 7}};
    for (std::uint64_t n = 0; n < 10; ++n) {
        const std::vector<std::uint64_t> point = sobol_point(3, n);
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(static_cast<double>(point[i]) * 0x1p-64 == published[n][i] / 16.0);
    }
}

TEST_CASE("any point of the Sobol sequence can be had without those before it") {
    constexpr std::uint32_t dimensions = 20;
    boost::random::sobol engine(dimensions);  // leaves out point 0
    for (std::uint64_t n = 1; n < 300; ++n) {
        std::vector<std::uint64_t> next(dimensions);
        for (std::uint64_t& coordinate : next) coordinate = engine();
        CHECK(sobol_point(dimensions, n) == next);
    }
    engine.seed(123'456'789'011);
    CHECK(sobol_point(1, 123'456'789'012)[0] == engine());
}

TEST_CASE("shifted Sobol points are a net of strength 0 in two dimensions") {
    // 2^m points: one in every elementary interval of area 2^-m, whatever the shift.
    constexpr int m = 8, n = 1 << m;
    for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{99}}) {
        const SobolCases cases(unit_numbers(2), seed, {}, first_streams(2));
        std::vector<std::array<double, 2>> points(n);
        for (std::size_t i = 0; i < n; ++i) cases.values(i, points[i]);
        for (int k = 0; k <= m; ++k) {
            std::set<std::pair<int, int>> cells;
            for (const auto& p : points)
                cells.emplace(static_cast<int>(std::ldexp(p[0], k)),
                              static_cast<int>(std::ldexp(p[1], m - k)));
            CHECK(cells.size() == n);
        }
    }
}

TEST_CASE("the seed shifts the Sobol sequence and streams choose its coordinates") {
    std::array<double, 3> a{}, b{};
    std::array<double, 2> chosen{};
    SobolCases(unit_numbers(3), 1, {}, first_streams(3)).values(1000, a);
    SobolCases(unit_numbers(3), 2, {}, first_streams(3)).values(1000, b);
    CHECK(a != b);
    SobolCases(unit_numbers(2), 1, {}, {2, 0}).values(1000, chosen);
    CHECK(chosen[0] == a[2]);
    CHECK(chosen[1] == a[0]);
}

TEST_CASE("a Sobol study knows a mean better than chance does") {
    // Mean of x y z over the cube is 1/8; chance is off by 0.3 / sqrt(n).
    constexpr std::size_t n = 4096;
    double sum = 0;
    const SobolCases cases(unit_numbers(3), 7, {}, first_streams(3));
    for (std::size_t i = 0; i < n; ++i) {
        std::array<double, 3> x{};
        cases.values(i, x);
        sum += x[0] * x[1] * x[2];
    }
    CHECK(std::abs(sum / n - 0.125) < 0.13 / 64 / 10);
}

TEST_CASE("random streams can be chosen") {
    std::array<double, 2> chosen{};
    RandomCases(unit_numbers(2), 5, {}, {7, 3}).values(11, chosen);
    CHECK(chosen[0] == uniform_number(5, 11, 7));
    CHECK(chosen[1] == uniform_number(5, 11, 3));
}

TEST_CASE("a sweep takes every combination once with the last axis fastest") {
    const SweepCases cases({{"a", {1, 2}}, {"b", {10, 20, 30}}});
    std::array<double, 2> x{};
    std::vector<std::array<double, 2>> all;
    for (std::uint64_t i = 0; i < 6; ++i) {
        cases.values(i, x);
        all.push_back(x);
    }
    CHECK(all == std::vector<std::array<double, 2>>{{1, 10}, {1, 20}, {1, 30}, {2, 10}, {2, 20}, {2, 30}});
}

}  // namespace apogee
