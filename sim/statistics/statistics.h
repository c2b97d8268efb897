#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "batch/result_fields.h"
#include "statistics/results.h"
#include "study/study.h"

namespace apogee {

/// What the order statistics of a sample say of a quantile of the distribution it was drawn from.
struct QuantileEstimate {
    double probability;
    double value;  ///< of the sample: the least number that so great a part of it does not exceed
    /// Where the distribution's own quantile lies, with a confidence of 90 % or a little more: order
    /// statistics of ranks from the binomial distribution, whatever the distribution. NaN where the sample
    /// is too small. Source: Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2.
    double low90, high90;
};

/// Rank (0 is the least) of the order statistic that is a sample's quantile.
[[nodiscard]] std::uint64_t sample_rank(std::uint64_t count, double probability);

/// Ranks (0 is the least) of the two order statistics between which a quantile lies with 90 %.
struct RankInterval {
    bool low_there, high_there;  ///< false: the sample is too small for this end
    std::uint64_t low, high;
};
[[nodiscard]] RankInterval quantile_ranks90(std::uint64_t count, double probability);

/// Counts between evenly spaced round numbers.
struct Histogram {
    double step = 0;
    std::int64_t first = 0;             ///< the first cell begins at first x step
    std::vector<std::uint64_t> counts;  ///< at most 25
};

/// One figure over all cases that have it. Where none has it, numbers are NaN and lists are empty.
struct FieldStatistics {
    const ResultField* field = nullptr;
    std::uint64_t count = 0;  ///< cases that have the figure: those that landed, for a range
    double mean = 0, sd = 0;  ///< sd with n - 1; NaN where there are too few
    double least = 0, greatest = 0;
    std::uint64_t least_case = 0, greatest_case = 0;  ///< the first of them
    std::vector<QuantileEstimate> quantiles;          ///< at `quantile_probabilities`
    Histogram histogram;
};

inline constexpr std::array<double, 5> quantile_probabilities{0.05, 0.25, 0.5, 0.75, 0.95};
inline constexpr std::size_t median_index = 2;

/// A part of a study in numbers. None depends on the order of the cases, and none is a sketch: sums are
/// whole-number sums, quantiles are found exactly in several passes. Memory does not grow with the cases.
struct PartStatistics {
    std::uint64_t cases = 0;
    std::array<std::uint64_t, outcome_count> outcomes{};   ///< by Outcome, of the cases that were flown
    std::array<std::uint64_t, flown_by_count> flown_by{};  ///< by FlownBy
    std::vector<FieldStatistics> fields;                   ///< as in result_fields()
};
[[nodiscard]] PartStatistics part_statistics(const Study& study, std::size_t part,
                                             const ResultReader& results, unsigned threads = 1);

/// A figure of a case; NaN where it has none. Longitudes are within 180 degrees of the start's, so that
/// those of a flight across the date line stay together and may lie beyond 180.
class FieldValue {
  public:
    explicit FieldValue(const Scenario& scenario);
    [[nodiscard]] double operator()(const ResultField& field, const CaseResult& result) const;

  private:
    double start_longitude_deg_;
};

}  // namespace apogee
