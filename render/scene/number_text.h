#pragma once

#include <string>

#include "base/length_units.h"

/// Numbers as people read them in pictures: lengths in their own unit, digits in groups, times as a clock.
namespace apogee {

[[nodiscard]] double in_unit(double metres, LengthUnit unit);

/// "4,475": digits in groups of three, with that many decimals; "–" where not finite.
[[nodiscard]] std::string grouped(double value, int decimals);
/// The same with as many decimals as three or four significant digits take: "0.000184"; "< 0.000001".
[[nodiscard]] std::string rounded(double value);
/// "4,476 km", "12.5 mi", "0.012 km".
[[nodiscard]] std::string length_text(double metres, LengthUnit unit);

/// "39.28° N", "120.62° W".
[[nodiscard]] std::string latitude_text(double degrees, int decimals);
[[nodiscard]] std::string longitude_text(double degrees, int decimals);

/// "14:32", "1:02:33"; "-0:05"; "–" where not finite.
[[nodiscard]] std::string clock_text(double time_s);

}  // namespace apogee
