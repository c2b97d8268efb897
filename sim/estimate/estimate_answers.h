#pragma once

#include "estimate/estimate.h"

namespace apogee {

/// The paths of an engine for a candidate: those it fills in, then the unknown number, azimuth and kick.
[[nodiscard]] std::vector<std::string> engine_paths(const CandidateVehicles& candidate);

/// From weighted samples to answers: quantiles, swings, and for a few of the samples, drawn by weight, the
/// turning Earth and the curve over the unknown number.
void compute_answers(Estimate& estimate, const ReportedFlight& report, const EstimateOptions& options);

}  // namespace apogee
