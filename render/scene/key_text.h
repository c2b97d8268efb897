#pragma once

#include <string>

/// Keys of a scenario as people read them.
namespace apogee {

/// "stage[1].propellant_mass_kg" -> "Stage 1 propellant mass"; the unit is left to the field beside it.
[[nodiscard]] std::string label_of(const std::string& path);

/// The same in a sentence, where figures of a report stand among a vehicle's numbers: "Apogee, reported".
[[nodiscard]] std::string number_words(const std::string& path);

}  // namespace apogee
