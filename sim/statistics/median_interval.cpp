#include "statistics/median_interval.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace apogee {
namespace {

constexpr double longest_km = 25'000;  ///< no geodesic of an Earth of up to 7,900 km radius is longer
constexpr std::size_t cells_in_group = 1024;
/// A cell this much narrower than the interval that is asked for delays the stop by a thirtieth of the cases.
constexpr double cells_in_interval = 64;
constexpr double finest_cell_km = 0.01;  ///< 20 MB a part
constexpr double coarsest_cell_km = 1;   ///< enough for a progress line

}  // namespace

MedianInterval::MedianInterval(double cell_km)
    : cell_km_(cell_km),
      cells_(static_cast<std::size_t>(std::ceil(longest_km / cell_km)) + 1),
      groups_(cells_.size() / cells_in_group + 1) {}

void MedianInterval::add(std::span<const CaseResult> results) {
    for (const CaseResult& result : results) {
        if (!std::isfinite(result.range_km)) continue;
        const double cell =
            std::clamp(result.range_km / cell_km_, 0.0, static_cast<double>(cells_.size() - 1));
        const auto at = static_cast<std::size_t>(cell);
        ++cells_[at];
        ++groups_[at / cells_in_group];
        ++count_;
    }
}

std::size_t MedianInterval::cell_of(std::uint64_t rank) const {
    std::uint64_t before = 0;
    std::size_t at = 0;
    while (before + groups_[at] < rank) before += groups_[at++];
    std::size_t cell = at * cells_in_group;
    while (before + cells_[cell] < rank) before += cells_[cell++];
    return cell;
}

std::optional<double> MedianInterval::median_km() const {
    if (count_ == 0) return std::nullopt;
    return (static_cast<double>(cell_of((count_ + 1) / 2)) + 0.5) * cell_km_;
}

double MedianInterval::width_km() const {
    constexpr double quantile = 1.6448536269514722;  // of the standard normal distribution, at 0.95
    const auto n = static_cast<double>(count_);
    const double low = std::floor((n - quantile * std::sqrt(n)) / 2),
                 high = std::ceil((n + quantile * std::sqrt(n)) / 2) + 1;
    if (low < 1 || high > n) return std::numeric_limits<double>::infinity();
    const std::size_t first = cell_of(static_cast<std::uint64_t>(low)),
                      last = cell_of(static_cast<std::uint64_t>(high));
    if (last + 1 == cells_.size()) return std::numeric_limits<double>::infinity();
    return static_cast<double>(last + 1 - first) * cell_km_;
}

StoppingRule::StoppingRule(std::optional<double> interval_km, std::size_t parts) : interval_km_(interval_km) {
    const double cell_km =
        interval_km ? std::clamp(*interval_km / cells_in_interval, finest_cell_km, coarsest_cell_km)
                    : coarsest_cell_km;
    medians_.assign(parts, MedianInterval(cell_km));
}

bool StoppingRule::fulfilled() const {
    return interval_km_ && std::all_of(medians_.begin(), medians_.end(), [&](const MedianInterval& median) {
               return median.width_km() < *interval_km_;
           });
}

}  // namespace apogee
