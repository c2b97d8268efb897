#pragma once

#include "estimate/estimate.h"

namespace apogee {

/// From weighted samples to answers: quantiles, swings, and for a few of the samples, drawn by weight, the
/// turning Earth and the curve over the unknown number.
void compute_answers(Estimate& estimate, const ReportedFlight& report, const EstimateOptions& options);

}  // namespace apogee
