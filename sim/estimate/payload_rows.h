#pragma once

#include <vector>

#include "estimate/estimate.h"

namespace apogee {

/// Flights of a candidate's samples with payloads of other masses.
class PayloadRows {
  public:
    /// @param scenario  the candidate's, or it on an Earth that stands still; outlives the rows
    PayloadRows(const CandidateVehicles& candidate, const Scenario& scenario);

    /// The payload of a sample's test.
    [[nodiscard]] double own_kg(const EstimateSample& sample) const;
    /// @param azimuth  steered towards, rad
    void add(const EstimateSample& sample, double kg, double azimuth);
    /// In the order in which they were added.
    [[nodiscard]] std::vector<Farthest> fly(const EstimateOptions& options) const;

  private:
    CandidateVehicles candidate_;
    const Scenario& scenario_;
    std::vector<double> numbers_, predictors_;
};

}  // namespace apogee
