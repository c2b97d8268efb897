#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "batch/engine.h"

namespace apogee {

/// The median range of many cases and its 90 % interval, from counts in cells of fixed width: in flat memory,
/// and the same whatever the order of the cases. Cases without a range do not count.
class MedianInterval {
  public:
    /// @param cell_km  width of a cell, positive: how finely the median and the interval are resolved.
    explicit MedianInterval(double cell_km);

    void add(std::span<const CaseResult> results);
    /// Cases that have a range.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// The middle of the median's cell; nothing before the first case.
    [[nodiscard]] std::optional<double> median_km() const;
    /// Width of the interval between the order statistics n/2 -+ 1.645 sqrt(n)/2, outer edges of their cells:
    /// infinite while there are too few cases. Source of the ranks: normal approximation of the binomial
    /// distribution with p = 1/2, Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2.
    [[nodiscard]] double width_km() const;

  private:
    /// The cell of the order statistic of a rank, 1 to count_.
    [[nodiscard]] std::size_t cell_of(std::uint64_t rank) const;

    double cell_km_;
    std::uint64_t count_ = 0;
    std::vector<std::uint64_t> cells_;
    std::vector<std::uint64_t> groups_;  ///< sums over neighbouring cells, for a quick search
};

/// "Stop as soon as the 90 % interval of the median range of every part is narrower than this."
class StoppingRule {
  public:
    StoppingRule(std::optional<double> interval_km, std::size_t parts);
    /// The cases of a part's next chunk.
    void add(std::size_t part, std::span<const CaseResult> results) { medians_[part].add(results); }
    /// To be asked when every part has the same number of cases.
    [[nodiscard]] bool fulfilled() const;
    /// Cases of a part that have a range.
    [[nodiscard]] std::uint64_t count(std::size_t part) const { return medians_[part].count(); }
    [[nodiscard]] std::optional<double> median_km(std::size_t part) const {
        return medians_[part].median_km();
    }

  private:
    std::optional<double> interval_km_;
    std::vector<MedianInterval> medians_;
};

}  // namespace apogee
