#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "estimate/estimate.h"
#include "range/row_fit.h"

namespace apogee {

/// What the Earth's rotation makes of a sample's range, direction by direction: the ratio of the range on the
/// turning Earth to that on the still one. It depends on how far the missile goes and hardly on what else it
/// is. So a few samples, drawn by weight, are flown all round from the turning Earth, and to the ratios of
/// these a quadratic in the logarithm of the still range is fitted in each of 24 directions (least squares,
/// `RowFit`). Samples that go farther than one of these that passes half the Earth in a direction pass it,
/// too. Elsewhere beyond the ranges of these samples the ratio at the last one is taken.
class RotationGain {
  public:
    static constexpr std::size_t directions = 24;  ///< 0, 15, ... 345 deg

    /// Learns the ratios of a sample: infinite where it passes half the Earth, NaN where nothing is known.
    void learn(double still_km, std::span<const double> ratios);
    /// After the last sample. @return whether anything can be told: no direction is without an answer.
    [[nodiscard]] bool fit();

    /// Ratios for a still range; `periodic` (range/range_by_direction.h) tells between directions. Of an
    /// infinite range they are 1: it stays infinite.
    [[nodiscard]] std::vector<double> ratios(double still_km) const;

  private:
    struct Direction {
        RowFit fit;
        bool fitted = false;
        double last = 1;  ///< ratio of the sample with the greatest range, where too few land for a fit
        double least_km = std::numeric_limits<double>::infinity(), most_km = 0;
        double beyond_km = std::numeric_limits<double>::infinity();  ///< least still range that passes it
    };
    [[nodiscard]] static double ratio(const Direction& direction, double still_km);

    std::vector<Direction> directions_ = std::vector<Direction>(directions);
};

/// Of the standard and of the farthest flights; empty where nothing can be told.
struct RotationGains {
    RotationGain standard, maximum;
};
/// @param report  of which the site is known; @param options  threads and stop
[[nodiscard]] std::optional<RotationGains> rotation_gains(const Estimate& estimate,
                                                          const ReportedFlight& report,
                                                          const EstimateOptions& options);

}  // namespace apogee
