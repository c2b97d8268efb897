#pragma once

#include <string>

/// Keys of a scenario as people read them.
namespace apogee {

/// "stage[1].propellant_mass_kg" -> "Stage 1 propellant mass"; the unit is left to the field beside it.
[[nodiscard]] std::string label_of(const std::string& path);

}  // namespace apogee
