#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "statistics/results.h"
#include "study/sources.h"
#include "study/study.h"

namespace apogee::testing {

/// Results that stand in memory, of a study of one part.
class MemoryResults : public ResultReader {
  public:
    explicit MemoryResults(std::vector<CaseResult> results, std::size_t chunk_cases = 1000)
        : results_(std::move(results)), chunk_cases_(chunk_cases) {}

    [[nodiscard]] std::uint64_t cases(std::size_t) const override { return results_.size(); }
    [[nodiscard]] std::uint64_t chunks(std::size_t) const override {
        return (results_.size() + chunk_cases_ - 1) / chunk_cases_;
    }
    [[nodiscard]] std::uint64_t first_case(std::size_t, std::uint64_t chunk) const override {
        return chunk * chunk_cases_;
    }
    void read(std::size_t, std::uint64_t chunk, std::vector<CaseResult>& results) const override {
        ++reads;
        const std::size_t first = chunk * chunk_cases_,
                          last = std::min(first + chunk_cases_, results_.size());
        results.assign(results_.begin() + static_cast<std::ptrdiff_t>(first),
                       results_.begin() + static_cast<std::ptrdiff_t>(last));
    }
    mutable std::atomic<std::uint64_t> reads = 0;

  private:
    std::vector<CaseResult> results_;
    std::size_t chunk_cases_;
};

/// A landed case of which every figure but the range is the same.
inline CaseResult landed(double range_km) {
    CaseResult result;
    result.outcome = Outcome::landed;
    result.flown_by = FlownBy::fast;
    result.range_km = range_km;
    return result;
}

/// A study of made-up numbers; no flight stands behind it.
inline Study made_up_study(std::vector<Varied> numbers, std::uint64_t seed,
                           std::vector<Correlation> correlations = {}) {
    Study study;
    study.title = "made up";
    study.file = "made-up.toml";
    study.seed = seed;
    StudyPart part;
    part.name = "part";
    part.source = std::make_shared<RandomCases>(numbers, seed, correlations);
    for (const Varied& number : numbers) part.paths.push_back(number.path);
    part.numbers = std::move(numbers);
    part.correlations = std::move(correlations);
    study.parts.push_back(std::move(part));
    return study;
}

}  // namespace apogee::testing
