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
    /// That have an energy (`least_energy`), also beyond half the Earth.
    /// @param per_kg  of the candidates (`energy_per_kg`)
    [[nodiscard]] PayloadLimits limits_of_energy(double energy, std::span<const double> per_kg) const;

  private:
    struct Curve {
        std::size_t sample;  ///< index into the estimate's
        double own_kg;       ///< payload of the sample's test
        double weight = 1;
        std::vector<double> payloads_kg, ranges_km;
    };
    void add_candidate(std::size_t candidate, std::size_t wanted);
    /// One round of `payloads_at_half_earth`.
    void fly_at_half_earth(std::span<Curve> curves, std::size_t candidate, const Scenario& still);
    template <class Limit>
    [[nodiscard]] PayloadLimits limits_where(Limit limit_kg) const;

    const Estimate& estimate_;
    EstimateOptions options_;
    std::vector<Curve> curves_;
};

}  // namespace apogee
