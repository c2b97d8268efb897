#pragma once

#include "figure/estimate_figure.h"

/// What `apogee figure --kind claim` draws: which places of countries, or which single places, lie within
/// range of the missile that flew the scenario's reported flight.
namespace apogee {

/// How likely a place lies within range, as the map tells it.
enum class WithinRange { yes, perhaps, no };
/// At least 95 %, less than 5 % of the samples, and what lies between.
[[nodiscard]] WithinRange within_range(double share);

/// The estimate with its claims. @throws InputError before any work without a claim, or where one names a
/// mere distance
[[nodiscard]] EstimateAnswer claim_figure(const std::string& scenario, const Overrides& changes,
                                          const EstimateFigureOptions& options);

/// Whether an answer has something to draw: a claim that lies somewhere, and shares of samples for it.
[[nodiscard]] bool has_claim_map(const EstimateAnswer& answer);
[[nodiscard]] PageWords claim_words(const EstimateAnswer& answer, const Look& look);
void draw_claim(Canvas& canvas, const Box& whole, const EstimateAnswer& answer, PageWords words,
                const Look& look);

}  // namespace apogee
