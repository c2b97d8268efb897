#pragma once

#include <string>

#include "scene/key_text.h"
#include "scene/number_text.h"

namespace apogee {

/// Seconds from "14:32", "1:02:33" or "872.5"; false for anything else.
[[nodiscard]] bool parse_clock(const std::string& text, double& time_s);

}  // namespace apogee
