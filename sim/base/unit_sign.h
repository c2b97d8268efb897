#pragma once

#include <string>

namespace apogee {

/// A unit of a key as people write it: "deg" -> "°", "kg_m2" -> "kg/m²"; others as they are.
[[nodiscard]] std::string unit_sign(const std::string& unit);

}  // namespace apogee
