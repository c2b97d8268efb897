#pragma once

#include <string>

namespace apogee::testing {

/// What a program on the display has copied, as another one would paste it. Empty where nobody answers in
/// time.
[[nodiscard]] std::string clipboard(const std::string& display);

}  // namespace apogee::testing
