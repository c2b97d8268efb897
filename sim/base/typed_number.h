#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Numbers as people type them, where a point or a comma may part thousands.
namespace apogee {

/// Why a number says two things: "10.000" is ten thousand to some readers and ten to others. Empty where a
/// point can only stand before decimals.
[[nodiscard]] std::string ambiguous_point(std::string_view number);

/// A number whose thousands may be parted by commas or spaces: "10,000", "10 000.5". Nothing where they part
/// something else.
[[nodiscard]] std::optional<double> number_with_thousands(std::string_view number);

}  // namespace apogee
