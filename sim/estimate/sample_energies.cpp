#include "estimate/sample_energies.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "estimate/payload_rows.h"
#include "range/least_energy.h"

namespace apogee {
namespace {

bool is_continued(const EstimateSample& sample) {
    return least_energy(sample.standard_km()) > regular_energy ||
           least_energy(sample.maximum_km()) > regular_energy;
}

/// A sample's ranges over payload, its own first.
struct Heavier {
    const EstimateSample* sample;
    double own_kg;
    double weight = 1;
    std::vector<double> payloads_kg, standard_km, maximum_km;

    [[nodiscard]] SampleEnergies energies(const EnergyPerKg& per_kg) const {
        return {energies_over_payload(payloads_kg, standard_km, per_kg.standard).front(),
                energies_over_payload(payloads_kg, maximum_km, per_kg.maximum).front(), weight};
    }
    /// A flight of each kind has regular energy, or none will.
    [[nodiscard]] bool known(const EnergyPerKg& per_kg) const {
        const SampleEnergies e = energies(per_kg);
        return std::isfinite(e.standard) && std::isfinite(e.maximum);
    }
};

/// Small steps first: most lie little above.
constexpr std::array heavier_by{1.12, 1.26, 1.45, 1.7, 2.0, 2.4, 2.9, 3.5, 4.3, 5.3, 6.6, 8.2, 10.0};

void fly_heavier(std::vector<Heavier>& all, const CandidateVehicles& candidate, const EnergyPerKg& per_kg,
                 const EstimateOptions& options) {
    const Scenario still = without_rotation(candidate.scenario);
    for (const double factor : heavier_by) {
        PayloadRows rows(candidate, still);
        std::vector<Heavier*> flown;
        for (Heavier& heavier : all) {
            if (heavier.known(per_kg)) continue;
            heavier.payloads_kg.push_back(factor * heavier.own_kg);
            rows.add(*heavier.sample, heavier.payloads_kg.back(), 0.5 * pi);
            flown.push_back(&heavier);
        }
        if (flown.empty()) return;
        const std::vector<Farthest> flights = rows.fly(options);
        for (std::size_t i = 0; i < flown.size(); ++i) {
            flown[i]->standard_km.push_back(reach_km(standard_flight(flights[i])));
            flown[i]->maximum_km.push_back(reach_km(flights[i].maximum));
        }
    }
}

}  // namespace

std::vector<SampleEnergies> sample_energies(const Estimate& estimate, const std::vector<EnergyPerKg>& per_kg,
                                            const EstimateOptions& options) {
    std::vector<SampleEnergies> energies;
    std::vector<double> continued(estimate.candidates.size());
    double all_continued = 0;
    for (const EstimateSample& s : estimate.samples) {
        if (!(s.weight > 0)) continue;
        if (is_continued(s)) {
            continued[s.candidate] += s.weight;
            all_continued += s.weight;
        } else {
            energies.push_back({least_energy(s.standard_km()), least_energy(s.maximum_km()), s.weight});
        }
    }
    constexpr double most_flown = 1000;  // a share of them is then known to some 1 %
    for (std::size_t c = 0; c < continued.size(); ++c) {
        if (!(continued[c] > 0)) continue;
        const auto wanted = static_cast<std::size_t>(std::ceil(most_flown * continued[c] / all_continued));
        const CandidateVehicles& candidate = estimate.candidates[c];
        const PayloadRows payloads(candidate, candidate.scenario);
        std::vector<Heavier> drawn;
        for (const std::size_t i : drawn_by_weight(estimate, c, wanted, is_continued)) {
            const EstimateSample& s = estimate.samples[i];
            if (!drawn.empty() && drawn.back().sample == &s) {
                ++drawn.back().weight;
                continue;
            }
            const double own_kg = payloads.own_kg(s);
            drawn.push_back({&s, own_kg, 1, {own_kg}, {s.standard_km()}, {s.maximum_km()}});
        }
        fly_heavier(drawn, candidate, per_kg[c], options);
        double draws = 0;
        for (const Heavier& heavier : drawn) draws += heavier.weight;
        for (const Heavier& heavier : drawn) {
            energies.push_back(heavier.energies(per_kg[c]));
            energies.back().weight *= continued[c] / draws;
        }
    }
    return energies;
}

}  // namespace apogee
