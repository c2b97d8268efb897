#pragma once

#include <string>

#include "session/session.h"

namespace apogee {

/// "landed", "lift off failed", "in orbit", ...
[[nodiscard]] std::string outcome_text(const LoadedFlight& flight);

}  // namespace apogee
