#pragma once

#include "figure/distribution_plot.h"
#include "figure/figure.h"
#include "report/estimate_report.h"

namespace apogee {

struct EstimateFigureOptions {
    std::uint64_t samples = EstimateOptions{}.samples, seed = EstimateOptions{}.seed;
    std::vector<NumberMark> marks;    ///< published ranges, km
    std::vector<std::string> claims;  ///< what may lie within range, as `apogee estimate --claim` has it
};

/// What the flight that a scenario reports implies. @throws InputError, also where nothing does
[[nodiscard]] EstimateAnswer figure_estimate(const std::string& scenario, const Overrides& changes,
                                             const EstimateFigureOptions& options);

[[nodiscard]] PageWords words_of(const EstimateAnswer& answer, const Look& look);
/// That the reported time is left out, and why; empty where it is not doubted.
[[nodiscard]] std::string doubt_words(const EstimateAnswer& answer, const Look& look);
/// "63 % of the samples go beyond half the Earth · Payload of the test: 702 kg, 90 % interval 581 – 836 kg";
/// empty where none does. The payload where it was solved for.
[[nodiscard]] std::string beyond_words(const EstimateAnswer& answer, const Look& look);
/// The standard range as a distribution.
void draw_estimate(Canvas& canvas, const Box& whole, const EstimateAnswer& answer,
                   const std::vector<NumberMark>& marks, const PageWords& words, const Look& look);
/// What moves it.
void draw_estimate_tornado(Canvas& canvas, const Box& whole, const EstimateAnswer& answer,
                           const PageWords& words, const Look& look);

}  // namespace apogee
