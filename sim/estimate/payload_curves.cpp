#include "estimate/payload_curves.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "estimate/payload_rows.h"
#include "range/payload_limit.h"
#include "statistics/weighted.h"

namespace apogee {

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

PayloadLimits PayloadCurves::limits(double distance_km) const {
    return limits_where(
        [&](const Curve& curve) { return payload_limit(curve.payloads_kg, curve.ranges_km, distance_km); });
}

PayloadLimits PayloadCurves::limits_of_energy(double energy, std::span<const double> per_kg) const {
    return limits_where([&](const Curve& curve) {
        const double worth = per_kg[estimate_.samples[curve.sample].candidate];
        return payload_limit_of_energy(curve.payloads_kg, curve.ranges_km, worth, energy);
    });
}

template <class Limit>
PayloadLimits PayloadCurves::limits_where(Limit limit_kg) const {
    WeightedSample kg, part;
    for (const Curve& curve : curves_) {
        const double limit = limit_kg(curve);
        kg.add(limit, curve.weight);
        part.add(limit / curve.own_kg, curve.weight);
    }
    return {kg.quantiles(), part.quantiles()};
}

}  // namespace apogee
