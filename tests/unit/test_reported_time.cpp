#include <catch2/catch.hpp>
#include <cmath>

#include "estimate/reported_time.h"

using namespace apogee;

namespace {

constexpr int count = 2000;
constexpr double middle_s = 1800, sd_s = 40;

/// A normal distribution's quantiles.
std::vector<double> normal_times(double mean_s = middle_s) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) times.push_back(mean_s + sd_s * normal_quantile((i + 0.5) / count));
    return times;
}

TimeAgreement agreement(const std::vector<double>& times_s, const std::string& reported,
                        std::vector<double> weights = {}) {
    weights.resize(times_s.size(), 1);
    return time_agreement(times_s, weights, read_time_s(reported, "time"));
}

}  // namespace

TEST_CASE("A normal spread of flight times calls a report as rare as its own reports are", "[estimate]") {
    const double bandwidth_s = 0.9 * sd_s * std::pow(count, -0.2), step_s = std::hypot(5, bandwidth_s) / 5;
    const double report_sd_s = std::hypot(sd_s, 5, bandwidth_s);
    const double z = GENERATE(-3.0, -2.0, -1.0, 0.5, 1.0, 2.0, 3.0);
    CAPTURE(z);
    const TimeAgreement found =
        agreement(normal_times(), std::to_string(middle_s + z * report_sd_s) + "s~0.001s");
    // Summed over places a step apart: each end is off by half a step at most.
    const double expected = std::erfc(std::abs(z) / std::sqrt(2)),
                 density = std::exp(-0.5 * z * z) / std::sqrt(2 * pi) / report_sd_s;
    CHECK(found.chance == Approx(expected).margin(1.2 * step_s * density));
    CHECK(found.agrees() == (std::abs(z) < 2.5));
    // The mean over normal reports of a normal density is that of their difference: 1 / sqrt(2) of the peak.
    const double peak = std::hypot(5, bandwidth_s) / report_sd_s;
    CHECK(found.share == Approx(peak * std::exp(-0.5 * z * z)).epsilon(0.03));
    CHECK(found.usual_share == Approx(peak / std::sqrt(2)).epsilon(0.02));
}

TEST_CASE("A report agrees within its rounding and not far beyond", "[estimate]") {
    const std::vector<double> times = normal_times();
    CHECK(agreement(times, "2000s~0.5s").chance < 1e-4);
    CHECK(agreement(times, "2000s~300s").agrees());
    CHECK(agreement(times, "1600s~300s").agrees());
    CHECK_FALSE(agreement(times, "2000s~30s").agrees());
    CHECK_FALSE(agreement(times, "1600s~30s").agrees());
    // Nowhere near any flight: no share at all.
    CHECK(agreement(times, "60min").chance == 0);
    CHECK(agreement(times, "60s").share == 0);
}

TEST_CASE("A report between two kinds of flights is as far out as one beyond them", "[estimate]") {
    std::vector<double> times = normal_times(1500);
    for (const double time_s : normal_times(2500)) times.push_back(time_s);
    CHECK(agreement(times, "1500s~0.5s").agrees());
    CHECK(agreement(times, "2500s~0.5s").agrees());
    CHECK_FALSE(agreement(times, "2000s~0.5s").agrees());
}

TEST_CASE("What a flight weighs is what it says of a reported time", "[estimate]") {
    std::vector<double> times = normal_times(1500), weights(count, 1.0);
    for (const double time_s : normal_times(2500)) times.push_back(time_s);
    weights.resize(times.size(), 1e-3);
    CHECK(agreement(times, "1500s~0.5s", weights).agrees());
    CHECK_FALSE(agreement(times, "2500s~0.5s", weights).agrees());
    CHECK(agreement(times, "2500s~0.5s", weights).chance > 1e-4);
}

TEST_CASE("A single flight agrees with the time it takes", "[estimate]") {
    CHECK(agreement({1800}, "1800s~0.5s").chance == Approx(1));
    CHECK(agreement({1800}, "1806s~0.5s").agrees());
    // Beyond 2.6 of the reporter's standard deviations.
    CHECK_FALSE(agreement({1800}, "1815s~0.5s").agrees());
    CHECK_FALSE(agreement({1800}, "1785s~0.5s").agrees());
}
