#pragma once

#include <optional>
#include <string>
#include <vector>

#include "physics/drag.h"

namespace apogee {

/// A rocket motor. Thrust = propellant flow x g0 x Isp(p), with Isp falling linearly with the ambient
/// pressure p from its vacuum to its sea-level value. The flow follows the thrust curve and spends exactly
/// the propellant within the burn time.
struct Motor {
    double propellant_mass_kg = 0;
    double burn_time_s = 0;
    double isp_vacuum_s = 0;
    double isp_sea_level_s = 0;
    /// Relative thrust over time since ignition, rescaled in both directions: to the burn time and to the
    /// propellant. Empty: constant.
    std::vector<double> curve_time_s, curve_fraction;
};

/// Drag while something is attached or falls: Cd table and reference area. `table` null: none.
struct DragBody {
    std::optional<DragTable> powered;   ///< with the motor burning
    std::optional<DragTable> coasting;  ///< with the motor off; the powered one where not given
    double reference_area_m2 = 0;
};

struct Stage {
    Motor motor;
    double dry_mass_kg = 0;
    DragBody drag;
    double coast_before_s = 0;      ///< from the previous separation to this ignition
    double separation_delay_s = 0;  ///< from burnout to separation
    bool separates = true;          ///< false on the last stage: it stays with the payload (V-2, Scud-B)
    std::optional<double> spent_ballistic_coefficient_kg_m2;
};

/// A strap-on that burns beside the first stage from t = 0; masses and areas are of one.
struct Booster {
    Stage stage;
    int count = 1;
};

struct Shroud {
    double mass_kg = 0;
    std::optional<double> jettison_height_m, jettison_time_s;  ///< exactly one
    std::optional<double> ballistic_coefficient_kg_m2;
};

/// What falls after the last separation. With neither coefficient nor table it falls without drag.
struct Payload {
    double mass_kg = 0;
    std::optional<double> ballistic_coefficient_kg_m2;  ///< mass / (Cd x area), of everything that falls
    std::optional<DragTable> drag;
    double reference_area_m2 = 0;
};

struct Vehicle {
    std::string name, status, source;
    std::vector<Stage> stages;  ///< in firing order; may be empty where a flight starts at a release
    std::vector<Booster> boosters;
    std::optional<Shroud> shroud;
    Payload payload;
};

}  // namespace apogee
