#include <catch2/catch.hpp>
#include <cmath>

#include "statistics/sensitivity.h"
#include "unit/study_results.h"

namespace apogee {
namespace {

using testing::landed;
using testing::made_up_study;
using testing::MemoryResults;

constexpr double far = 1e9;

Varied uniform(const std::string& path) {
    return {path, 0, Uniform{-1, 1}, -far, far};
}

/// Effects on a range of 5000 + sum of slope x number.
std::vector<Effect> effects_on(const Study& study, const std::vector<double>& slopes, std::size_t cases) {
    std::vector<CaseResult> results;
    std::vector<double> x(slopes.size());
    for (std::size_t i = 0; i < cases; ++i) {
        study.parts[0].source->values(i, x);
        double range = 5000;
        for (std::size_t k = 0; k < x.size(); ++k) range += slopes[k] * x[k];
        results.push_back(landed(range));
    }
    const MemoryResults reader(results);
    return sensitivities(study, 0, reader, part_statistics(study, 0, reader))[0].effects;
}

}  // namespace

TEST_CASE("sensitivity indices of a linear model are its shares of variance") {
    // Variances 4, 1 and 0 thirds: 80 %, 20 %, nothing. Cells of a fiftieth lose 1/2500 of an index.
    const Study study = made_up_study({uniform("a"), uniform("b"), uniform("c")}, 3);
    const std::vector<Effect> effects = effects_on(study, {20, 10, 0}, 40'000);
    const double exact[] = {0.8, 0.2, 0};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(effects[i].noise < 0.01);
        CHECK(std::abs(effects[i].index - exact[i]) < 4 * effects[i].noise + 4e-4);
    }
    // The lowest tenth of a number between -1 and 1 is -0.9 on average.
    CHECK(effects[0].at_low == Approx(5000 - 18).margin(4 * 6 / std::sqrt(4000.0)));
    CHECK(effects[0].at_high == Approx(5000 + 18).margin(4 * 6 / std::sqrt(4000.0)));
    CHECK(effects[2].at_low == Approx(5000).margin(4 * 13 / std::sqrt(4000.0)));
}

TEST_CASE("the noise of a sensitivity index is its scatter from seed to seed") {
    constexpr int seeds = 60;
    double scores = 0, biases = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const Study study =
            made_up_study({uniform("a"), uniform("b"), uniform("c")}, static_cast<std::uint64_t>(seed));
        const std::vector<Effect> effects = effects_on(study, {10, 10, 0}, 2000);
        // Cells of a twentieth lose 1/400 of an index.
        const double off = effects[0].index - 0.5 * (1 - 1 / 400.0);
        scores += off * off / (effects[0].noise * effects[0].noise) / seeds;
        biases += effects[2].index / seeds;
    }
    // Mean square score 1, with a scatter of sqrt(2 / 60) and the noise of 16 groups.
    CHECK(scores > 0.5);
    CHECK(scores < 2);
    // An unrelated number scatters by sqrt(2 x 20) / 2000 = 0.003: its mean over 60 seeds is 0 to 4 x 0.0004.
    // Without the correction for chance it would be 0.0095.
    CHECK(std::abs(biases) < 0.0017);
}

TEST_CASE("a Sobol sequence leaves nothing to chance that could be subtracted") {
    Study study = made_up_study({uniform("a"), uniform("b"), uniform("c")}, 3);
    study.sampling = Sampling::sobol;
    study.parts[0].source = std::make_shared<SobolCases>(
        study.parts[0].numbers, 3, std::vector<Correlation>{}, std::vector<std::uint32_t>{0, 1, 2});
    const std::vector<Effect> effects = effects_on(study, {20, 10, 0}, 4096);
    // 30 cells: taking off what chance gives would make it -0.7 %.
    CHECK(std::abs(effects[2].index) < 0.002);
    CHECK(effects[0].index == Approx(0.8).margin(0.003));
    CHECK(std::abs(effects[0].index - 0.8 * (1 - 1 / 900.0)) < 4 * effects[0].noise);
}

TEST_CASE("a number without influence gets credit for one it moves with") {
    constexpr double coefficient = 0.6;
    const std::vector<Varied> numbers{{"a", 0, Normal{1}, -far, far}, {"b", 0, Normal{1}, -far, far}};
    const Study study = made_up_study(numbers, 1, {{0, 1, coefficient}});
    const std::vector<Effect> effects = effects_on(study, {0, 1}, 40'000);
    // Cells of equal probability lose some 1 % in the tails of a normal distribution.
    CHECK(effects[0].index == Approx(coefficient * coefficient).margin(0.02));
    CHECK(effects[1].index == Approx(1).margin(0.02));
}

TEST_CASE("discrete numbers are told apart by their values") {
    const std::vector<Varied> numbers{{"a", 0, Discrete{{0, 1}, {3, 1}}, -far, far}, uniform("b")};
    const std::vector<Effect> effects = effects_on(made_up_study(numbers, 1), {10, 10}, 20'000);
    // Variances 100 x 3/16 and 100 / 3.
    const double exact = 3.0 / 16 / (3.0 / 16 + 1.0 / 3);
    CHECK(std::abs(effects[0].index - exact) < 4 * effects[0].noise);
    CHECK(effects[0].at_high - effects[0].at_low == Approx(10).margin(0.5));
}

TEST_CASE("a sweep's shares of variance are those of its grid") {
    Study study;
    study.sweep = true;
    study.cases = 12;
    StudyPart part;
    // Out of order, and one value twice: it counts twice in the grid.
    part.axes = {{"a", {3, -3, 0}}, {"b", {2, -2, 2, -2}}};
    part.paths = {"a", "b"};
    part.source = std::make_shared<SweepCases>(part.axes);
    study.parts.push_back(part);
    std::vector<CaseResult> results;
    std::vector<double> x(2);
    for (std::size_t i = 0; i < 12; ++i) {
        part.source->values(i, x);
        results.push_back(landed(5000 + 10 * x[0] + 20 * x[1] + x[0] * x[1]));
    }
    const MemoryResults reader(results, 5);
    const PartStatistics statistics = part_statistics(study, 0, reader);
    const std::vector<Effect> effects = sensitivities(study, 0, reader, statistics)[0].effects;
    // Variances over the grid: of 10 a, 600; of 20 b, 1600; of a b, 6 x 4.
    CHECK(effects[0].index == Approx(600 / 2224.0).epsilon(1e-9));
    CHECK(effects[1].index == Approx(1600 / 2224.0).epsilon(1e-9));
    CHECK(effects[0].noise == 0);
    CHECK(effects[0].at_low == Approx(4970));
    CHECK(effects[0].at_high == Approx(5030));
    CHECK(effects[1].at_low == Approx(4960));
}

TEST_CASE("points of a Sobol sequence that are left are not taken for even ones") {
    Study study = made_up_study({uniform("a"), uniform("b"), uniform("c")}, 3);
    study.sampling = Sampling::sobol;
    study.parts[0].source = std::make_shared<SobolCases>(
        study.parts[0].numbers, 3, std::vector<Correlation>{}, std::vector<std::uint32_t>{0, 1, 2});
    std::vector<CaseResult> results;
    std::vector<double> x(3);
    for (std::size_t i = 0; i < 4096; ++i) {
        study.parts[0].source->values(i, x);
        // One in thirty lands, whatever a and c are.
        results.push_back(landed(x[1] > 0.93 ? 5000 + 100 * x[0] : std::nan("")));
    }
    const MemoryResults reader(results);
    const PartStatistics statistics = part_statistics(study, 0, reader);
    REQUIRE(statistics.fields[0].count < 200);
    const std::vector<Effect> effects = sensitivities(study, 0, reader, statistics)[0].effects;
    // 143 points in 30 cells would give 29 / 142 of the variance to cells that mean nothing: their number
    // follows that of the points, and what chance gives is subtracted. Ten cells scatter by
    // sqrt(2 x 9) / 142 = 0.03: three times that.
    CHECK(std::abs(effects[1].index) < 0.09);
    CHECK(std::abs(effects[2].index) < 0.09);
    CHECK(effects[0].index > 0.98);
}

TEST_CASE("the mean at an end of a number is that of the cases there or none") {
    Study study;
    study.sweep = true;
    study.cases = 6;
    StudyPart part;
    part.axes = {{"a", {1, 2, 3}}, {"b", {1, 2}}};
    part.paths = {"a", "b"};
    part.source = std::make_shared<SweepCases>(part.axes);
    study.parts.push_back(part);
    // Nothing lands at the least value of a; what lands at 2 must not stand in for it.
    std::vector<CaseResult> results{landed(std::nan("")), landed(std::nan("")), landed(20),
                                    landed(22),           landed(30),           landed(std::nan(""))};
    const MemoryResults reader(results);
    const PartStatistics statistics = part_statistics(study, 0, reader);
    const std::vector<Effect> effects = sensitivities(study, 0, reader, statistics)[0].effects;
    CHECK(std::isnan(effects[0].at_low));
    CHECK(effects[0].at_high == Approx(30));
    CHECK(effects[1].at_low == Approx(25));
    // Between a = 2 and a = 3 lie 54 of the squares 56 about the mean of 24.
    CHECK(effects[0].index == Approx(54 / 56.0).epsilon(1e-9));
    // The same of a random study: the lowest tenth has cases, and none of them landed.
    const Study random = made_up_study({uniform("a"), uniform("b")}, 1);
    results.clear();
    std::vector<double> x(2);
    for (std::size_t i = 0; i < 2000; ++i) {
        random.parts[0].source->values(i, x);
        results.push_back(landed(x[0] > 0 ? 100 + x[0] : std::nan("")));
    }
    const MemoryResults drawn(results);
    const Sensitivity range = sensitivities(random, 0, drawn, part_statistics(random, 0, drawn))[0];
    CHECK(std::isnan(range.effects[0].at_low));
    CHECK(range.effects[0].at_high > 100.89);
}

TEST_CASE("flights without a range leave the others to say what matters") {
    const Study study = made_up_study({uniform("a"), uniform("b")}, 1);
    std::vector<CaseResult> results;
    std::vector<double> x(2);
    for (std::size_t i = 0; i < 20'000; ++i) {
        study.parts[0].source->values(i, x);
        results.push_back(landed(x[1] > 0 ? 100 + x[0] : std::nan("")));
    }
    const MemoryResults reader(results);
    const PartStatistics statistics = part_statistics(study, 0, reader);
    const Sensitivity range = sensitivities(study, 0, reader, statistics)[0];
    CHECK(range.cases == statistics.fields[0].count);
    CHECK(range.effects[0].index == Approx(1).margin(0.002));
    CHECK(std::abs(range.effects[1].index) < 4 * range.effects[1].noise);
}

}  // namespace apogee
