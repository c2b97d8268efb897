#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "statistics/selection.h"
#include "statistics/statistics.h"
#include "unit/study_results.h"

namespace apogee {
namespace {

using testing::landed;
using testing::made_up_study;
using testing::MemoryResults;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> drawn(int kind, std::size_t count) {
    std::mt19937_64 random(static_cast<unsigned>(kind));
    std::normal_distribution<double> normal;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < count; ++i) {
        const double z = normal(random);
        switch (kind) {
            case 0:
                numbers.push_back(z);  // about zero: all exponents
                break;
            case 1:
                numbers.push_back(10'000 + 300 * z);
                break;
            case 2:
                numbers.push_back(std::round(z));  // ties
                break;
            case 3:
                numbers.push_back(7);
                break;
            case 4:
                numbers.push_back(i == 0 ? -1e300 : i == 1 ? 1e300 : 1 + 1e-13 * z);  // far outliers
                break;
            default:
                numbers.push_back(z * 1e-310);  // denormal
        }
    }
    return numbers;
}

}  // namespace

TEST_CASE("rank selection finds what sorting finds") {
    for (int kind = 0; kind < 6; ++kind) {
        for (const std::size_t count : {std::size_t{1}, std::size_t{10}, std::size_t{60'000}}) {
            const std::vector<double> numbers = drawn(kind, count);
            std::vector<double> sorted = numbers;
            std::sort(sorted.begin(), sorted.end());
            std::vector<std::uint64_t> ranks{0, count - 1};
            for (std::uint64_t i = 0; i < 14; ++i) ranks.push_back(i * 7919 % count);
            RankSelection selection(sorted.front(), sorted.back(), count, ranks);
            int passes = 0;
            while (selection.needs_pass()) {
                for (const double number : numbers) selection.add(number);
                selection.end_pass();
                REQUIRE(++passes <= 7);  // 64 bits in steps of 12, and one to keep the rest
            }
            for (const std::uint64_t rank : ranks) CHECK(selection.at(rank) == sorted[rank]);
        }
    }
}

TEST_CASE("the 90 % interval of a quantile is as wide as the binomial distribution asks for") {
    for (const std::uint64_t n : {1, 5, 20, 44, 45, 58, 59, 100, 999}) {
        for (const double p : {0.05, 0.5, 0.95}) {
            // P(exactly k of n below), by its recurrence from the most likely k, normalised.
            std::vector<double> exactly(n + 1, 0);
            const auto mode = static_cast<std::size_t>(p * static_cast<double>(n));
            exactly[mode] = 1;
            const auto ratio = [&](std::size_t k) {
                return static_cast<double>(n - k) / static_cast<double>(k + 1) * p / (1 - p);
            };
            for (std::size_t k = mode; k < n; ++k) exactly[k + 1] = exactly[k] * ratio(k);
            for (std::size_t k = mode; k-- > 0;) exactly[k] = exactly[k + 1] / ratio(k);
            const double sum = std::accumulate(exactly.begin(), exactly.end(), 0.0);
            const auto at_most = [&](std::uint64_t k) {
                return std::accumulate(exactly.begin(), exactly.begin() + static_cast<std::ptrdiff_t>(k) + 1,
                                       0.0) /
                       sum;
            };
            const RankInterval interval = quantile_ranks90(n, p);
            // The number of rank r lies above the quantile if at most r numbers are below it.
            if (interval.low_there) {
                CHECK(at_most(interval.low) < 0.05);
                CHECK(at_most(interval.low + 1) >= 0.05);
            } else {
                CHECK(at_most(0) >= 0.05);
            }
            if (interval.high_there) {
                CHECK(at_most(interval.high) >= 0.95);
                CHECK((interval.high == 0 || at_most(interval.high - 1) < 0.95));
            } else {
                CHECK(at_most(n - 1) < 0.95);
            }
        }
    }
    // Large samples: half width 1.645 sqrt(n p (1 - p)) to a rank.
    const RankInterval large = quantile_ranks90(100'000'000, 0.5);
    CHECK(std::abs(static_cast<double>(large.high - large.low) - 2 * 1.644854 * 5000) <= 2);
}

TEST_CASE("statistics of a study equal a plain computation") {
    constexpr std::size_t n = 40'000;
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    std::vector<CaseResult> results;
    std::vector<double> ranges;
    for (std::size_t i = 0; i < n; ++i) {
        const double range = 9000 + 700 * normal(random);
        results.push_back(landed(range));
        results.back().apogee_km = 1000 + 0.01 * range;
        if (i % 10 == 3) {
            results.back().outcome = Outcome::in_orbit;
            results.back().range_km = none;
        } else if (i % 1000 == 7) {
            results.back().flown_by = FlownBy::nobody;
            results.back().range_km = results.back().apogee_km = none;
        } else {
            ranges.push_back(range);
            if (i % 100 == 1) results.back().flown_by = FlownBy::robust;
        }
    }
    const Study study = made_up_study({}, 1);
    const PartStatistics s = part_statistics(study, 0, MemoryResults(results));
    CHECK(s.cases == n);
    CHECK(s.outcomes[static_cast<std::size_t>(Outcome::in_orbit)] == n / 10);
    CHECK(s.outcomes[static_cast<std::size_t>(Outcome::landed)] == ranges.size());
    CHECK(s.flown_by[static_cast<std::size_t>(FlownBy::nobody)] == n / 1000);
    CHECK(s.flown_by[static_cast<std::size_t>(FlownBy::robust)] == n / 100);

    const FieldStatistics& f = s.fields[0];
    REQUIRE(std::string(f.field->name) == "range_km");
    CHECK(f.count == ranges.size());
    const auto count = static_cast<long double>(ranges.size());
    const long double mean = std::accumulate(ranges.begin(), ranges.end(), 0.0L) / count;
    long double squares = 0;
    for (const double r : ranges) squares += (r - mean) * (r - mean);
    CHECK(f.mean == Approx(static_cast<double>(mean)).epsilon(1e-14));
    CHECK(f.sd == Approx(static_cast<double>(std::sqrt(squares / (count - 1)))).epsilon(1e-12));
    std::vector<double> sorted = ranges;
    std::sort(sorted.begin(), sorted.end());
    CHECK(f.least == sorted.front());
    CHECK(f.greatest == sorted.back());
    CHECK(results[f.least_case].range_km == f.least);
    CHECK(results[f.greatest_case].range_km == f.greatest);
    for (const QuantileEstimate& q : f.quantiles) {
        const auto rank =
            static_cast<std::size_t>(std::ceil(q.probability * static_cast<double>(sorted.size())));
        CHECK(q.value == sorted[rank - 1]);
        CHECK(q.low90 < q.value);
        CHECK(q.value < q.high90);
    }
    const Histogram& h = f.histogram;
    CHECK(h.counts.size() <= 25);
    CHECK(h.counts.size() >= 10);
    for (std::size_t i = 0; i < h.counts.size(); ++i) {
        const double from = static_cast<double>(h.first + static_cast<std::int64_t>(i)) * h.step;
        CHECK(h.counts[i] ==
              static_cast<std::uint64_t>(std::count_if(
                  ranges.begin(), ranges.end(), [&](double r) { return r >= from && r < from + h.step; })));
    }
}

TEST_CASE("statistics depend neither on the order of the cases nor on chunks and threads") {
    std::vector<CaseResult> results;
    for (const double number : drawn(1, 30'000)) results.push_back(landed(number));
    const Study study = made_up_study({}, 1);
    const FieldStatistics first = part_statistics(study, 0, MemoryResults(results, 1000)).fields[0];
    std::shuffle(results.begin(), results.end(), std::mt19937_64(9));
    const FieldStatistics second = part_statistics(study, 0, MemoryResults(results, 37), 3).fields[0];
    // Equal to the last bit: sums of floating-point numbers would not be.
    CHECK(first.mean == second.mean);
    CHECK(first.sd == second.sd);
    CHECK(first.histogram.counts == second.histogram.counts);
    for (std::size_t i = 0; i < first.quantiles.size(); ++i) {
        CHECK(first.quantiles[i].value == second.quantiles[i].value);
        CHECK(first.quantiles[i].low90 == second.quantiles[i].low90);
        CHECK(first.quantiles[i].high90 == second.quantiles[i].high90);
    }
}

TEST_CASE("statistics of few and of equal cases") {
    const Study study = made_up_study({}, 1);
    const FieldStatistics one = part_statistics(study, 0, MemoryResults({landed(5)})).fields[0];
    CHECK(one.mean == 5);
    CHECK(std::isnan(one.sd));
    CHECK(one.quantiles[median_index].value == 5);
    CHECK(std::isnan(one.quantiles[median_index].low90));
    const FieldStatistics equal =
        part_statistics(study, 0, MemoryResults(std::vector<CaseResult>(20'000, landed(5)))).fields[0];
    CHECK(equal.mean == 5);
    CHECK(equal.sd == 0);
    CHECK(equal.quantiles[0].value == 5);
    CHECK(equal.histogram.counts == std::vector<std::uint64_t>{20'000});
    // The last digits of one value, a whole number between them.
    const FieldStatistics rounded =
        part_statistics(study, 0, MemoryResults({landed(std::nextafter(5.0, 0.0)), landed(5)})).fields[0];
    CHECK(rounded.histogram.step == 1);
    CHECK(rounded.histogram.first == 4);
    CHECK(rounded.histogram.counts == std::vector<std::uint64_t>{1, 1});
    const FieldStatistics nothing =
        part_statistics(study, 0, MemoryResults(std::vector<CaseResult>(3, landed(none)))).fields[0];
    CHECK(nothing.count == 0);
}

TEST_CASE("impacts on both sides of the date line stay together") {
    Study study = made_up_study({}, 1);
    Launch launch;
    launch.site.longitude = radians(170);
    study.parts[0].scenario.start = launch;
    std::vector<CaseResult> results{landed(1), landed(1)};
    results[0].impact_longitude_deg = 179;
    results[1].impact_longitude_deg = -179;
    for (const FieldStatistics& f : part_statistics(study, 0, MemoryResults(results)).fields) {
        if (f.field->member == &CaseResult::impact_longitude_deg) CHECK(f.mean == Approx(180));
    }
}

}  // namespace apogee
