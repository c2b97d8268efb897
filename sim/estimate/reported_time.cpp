#include "estimate/reported_time.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "statistics/weighted.h"

namespace apogee {
namespace {

double bandwidth(const std::vector<double>& values, const std::vector<double>& weights) {
    double total = 0, mean = 0, variance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        total += weights[i];
        mean += weights[i] * values[i];
    }
    assert(total > 0);
    mean /= total;
    for (std::size_t i = 0; i < values.size(); ++i)
        variance += weights[i] * (values[i] - mean) * (values[i] - mean) / total;
    return 0.9 * std::sqrt(variance) * std::pow(effective_size(weights), -0.2);
}

/// Likelihoods of flights on a grid of times counted from the reported one; 1 at the greatest.
struct Kernel {
    std::vector<double> values;
    std::ptrdiff_t reach;  ///< index of the reported time

    Kernel(const RoundedFigure& reported, double sd_s, double step_s) {
        constexpr double tail_sd = 6;  // 2e-8 of the peak
        const double half_s = std::max(reported.high() - reported.value(), reported.value() - reported.low());
        reach = static_cast<std::ptrdiff_t>(std::ceil((half_s + tail_sd * sd_s) / step_s));
        const TimeLikelihood likelihood(reported, sd_s);
        for (std::ptrdiff_t j = -reach; j <= reach; ++j)
            values.push_back(likelihood(reported.value() + static_cast<double>(j) * step_s));
        const double greatest = std::ranges::max(values);
        for (double& value : values) value /= greatest;
    }
};

}  // namespace

TimeLikelihood::TimeLikelihood(const RoundedFigure& reported, double sd_s) : sd_s_(sd_s) {
    // Closer than the spread round each, so that the sum over them is smooth.
    const double width = reported.high() - reported.low();
    const auto count = static_cast<int>(std::clamp(std::ceil(width / sd_s), 8.0, 200.0));
    for (int i = 0; i < count; ++i) nodes_.push_back(quantile(reported.spread, (i + 0.5) / count));
}

double TimeLikelihood::operator()(double time_s) const {
    double sum = 0;
    for (const double node : nodes_) {
        const double z = (time_s - node) / sd_s_;
        sum += std::exp(-0.5 * z * z);
    }
    return sum / static_cast<double>(nodes_.size());
}

TimeAgreement time_agreement(const std::vector<double>& times_s, const std::vector<double>& weights,
                             const RoundedFigure& reported) {
    const double sd_s = std::hypot(TimeLikelihood::reporter_sd_s, bandwidth(times_s, weights));
    const double step_s = sd_s / 5;  // a flight is moved by a tenth of the spread at most
    const Kernel kernel(reported, sd_s, step_s);
    const auto place = [&](double time_s) {
        return static_cast<std::ptrdiff_t>(std::llround((time_s - reported.value()) / step_s));
    };
    const auto [shortest, longest] = std::ranges::minmax(times_s);
    const std::ptrdiff_t first = place(shortest), last = place(longest);
    std::vector<double> flights(static_cast<std::size_t>(last - first + 1), 0.0);
    double total = 0;
    for (std::size_t i = 0; i < times_s.size(); ++i) {
        flights[static_cast<std::size_t>(place(times_s[i]) - first)] += weights[i];
        total += weights[i];
    }
    // The share of the flights near a report that stands at each place. Where the report is the figure moved
    // along, the same number is the density of these flights' reports.
    std::vector<double> shares(flights.size() + 2 * static_cast<std::size_t>(kernel.reach), 0.0);
    for (std::size_t k = 0; k < flights.size(); ++k)
        for (std::size_t j = 0; flights[k] > 0 && j < kernel.values.size(); ++j)
            shares[k + kernel.values.size() - 1 - j] += flights[k] / total * kernel.values[j];
    const std::ptrdiff_t here = kernel.reach - first;
    TimeAgreement agreement;
    if (here >= 0 && here < std::ssize(shares)) agreement.share = shares[static_cast<std::size_t>(here)];
    double all = 0;
    for (const double share : shares) {
        all += share;
        agreement.usual_share += share * share;
        if (share <= agreement.share) agreement.chance += share;
    }
    agreement.usual_share /= all;
    agreement.chance /= all;
    return agreement;
}

}  // namespace apogee
