#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "estimate/boost_family.h"
#include "estimate/estimate.h"
#include "properties/synthetic_missiles.h"
#include "sanitized.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

struct Coverage {
    std::size_t missiles = 0, covered = 0, covered_without_time = 0, narrower = 0, unanswered = 0;
    std::vector<double> half_widths;  ///< relative, with the time

    void add(const Estimate& e, double truth_km) {
        ++missiles;
        if (!e.possible() || !(e.effective > 0)) {
            ++unanswered;
            return;
        }
        const auto holds = [&](const WeightedQuantiles& q) {
            return q.low <= truth_km && truth_km <= q.high;
        };
        covered += holds(e.standard_km) ? 1 : 0;
        covered_without_time += holds(e.standard_without_time_km) ? 1 : 0;
        const auto width = [](const WeightedQuantiles& q) { return q.high - q.low; };
        narrower += width(e.standard_km) <= width(e.standard_without_time_km) ? 1 : 0;
        half_widths.push_back(0.5 * width(e.standard_km) / e.standard_km.median);
    }
    [[nodiscard]] std::string line(const char* name) {
        std::sort(half_widths.begin(), half_widths.end());
        return fmt::format(
            "{:<16} {:4} missiles, {:4} in the 90 % interval ({:.1f} %), {:4} without the time, {:4} "
            "narrower with "
            "it, {:3} unanswered, median half width {:.1f} %\n",
            name, missiles, covered, 100.0 * static_cast<double>(covered) / static_cast<double>(missiles),
            covered_without_time, narrower, unanswered,
            half_widths.empty() ? 0 : 100 * half_widths[half_widths.size() / 2]);
    }
};

enum class Knowledge { vehicle, none };

Coverage coverage(Knowledge knowledge, std::size_t missiles, std::uint64_t samples, bool print) {
    constexpr std::uint64_t seed = 20171129;
    Coverage table;
    std::uint64_t number = 0;
    for (const Synthetic& s : synthetic_missiles(missiles, seed)) {
        EstimateOptions options;
        options.samples = samples;
        options.seed = ++number;
        options.details = false;
        options.threads = all_threads();
        const std::vector<CandidateVehicles> candidates =
            knowledge == Knowledge::vehicle ? std::vector{known_about(s, seed, number)}
                                            : boost_family(synthetic_site, *s.report.azimuth, true);
        const Estimate e = estimate(s.report, candidates, options);
        table.add(e, s.standard_km);
        if (print)
            fmt::print(
                "{:3} stages {} apogee {:7.1f} range {:7.1f} truth {:8.1f} estimate {:8.1f} {:8.1f} {:8.1f} "
                "(effective {:.0f})\n",
                number, s.candidate + 1, s.report.apogee_km.value(), s.report.range_km.value(), s.standard_km,
                e.standard_km.low, e.standard_km.median, e.standard_km.high, e.effective);
    }
    return table;
}

/// Three standard deviations of a binomial count below 85 %.
double fewest(std::size_t missiles) {
    const auto count = static_cast<double>(missiles);
    return 0.85 * count - 3 * std::sqrt(count * 0.85 * 0.15);
}

}  // namespace

// The full table: apogee_tests '[coverage]'; APOGEE_MISSILES and APOGEE_SAMPLES change its size.
TEST_CASE("Estimates of synthetic missiles hold the truth as often as they say", "[.][coverage]") {
    const std::size_t missiles = from_environment("APOGEE_MISSILES", 200);
    const std::uint64_t samples = from_environment("APOGEE_SAMPLES", 1000);
    for (const Knowledge knowledge : {Knowledge::vehicle, Knowledge::none}) {
        Coverage c = coverage(knowledge, missiles, samples, true);
        fmt::print("{}", c.line(knowledge == Knowledge::vehicle ? "with a vehicle" : "without"));
        CHECK(static_cast<double>(c.covered) > fewest(missiles));
        CHECK(c.half_widths.size() + c.unanswered == c.missiles);
    }
}

// A part of it: catches an estimate that is biased, far too sure, or sure of nothing.
static void check_some(Knowledge knowledge, double widest_median) {
    constexpr std::size_t missiles = sanitized ? 8 : 40;
    constexpr std::uint64_t samples = sanitized ? 240 : 1000;
    Coverage c = coverage(knowledge, missiles, samples, false);
    REQUIRE(c.missiles == missiles);
    CAPTURE(c.covered, c.narrower, c.unanswered);
    CHECK(static_cast<double>(c.covered) > fewest(missiles));
    CHECK(c.unanswered <= missiles / 10);
    CHECK(2 * c.narrower > missiles);
    std::ranges::sort(c.half_widths);
    REQUIRE_FALSE(c.half_widths.empty());
    CHECK(c.half_widths[c.half_widths.size() / 2] < widest_median);
}

// Numbers known to 6 % each, most of which the apogee takes back: some 1 %, with room for a factor of four.
TEST_CASE("Estimates of synthetic missiles with a vehicle hold the truth", "[estimate][long]") {
    check_some(Knowledge::vehicle, 0.04);
}

// The whole family's spread of gravity losses is some 20 %; a report narrows it several times.
TEST_CASE("Estimates of synthetic missiles without a vehicle hold the truth", "[estimate][long]") {
    check_some(Knowledge::none, 0.08);
}
