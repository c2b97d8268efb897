#pragma once

#include <vector>

#include "estimate/reported_flight.h"

namespace apogee {

/// How likely a flight of `time_s`, lift-off to impact, is to be reported so: the reported figure's own
/// spread, widened by what the reporter took for the first and the last moment.
class TimeLikelihood {
  public:
    /// Estimate: first detection of a rising missile or ignition against lift-off, loss of track against
    /// impact: a few seconds each.
    static constexpr double reporter_sd_s = 5;

    explicit TimeLikelihood(const RoundedFigure& reported, double sd_s = reporter_sd_s);
    [[nodiscard]] double operator()(double time_s) const;  ///< 1 at the most likely time or less

  private:
    std::vector<double> nodes_;
    double sd_s_;
};

/// Whether a reported time is one that flights of these vehicles are reported with.
struct TimeAgreement {
    /// Weight of the flights near the report: within its rounding, widened by the reporter's spread; of all.
    double share = 0;
    double usual_share = 0;  ///< the same, on average over the reports of these very flights
    /// How often the report of one of these flights has as small a share or a smaller one.
    double chance = 0;

    /// Chosen from the curve in docs/estimate.md: a true time falls below it in as many cases, and a time
    /// three standard deviations off nearly always does. Half of it misses more, twice it blames the
    /// innocent.
    static constexpr double least_chance = 0.01;
    [[nodiscard]] bool agrees() const { return chance >= least_chance; }
};

/// @param times_s  of flights that reproduce apogee and range. @param weights  without the time; their sum is
/// positive.
/// Each flight is widened by the bandwidth of a density estimate, so that a few of them stand for those
/// between them: 0.9 sd n^(-1/5), n their effective number. Source: Silverman, Density Estimation for
/// Statistics and Data Analysis (1986), eq. 3.31.
[[nodiscard]] TimeAgreement time_agreement(const std::vector<double>& times_s,
                                           const std::vector<double>& weights, const RoundedFigure& reported);

}  // namespace apogee
