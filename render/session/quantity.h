#pragma once

#include <string>

#include "scene/number_text.h"

namespace apogee {

/// Seconds from "14:32", "1:02:33" or "872.5"; false for anything else.
[[nodiscard]] bool parse_clock(const std::string& text, double& time_s);

/// "stage[1].propellant_mass_kg" -> "Stage 1 propellant mass"; the unit is left to the field beside it.
[[nodiscard]] std::string label_of(const std::string& path);
/// "deg" -> "°", "kg_m2" -> "kg/m²".
[[nodiscard]] std::string unit_sign(const std::string& unit);

}  // namespace apogee
