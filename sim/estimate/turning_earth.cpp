#include "estimate/turning_earth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "estimate/payload_rows.h"
#include "range/least_energy.h"

namespace apogee {
namespace {

constexpr std::size_t directions = RangeByDirection::flights;
/// Closest about 1: most is asked of the samples' own payloads.
constexpr std::array payload_factors{0.1,  0.25, 0.45, 0.65, 0.76, 0.84, 0.9, 0.95, 1.0, 1.05,
                                     1.11, 1.18, 1.28, 1.42, 1.65, 2.1,  3.0, 5.0,  10.0};

double steering(std::size_t i) {
    return 2 * pi * static_cast<double>(i) / directions;
}

/// Energies there and here.
struct Pair {
    double there, here;
};

/// On the line through the two pairs next to a value, beyond the last ones as well; below the first in
/// proportion. @param pairs  growing
template <class From, class To>
double on_line(const std::vector<Pair>& pairs, double value, From from, To to) {
    if (pairs.empty()) return std::numeric_limits<double>::quiet_NaN();
    const Pair& first = pairs.front();
    if (value <= from(first) || pairs.size() == 1) return to(first) * value / from(first);
    std::size_t i = 1;
    while (i + 1 < pairs.size() && from(pairs[i]) < value) ++i;
    const Pair &a = pairs[i - 1], &b = pairs[i];
    return to(a) + (to(b) - to(a)) * (value - from(a)) / (from(b) - from(a));
}

const FamilyFlight& farthest_flight(const Farthest& flights) {
    return flights.maximum;
}

/// A ring of flights. @param which  of each
RangeByDirection by_direction(const Geodetic& site, std::span<const Farthest> around,
                              const FamilyFlight& (*which)(const Farthest&)) {
    std::vector<DirectedRange> ring;
    for (std::size_t d = 0; d < around.size(); ++d)
        ring.push_back(directed_range(site, steering(d), which(around[d])));
    return RangeByDirection(std::move(ring));
}

/// A sample's ranges on the still Earth over its payloads.
struct StillCurve {
    std::vector<double> payloads_kg, standard_km, maximum_km;

    StillCurve(double own_kg, std::span<const Farthest> alone) {
        for (std::size_t p = 0; p < alone.size(); ++p) {
            payloads_kg.push_back(payload_factors[p] * own_kg);
            standard_km.push_back(reach_km(standard_flight(alone[p])));
            maximum_km.push_back(reach_km(alone[p].maximum));
        }
    }
};

/// The median of some samples.
EnergyPerKg median_per_kg(const std::vector<StillCurve>& curves, const std::vector<double>& weights) {
    WeightedSample standard, maximum;
    for (std::size_t k = 0; k < curves.size(); ++k) {
        standard.add(energy_per_kg(curves[k].payloads_kg, curves[k].standard_km), weights[k]);
        maximum.add(energy_per_kg(curves[k].payloads_kg, curves[k].maximum_km), weights[k]);
    }
    return {standard.quantile(0.5), maximum.quantile(0.5)};
}

}  // namespace

TurningEarth::TurningEarth(const Estimate& estimate, const ReportedFlight& report,
                           const EstimateOptions& options) {
    constexpr double wanted = 8;  // theirs differ by some thousandths
    for (std::size_t c = 0; c < estimate.candidates.size(); ++c)
        add_teachers(estimate, c, *report.site,
                     static_cast<std::size_t>(std::ceil(estimate.candidate_share[c] * wanted)), options);
}

void TurningEarth::add_teachers(const Estimate& estimate, std::size_t candidate, const Geodetic& site,
                                std::size_t wanted, const EstimateOptions& options) {
    const Scenario& turning = estimate.candidates[candidate].scenario;
    const Scenario still = without_rotation(turning);
    PayloadRows here(estimate.candidates[candidate], still), there(estimate.candidates[candidate], turning);
    std::vector<std::size_t> drawn;
    std::vector<double> weights;
    for (const std::size_t i : drawn_by_weight(estimate, candidate, wanted)) {
        if (!drawn.empty() && drawn.back() == i) {
            ++weights.back();
            continue;
        }
        drawn.push_back(i);
        weights.push_back(1);
        const EstimateSample& s = estimate.samples[i];
        const double own_kg = here.own_kg(s);
        for (const double factor : payload_factors) {
            here.add(s, factor * own_kg, 0.5 * pi);
            for (std::size_t d = 0; d < directions; ++d) there.add(s, factor * own_kg, steering(d));
        }
    }
    if (drawn.empty()) {
        per_kg_.emplace_back();
        return;
    }
    const std::vector<Farthest> alone = here.fly(options), around = there.fly(options);
    constexpr std::size_t count = payload_factors.size();
    std::vector<StillCurve> curves;
    for (std::size_t k = 0; k < drawn.size(); ++k)
        curves.emplace_back(here.own_kg(estimate.samples[drawn[k]]),
                            std::span(alone).subspan(k * count, count));
    const EnergyPerKg per_kg = per_kg_.emplace_back(median_per_kg(curves, weights));
    for (std::size_t k = 0; k < drawn.size(); ++k) {
        const StillCurve& curve = curves[k];
        const auto energies = [&](const std::vector<double>& ranges_km, double worth) {
            return energies_over_payload(curve.payloads_kg, ranges_km, worth);
        };
        const std::vector<double> standard = energies(curve.standard_km, per_kg.standard),
                                  maximum = energies(curve.maximum_km, per_kg.maximum);
        Teacher& teacher = teachers_.emplace_back();
        teacher.weight = weights[k];
        for (std::size_t p = 0; p < count; ++p) {
            const auto ring = std::span(around).subspan((k * count + p) * directions, directions);
            teacher.flown.push_back({by_direction(site, ring, standard_flight),
                                     by_direction(site, ring, farthest_flight), standard[p], maximum[p]});
        }
    }
}

template <class From, class To>
double TurningEarth::told(Which which, double azimuth, double energy, From from, To to,
                          double of_all_beyond) const {
    WeightedSample sample;
    for (const Teacher& teacher : teachers_) {
        std::vector<Pair> pairs;
        bool beyond = false;
        // The heaviest first: energies grow.
        for (auto flown = teacher.flown.rbegin(); flown != teacher.flown.rend(); ++flown) {
            const bool standard = which == Which::standard;
            const double km = (standard ? flown->standard : flown->maximum).towards(azimuth).km,
                         here = standard ? flown->standard_energy : flown->maximum_energy;
            beyond = beyond || std::isinf(km);
            if (!std::isfinite(km) || !std::isfinite(here)) continue;
            const Pair pair{least_energy(km), here};
            if (pairs.empty() || (pair.there > pairs.back().there && pair.here > pairs.back().here))
                pairs.push_back(pair);
        }
        sample.add(pairs.empty() && beyond ? of_all_beyond : on_line(pairs, energy, from, to),
                   teacher.weight);
    }
    return sample.quantile(0.5);
}

double TurningEarth::needed_energy(Which which, double azimuth, double distance_km) const {
    return told(
        which, azimuth, least_energy(distance_km), [](const Pair& p) { return p.there; },
        [](const Pair& p) { return p.here; }, 0);
}

double TurningEarth::range_km(Which which, double azimuth, double energy) const {
    return range_of_energy_km(told(
        which, azimuth, energy, [](const Pair& p) { return p.here; }, [](const Pair& p) { return p.there; },
        1));
}

}  // namespace apogee
