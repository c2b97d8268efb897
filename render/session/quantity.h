#pragma once

#include <string>

#include "session/session.h"

namespace apogee {

[[nodiscard]] double metres_per(LengthUnit unit);
/// A length as people see it: in the session's unit.
[[nodiscard]] double in_unit(double metres, LengthUnit unit);
[[nodiscard]] const char* name(LengthUnit unit);

/// "4,475": digits in groups of three, with that many decimals; "–" where not finite.
[[nodiscard]] std::string grouped(double value, int decimals);
/// The same with as many decimals as three or four significant digits take.
[[nodiscard]] std::string rounded(double value);

/// "14:32", "1:02:33"; "-0:05"; "–" where not finite.
[[nodiscard]] std::string clock_text(double time_s);
/// Seconds from "14:32", "1:02:33" or "872.5"; false for anything else.
[[nodiscard]] bool parse_clock(const std::string& text, double& time_s);

/// "stage[1].propellant_mass_kg" -> "Stage 1 propellant mass"; the unit is left to the field beside it.
[[nodiscard]] std::string label_of(const std::string& path);
/// "deg" -> "°", "kg_m2" -> "kg/m²".
[[nodiscard]] std::string unit_sign(const std::string& unit);

}  // namespace apogee
