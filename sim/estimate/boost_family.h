#pragma once

#include <optional>
#include <vector>

#include "estimate/candidates.h"
#include "physics/earth.h"

namespace apogee {

/// Missiles of one to three stages as they are built, for a flight whose vehicle is unknown: one candidate
/// for each number of stages. Everything that affects the trajectory is drawn, as ratios: lift-off thrust
/// over weight, how the mass is shared among the stages, structure, specific impulse, upper stages' thrust
/// over weight, diameter. The payload is solved for, evenly in its logarithm: 0.5 % to 25 % of a single
/// stage, 2 % to 100 % of the last stage of several. The ranges are listed, with what they were taken from,
/// in docs/estimate.md.
/// @param site     where to launch from; empty: latitude 45 on an Earth that stands still.
/// @param azimuth  rad. @param stages  one number of stages only.
[[nodiscard]] std::vector<CandidateVehicles> boost_family(const std::optional<Geodetic>& site, double azimuth,
                                                          bool rotation, std::optional<int> stages = {});

inline constexpr int most_stages = 3;

}  // namespace apogee
