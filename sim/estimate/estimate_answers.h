#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "estimate/estimate.h"

namespace apogee {

/// From weighted samples to answers: quantiles, swings, and for a few of the samples, drawn by weight, the
/// turning Earth and the curve over the unknown number.
void compute_answers(Estimate& estimate, const ReportedFlight& report, const EstimateOptions& options);

/// As many samples of one candidate as wanted, each as often as its weight says: every (total / wanted)-th
/// unit of weight in ascending order of what was solved for. @param counts  of which samples; null: of all
[[nodiscard]] std::vector<std::size_t> drawn_by_weight(const Estimate& estimate, std::size_t candidate,
                                                       std::size_t wanted,
                                                       bool (*counts)(const EstimateSample&) = nullptr);

/// A sample's numbers with another value of the unknown one, steering towards an azimuth.
void fill_row(const CandidateVehicles& candidate, const EstimateSample& sample, double unknown,
              double azimuth_deg, std::span<double> row);

/// Standard and farthest flights of such rows, to the estimate's accuracy.
[[nodiscard]] std::vector<Farthest> fly_again(const CandidateVehicles& candidate, const Scenario& scenario,
                                              const CaseTable& table, std::span<const double> predictors,
                                              const EstimateOptions& options);

/// Of a sample, for flights of the same vehicle that differ little from its standard one: by what these are
/// predicted.
void append_predictors(const EstimateSample& sample, std::vector<double>& predictors);

}  // namespace apogee
