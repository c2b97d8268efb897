#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flight/vehicle.h"
#include "physics/earth.h"

namespace apogee {

/// Mass at ignition with everything on board, kg.
[[nodiscard]] double lift_off_mass_kg(const Vehicle& vehicle);
/// Mean thrust of a motor over its burn, N, in vacuum or at sea level.
[[nodiscard]] double mean_thrust_N(const Motor& motor, double isp_s);

/// What a stage can do by itself with everything above it on board, without gravity and air.
struct StageBudget {
    std::string name;             ///< "stage 1", "stage 1 with boosters"
    double ignition_mass_kg = 0;  ///< everything still on board at its ignition
    double burnout_mass_kg = 0;
    double mass_ratio = 0;
    double total_impulse_N_s = 0;     ///< in vacuum
    double ideal_speed_gain_m_s = 0;  ///< Tsiolkovsky, vacuum impulse
};

/// What the numbers of a scenario amount to before anything flies.
struct Budget {
    double lift_off_mass_kg = 0;
    double total_impulse_N_s = 0;  ///< in vacuum, boosters included
    double ideal_speed_gain_m_s = 0;
    /// Mean sea-level thrust of what burns at lift-off over the weight at the site (normal gravity).
    std::optional<double> thrust_to_weight;
    std::vector<StageBudget> stages;
};

/// The shroud counts until the second stage ignites, or to the end where there is but one stage; boosters
/// leave when they are empty. Source of the speed gain: Tsiolkovsky's equation, e.g. Sutton and Biblarz,
/// Rocket Propulsion Elements, section 4.1.
[[nodiscard]] Budget budget(const Vehicle& vehicle);
/// With the thrust to weight at a launch site.
[[nodiscard]] Budget budget(const Vehicle& vehicle, const Geodetic& site);

}  // namespace apogee
