#pragma once

#include <limits>
#include <optional>
#include <variant>
#include <vector>

#include "flight/ascent.h"
#include "flight/flight_plan.h"
#include "flight/vehicle.h"
#include "scenario/key.h"

namespace apogee {

/// Seconds; of `burn_time_s`, and of what thrust and propellant make of it.
inline constexpr Bounds burn_time_bounds{1e-3, 1e5};

/// A motor as files state it, in the units of their keys; what is not stated is NaN.
struct MotorNumbers {
    static constexpr double not_stated = std::numeric_limits<double>::quiet_NaN();
    double propellant_mass_kg = not_stated, isp_vacuum_s = not_stated, burn_time_s = not_stated,
           thrust_vacuum_kN = not_stated, isp_sea_level_s = not_stated, nozzle_exit_area_m2 = not_stated;
};

/// Why a motor cannot be as it is stated.
enum class MotorFault {
    none,
    burn_time,              ///< what thrust and propellant give lies outside the bounds of burn_time_s
    negative_at_sea_level,  ///< the nozzle loses more than the whole thrust
    above_vacuum            ///< the specific impulse is higher at sea level than in a vacuum
};

/// Burn time and specific impulses from whichever of the numbers are stated.
/// @param lifts_off  it has to pull at sea level: a first stage or a booster
[[nodiscard]] MotorFault complete(Motor& motor, const MotorNumbers& numbers, bool lifts_off);

/// What the numbers of a scenario are written into: by key, in the unit of the key (`Key::set`).
struct CaseNumbers {
    Vehicle vehicle;
    std::variant<Launch, Release> start;
    Environment environment;
    std::optional<double> duration_s;
    std::vector<MotorNumbers> stage_motors, booster_motors;
};

}  // namespace apogee
