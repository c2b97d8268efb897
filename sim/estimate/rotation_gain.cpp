#include "estimate/rotation_gain.h"

#include <algorithm>
#include <cmath>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "range/range_by_direction.h"

namespace apogee {
namespace {

constexpr std::size_t directions = RotationGain::directions;

double direction(std::size_t i) {
    return 2 * pi * static_cast<double>(i) / directions;
}

/// What a sample's ring of flights teaches.
void learn(RotationGain& gain, std::vector<DirectedRange> ring, double still_km) {
    if (!std::isfinite(still_km)) return;
    const RangeByDirection by_direction(std::move(ring));
    std::vector<double> ratios;
    for (std::size_t i = 0; i < directions; ++i)
        ratios.push_back(by_direction.towards(direction(i)).km / still_km);
    gain.learn(still_km, ratios);
}

/// Samples of a candidate that something is learnt of. One that passes half the Earth on the still Earth
/// teaches nothing; where nearly all do, the others would be drawn by chance alone.
std::vector<std::size_t> teachers(const Estimate& e, std::size_t candidate) {
    // Nine rows at least make the fit a quadratic; at half and at twice as many samples the ranges move by
    // less than 0.2 %.
    constexpr double wanted = 18;
    const auto count = static_cast<std::size_t>(std::ceil(e.candidate_share[candidate] * wanted));
    const auto farthest_lands = [](const EstimateSample& s) { return std::isfinite(s.maximum_km()); };
    std::vector<std::size_t> chosen = drawn_by_weight(
        e, candidate, count, [](const EstimateSample& s) { return std::isfinite(s.standard_km()); });
    if (std::ranges::none_of(chosen, [&](std::size_t i) { return farthest_lands(e.samples[i]); })) {
        const std::vector<std::size_t> more = drawn_by_weight(e, candidate, (count + 1) / 2, farthest_lands);
        chosen.insert(chosen.end(), more.begin(), more.end());
    }
    return chosen;
}

}  // namespace

void RotationGain::learn(double still_km, std::span<const double> ratios) {
    for (std::size_t i = 0; i < directions; ++i) {
        Direction& d = directions_[i];
        if (std::isinf(ratios[i])) d.beyond_km = std::min(d.beyond_km, still_km);
        if (!std::isfinite(ratios[i])) continue;
        d.fit.learn({&still_km, 1}, ratios.subspan(i, 1));
        if (still_km >= d.most_km) d.last = ratios[i];
        d.least_km = std::min(d.least_km, still_km);
        d.most_km = std::max(d.most_km, still_km);
    }
}

bool RotationGain::fit() {
    for (Direction& d : directions_) d.fitted = d.fit.fit();
    return std::ranges::all_of(
        directions_, [](const Direction& d) { return d.fit.rows() > 0 || std::isfinite(d.beyond_km); });
}

double RotationGain::ratio(const Direction& d, double still_km) {
    if (still_km >= d.beyond_km) return std::numeric_limits<double>::infinity();
    if (!d.fitted) return d.last;
    const double km = std::clamp(still_km, d.least_km, d.most_km);
    const std::optional<Eigen::VectorXd> found = d.fit.predict({&km, 1});
    return found ? (*found)[0] : d.last;
}

std::vector<double> RotationGain::ratios(double still_km) const {
    std::vector<double> list;
    for (const Direction& d : directions_) list.push_back(std::isfinite(still_km) ? ratio(d, still_km) : 1);
    return list;
}

std::optional<RotationGains> rotation_gains(const Estimate& e, const ReportedFlight& report,
                                            const EstimateOptions& options) {
    RotationGains gains;
    for (std::size_t c = 0; c < e.candidates.size(); ++c) {
        const CandidateVehicles& candidate = e.candidates[c];
        const std::vector<std::size_t> chosen = teachers(e, c);
        if (chosen.empty()) continue;
        CaseTable table(FlightNumbers::width(candidate));
        table.resize(chosen.size() * directions);
        std::vector<double> predictors;
        for (std::size_t k = 0; k < chosen.size(); ++k)
            for (std::size_t i = 0; i < directions; ++i) {
                const EstimateSample& s = e.samples[chosen[k]];
                fill_row(candidate, s, s.reproduced.unknown, degrees(direction(i)),
                         table.row(k * directions + i));
                append_predictors(s, predictors);
                predictors.insert(predictors.end(), {std::sin(direction(i)), std::cos(direction(i))});
            }
        const std::vector<Farthest> flights =
            fly_again(candidate, candidate.scenario, table, predictors, options);
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            std::vector<DirectedRange> standards, maxima;
            for (std::size_t i = 0; i < directions; ++i) {
                const Farthest& f = flights[k * directions + i];
                standards.push_back(directed_range(*report.site, direction(i), standard_flight(f)));
                maxima.push_back(directed_range(*report.site, direction(i), f.maximum));
            }
            const EstimateSample& s = e.samples[chosen[k]];
            learn(gains.standard, std::move(standards), s.standard_km());
            learn(gains.maximum, std::move(maxima), s.maximum_km());
        }
    }
    const bool standard = gains.standard.fit();
    // Where every sample's farthest flight passes half the Earth, there is nothing to learn and nothing to
    // tell.
    const bool maximum = gains.maximum.fit() || std::ranges::none_of(e.samples, [](const EstimateSample& s) {
                             return s.weight > 0 && std::isfinite(s.maximum_km());
                         });
    return standard && maximum ? std::optional(std::move(gains)) : std::nullopt;
}

}  // namespace apogee
