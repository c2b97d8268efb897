#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "statistics/median_interval.h"

namespace apogee {
namespace {

std::vector<CaseResult> cases_of(const std::vector<double>& ranges_km) {
    std::vector<CaseResult> results(ranges_km.size());
    for (std::size_t i = 0; i < results.size(); ++i) results[i].range_km = ranges_km[i];
    return results;
}

std::vector<double> drawn(std::size_t count, double mean, double sd) {
    std::mt19937_64 generator(5);
    std::normal_distribution<double> distribution(mean, sd);
    std::vector<double> ranges(count);
    for (double& range : ranges) range = distribution(generator);
    return ranges;
}

}  // namespace

TEST_CASE("The interval of the median is that of sorted ranges up to a cell", "[store]") {
    const std::size_t count = GENERATE(10, 101, 5000, 40001);
    const double cell = GENERATE(0.01, 0.3, 1.0);
    std::vector<double> ranges = drawn(count, 9000, 40);
    MedianInterval median(cell);
    median.add(cases_of(ranges));
    std::sort(ranges.begin(), ranges.end());
    // Conover's ranks, one-based.
    const double n = static_cast<double>(count), spread = 1.6448536269514722 * std::sqrt(n) / 2;
    const auto low = static_cast<std::size_t>(std::floor(n / 2 - spread)),
               high = static_cast<std::size_t>(std::ceil(n / 2 + spread)) + 1;
    const double exact = ranges[high - 1] - ranges[low - 1];
    CHECK(median.width_km() >= exact);
    CHECK(median.width_km() <= exact + 2 * cell);
    CHECK(std::abs(median.median_km().value() - ranges[(count + 1) / 2 - 1]) <= cell / 2 + 1e-9);
}

TEST_CASE("The interval of the median covers it nine times in ten", "[store]") {
    // The median of 201 numbers drawn about 5000: does the interval's half width, as a distance of the
    // sample's median from the true one, hold in about 90 of 100 samples? 400 samples: 360 +- 6, four
    // sigma 24.
    std::mt19937_64 generator(11);
    std::normal_distribution<double> distribution(5000, 100);
    int covered = 0;
    for (int sample = 0; sample < 400; ++sample) {
        std::vector<double> ranges(201);
        for (double& range : ranges) range = distribution(generator);
        MedianInterval median(0.01);
        median.add(cases_of(ranges));
        covered += std::abs(median.median_km().value() - 5000) < median.width_km() / 2 ? 1 : 0;
    }
    CHECK(covered > 330);
    CHECK(covered < 390);
}

TEST_CASE("Order and division do not matter to the interval and cases without a range do not count",
          "[store]") {
    std::vector<double> ranges = drawn(3000, 700, 15);
    MedianInterval forward(0.1), backward(0.1);
    forward.add(cases_of(ranges));
    std::reverse(ranges.begin(), ranges.end());
    ranges.insert(ranges.begin() + 17, std::numeric_limits<double>::quiet_NaN());
    ranges.push_back(std::numeric_limits<double>::infinity());
    const std::vector<CaseResult> results = cases_of(ranges);
    backward.add(std::span(results).first(1000));
    backward.add(std::span(results).subspan(1000));
    CHECK(forward.width_km() == backward.width_km());
    CHECK(forward.median_km() == backward.median_km());
}

TEST_CASE("A rule to stop waits for enough cases of every part", "[store]") {
    StoppingRule rule(10.0, 2), no_rule(std::nullopt, 1);
    CHECK_FALSE(rule.fulfilled());
    rule.add(0, cases_of({500, 500, 500}));  // no interval can be had from three
    rule.add(1, cases_of({500, 500, 500}));
    CHECK_FALSE(rule.fulfilled());
    rule.add(0, cases_of(drawn(2000, 8000, 50)));
    CHECK_FALSE(rule.fulfilled());
    rule.add(1, cases_of(drawn(2000, 8000, 50)));
    CHECK(rule.fulfilled());
    rule.add(1, cases_of(drawn(9000, 8000, 5000)));
    CHECK_FALSE(rule.fulfilled());
    no_rule.add(0, cases_of(std::vector<double>(1000, 500.0)));
    CHECK_FALSE(no_rule.fulfilled());
}

TEST_CASE("A rule about ranges is never fulfilled by flights without one", "[store]") {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    StoppingRule rule(10.0, 1);
    rule.add(0, cases_of(std::vector<double>(5000, none)));
    CHECK_FALSE(rule.fulfilled());
    CHECK_FALSE(rule.median_km(0));
    CHECK(rule.count(0) == 0);
    // One case that landed says nothing about a median either.
    rule.add(0, cases_of({none, 700, none}));
    CHECK_FALSE(rule.fulfilled());
    CHECK(rule.count(0) == 1);
}

TEST_CASE("Ranges beyond what is counted never look narrow", "[store]") {
    MedianInterval median(1);
    median.add(cases_of(std::vector<double>(1000, 30000.0)));
    CHECK(std::isinf(median.width_km()));
}

}  // namespace apogee
