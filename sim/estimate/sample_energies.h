#pragma once

#include <vector>

#include "estimate/estimate.h"

namespace apogee {

/// Energies of a sample's flights on the still Earth, continued beyond half the Earth
/// (`energies_over_payload`).
struct SampleEnergies {
    double standard = 0, maximum = 0;
    double weight = 0;
};

/// What a kilogram less is worth, of a candidate's flights (`energy_per_kg`).
struct EnergyPerKg {
    double standard = 0, maximum = 0;
};

/// Of all samples that weigh. Of those above `regular_energy` a thousand, drawn by weight, stand for all:
/// they fly with heavier payloads until these tell.
/// @param per_kg  of each candidate
[[nodiscard]] std::vector<SampleEnergies> sample_energies(const Estimate& estimate,
                                                          const std::vector<EnergyPerKg>& per_kg,
                                                          const EstimateOptions& options);

}  // namespace apogee
