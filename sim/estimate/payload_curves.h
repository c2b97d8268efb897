#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "estimate/estimate.h"

namespace apogee {

/// The greatest payloads that reach a distance, over an estimate's samples: 0 where none of those looked for
/// does, infinite where the greatest does (`payload_limit`).
struct PayloadLimits {
    WeightedQuantiles kg;
    WeightedQuantiles part;  ///< of the payload that the sample's test carried
};

/// Standard ranges over payload on the still Earth, of up to 60 samples of an estimate, drawn by weight. The
/// median of their limits is then known to a sixth of their spread.
class PayloadCurves {
  public:
    /// @param options  threads and stop
    PayloadCurves(const Estimate& estimate, const EstimateOptions& options);

    [[nodiscard]] bool empty() const { return curves_.empty(); }
    /// On the still Earth; of curves that are not empty.
    [[nodiscard]] PayloadLimits limits(double distance_km) const;
    /// How far the still Earth's flights go that come down at a distance in a direction of the turning one.
    /// A few of the samples, each with the payload that just reaches the distance, fly all round from the
    /// turning Earth and once from the still one; the median of the ratio counts. It is taken again with the
    /// payloads that follow from it: rotation moves the range by a tenth, and this ratio by a tenth of that.
    [[nodiscard]] double still_km(const Geodetic& site, double azimuth, double distance_km) const;

  private:
    struct Curve {
        std::size_t sample;  ///< index into the estimate's
        double own_kg;       ///< payload of the sample's test
        double weight = 1;
        std::vector<double> payloads_kg, ranges_km;

        [[nodiscard]] double limit_kg(double distance_km) const;
    };
    void add_candidate(std::size_t candidate, std::size_t wanted);
    /// One round of `payloads_at_half_earth`.
    void fly_at_half_earth(std::span<Curve> curves, std::size_t candidate, const Scenario& still);
    [[nodiscard]] double ratio(const Geodetic& site, double azimuth, double still_km) const;
    /// Turning over still range of some curves of one candidate.
    [[nodiscard]] std::vector<double> ratios(const std::vector<const Curve*>& flown, const Geodetic& site,
                                             double azimuth, double still_km) const;

    const Estimate& estimate_;
    EstimateOptions options_;
    std::vector<Curve> curves_;
};

}  // namespace apogee
