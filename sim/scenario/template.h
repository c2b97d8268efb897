#pragma once

#include <string>

namespace apogee {

/// A scenario to start from: a small two-stage sounding rocket, every key explained. It flies as it is, and
/// `range` and `estimate` take it, too. Keys, their defaults and meanings come from the rows of the scenario
/// format: a key that is added there stands here.
[[nodiscard]] std::string scenario_template();

}  // namespace apogee
