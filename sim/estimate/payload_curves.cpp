#include "estimate/payload_curves.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "physics/constants.h"
#include "range/payload_limit.h"
#include "range/range_by_direction.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

constexpr const char* payload_path = "payload.mass_kg";

/// The candidate with its payload among the numbers of its rows.
CandidateVehicles with_payload(const CandidateVehicles& candidate) {
    CandidateVehicles result = candidate;
    if (candidate.unknown == payload_path ||
        std::ranges::find(candidate.paths, payload_path) != candidate.paths.end())
        return result;
    const auto stated = std::ranges::find(candidate.scenario.parameters, payload_path, &Parameter::path);
    assert(stated != candidate.scenario.parameters.end());
    result.paths.emplace_back(payload_path);
    result.build = [build = candidate.build, kg = stated->value](std::span<const double> drawn,
                                                                 std::span<double> values) {
        values.back() = kg;
        return build(drawn, values.first(values.size() - 1));
    };
    return result;
}

/// The payload in a row of a candidate `with_payload`.
double& payload_in(const CandidateVehicles& candidate, std::span<double> row) {
    const FlightNumbers numbers(row);
    if (candidate.unknown == payload_path) return numbers.unknown;
    const auto at = std::ranges::find(candidate.paths, payload_path) - candidate.paths.begin();
    return numbers.vehicle[static_cast<std::size_t>(at)];
}

/// Rows of a candidate `with_payload`, and by what their flights are predicted.
class PayloadRows {
  public:
    PayloadRows(const CandidateVehicles& candidate, const Scenario& scenario)
        : candidate_(with_payload(candidate)), scenario_(scenario) {}

    /// The payload of a sample's test.
    [[nodiscard]] double own_kg(const EstimateSample& sample) const {
        std::vector<double> row(FlightNumbers::width(candidate_));
        fill_row(candidate_, sample, sample.reproduced.unknown, 90, row);
        return payload_in(candidate_, row);
    }
    void add(const EstimateSample& sample, double kg, double azimuth) {
        std::vector<double> row(FlightNumbers::width(candidate_));
        fill_row(candidate_, sample, sample.reproduced.unknown, degrees(azimuth), row);
        payload_in(candidate_, row) = kg;
        numbers_.insert(numbers_.end(), row.begin(), row.end());
        append_predictors(sample, predictors_);
        predictors_.insert(predictors_.end(), {kg, std::sin(azimuth), std::cos(azimuth)});
    }
    [[nodiscard]] std::vector<Farthest> fly(const EstimateOptions& options) const {
        const std::size_t width = FlightNumbers::width(candidate_);
        CaseTable table(width);
        table.resize(numbers_.size() / width);
        for (std::size_t k = 0; k < table.size(); ++k)
            std::ranges::copy(std::span(numbers_).subspan(k * width, width), table.row(k).begin());
        return fly_again(candidate_, scenario_, table, predictors_, options);
    }

  private:
    CandidateVehicles candidate_;
    const Scenario& scenario_;
    std::vector<double> numbers_, predictors_;
};

}  // namespace

PayloadCurves::PayloadCurves(const Estimate& estimate, const EstimateOptions& options)
    : estimate_(estimate), options_(options) {
    constexpr double wanted = 60;
    for (std::size_t c = 0; c < estimate.candidates.size(); ++c)
        add_candidate(c, static_cast<std::size_t>(std::ceil(estimate.candidate_share[c] * wanted)));
}

void PayloadCurves::add_candidate(std::size_t candidate, std::size_t wanted) {
    const Scenario still = without_rotation(estimate_.candidates[candidate].scenario);
    PayloadRows rows(estimate_.candidates[candidate], still);
    const std::size_t first = curves_.size();
    for (const std::size_t i : drawn_by_weight(estimate_, candidate, wanted)) {
        if (curves_.size() > first && curves_.back().sample == i) {  // drawn again, for its weight
            ++curves_.back().weight;
            continue;
        }
        const EstimateSample& s = estimate_.samples[i];
        Curve curve{.sample = i, .own_kg = rows.own_kg(s), .payloads_kg = {}, .ranges_km = {}};
        curve.payloads_kg = payloads_around(curve.own_kg);
        for (const double kg : curve.payloads_kg) rows.add(s, kg, 0.5 * pi);
        curves_.push_back(std::move(curve));
    }
    if (curves_.size() == first) return;
    const std::vector<Farthest> flights = rows.fly(options_);
    auto flight = flights.begin();
    for (std::size_t i = first; i < curves_.size(); ++i)
        for (std::size_t p = 0; p < curves_[i].payloads_kg.size(); ++p)
            curves_[i].ranges_km.push_back(reach_km(standard_flight(*flight++)));
    for (int round = 0; round < half_earth_rounds; ++round)
        fly_at_half_earth(std::span(curves_).subspan(first), candidate, still);
}

void PayloadCurves::fly_at_half_earth(std::span<Curve> curves, std::size_t candidate, const Scenario& still) {
    PayloadRows rows(estimate_.candidates[candidate], still);
    std::vector<std::pair<Curve*, double>> flown;
    for (Curve& curve : curves)
        for (const double kg : payloads_at_half_earth(curve.payloads_kg, curve.ranges_km)) {
            rows.add(estimate_.samples[curve.sample], kg, 0.5 * pi);
            flown.emplace_back(&curve, kg);
        }
    if (flown.empty()) return;
    const std::vector<Farthest> flights = rows.fly(options_);
    for (std::size_t i = 0; i < flown.size(); ++i)
        add_range(flown[i].first->payloads_kg, flown[i].first->ranges_km, flown[i].second,
                  reach_km(standard_flight(flights[i])));
}

double PayloadCurves::Curve::limit_kg(double distance_km) const {
    return payload_limit(payloads_kg, ranges_km, distance_km);
}

PayloadLimits PayloadCurves::limits(double distance_km) const {
    WeightedSample kg, part;
    for (const Curve& curve : curves_) {
        const double limit = curve.limit_kg(distance_km);
        kg.add(limit, curve.weight);
        part.add(limit / curve.own_kg, curve.weight);
    }
    const auto quantiles = [](WeightedSample& sample) {
        return sample.quantiles();
    };
    return {quantiles(kg), quantiles(part)};
}

double PayloadCurves::still_km(const Geodetic& site, double azimuth, double distance_km) const {
    double compared = distance_km;
    for (int round = 0; round < 2; ++round) compared = distance_km / ratio(site, azimuth, compared);
    return compared;
}

double PayloadCurves::ratio(const Geodetic& site, double azimuth, double still_km) const {
    constexpr std::size_t wanted = 9;  // their ratios differ by some percent
    WeightedSample found;
    for (std::size_t c = 0; c < estimate_.candidates.size(); ++c) {
        std::vector<const Curve*> flown;
        for (std::size_t k = 0; k < std::min(wanted, curves_.size()); ++k) {
            const Curve& curve = curves_[k * curves_.size() / std::min(wanted, curves_.size())];
            if (estimate_.samples[curve.sample].candidate == c) flown.push_back(&curve);
        }
        if (flown.empty()) continue;
        const std::vector<double> of_flown = ratios(flown, site, azimuth, still_km);
        for (std::size_t k = 0; k < flown.size(); ++k) found.add(of_flown[k], flown[k]->weight);
    }
    return found.empty() ? 1 : found.quantile(0.5);
}

std::vector<double> PayloadCurves::ratios(const std::vector<const Curve*>& flown, const Geodetic& site,
                                          double azimuth, double still_km) const {
    constexpr std::size_t directions = 24;  // what `RangeByDirection` is accurate with
    const auto steering = [](std::size_t i) { return 2 * pi * static_cast<double>(i) / directions; };
    const std::size_t candidate = estimate_.samples[flown.front()->sample].candidate;
    const Scenario& turning = estimate_.candidates[candidate].scenario;
    const Scenario still = without_rotation(turning);
    PayloadRows on_turning(estimate_.candidates[candidate], turning),
        on_still(estimate_.candidates[candidate], still);
    for (const Curve* curve : flown) {
        const EstimateSample& s = estimate_.samples[curve->sample];
        const double kg =
            std::clamp(curve->limit_kg(still_km), curve->payloads_kg.front(), curve->payloads_kg.back());
        for (std::size_t i = 0; i < directions; ++i) on_turning.add(s, kg, steering(i));
        on_still.add(s, kg, azimuth);
    }
    const std::vector<Farthest> around = on_turning.fly(options_), alone = on_still.fly(options_);
    // A flight that passes half the Earth goes at least as far as that.
    constexpr double half_earth_km = km(constants::sphere_half_circumference_m);
    std::vector<double> result;
    for (std::size_t k = 0; k < flown.size(); ++k) {
        std::vector<DirectedRange> ring;
        for (std::size_t i = 0; i < directions; ++i)
            ring.push_back(directed_range(site, steering(i), standard_flight(around[k * directions + i])));
        const double there_km = RangeByDirection(std::move(ring)).towards(azimuth).km,
                     here_km = reach_km(standard_flight(alone[k]));
        result.push_back(std::isnan(there_km) || std::isnan(here_km)
                             ? std::numeric_limits<double>::quiet_NaN()
                             : std::min(there_km, half_earth_km) / std::min(here_km, half_earth_km));
    }
    return result;
}

}  // namespace apogee
