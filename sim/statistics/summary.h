#pragma once

#include <vector>

#include "statistics/sensitivity.h"
#include "statistics/statistics.h"

namespace apogee {

/// Everything that reports say of a part.
struct PartSummary {
    PartStatistics statistics;
    std::vector<Sensitivity> sensitivities;  ///< of enough random cases, or of a grid; empty otherwise
    std::vector<CaseResult> first_results;   ///< the first cases of a sweep
};
using StudySummary = std::vector<PartSummary>;

/// Rows of a sweep that a summary shows; all of them are in the dataset.
inline constexpr std::uint64_t most_summary_rows = 1000;

/// A summary of every part, in order. Passes over the results a few times.
[[nodiscard]] StudySummary study_summary(const Study& study, const ResultReader& results,
                                         unsigned threads = 1);

}  // namespace apogee
