#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace apogee {

/// "300:1500:100" -> 300, 400, ... 1500 kg; the last step is shorter where the steps do not end on TO.
/// @throws InputError, of the option --payload, for anything else and for a payload that no key allows
[[nodiscard]] std::vector<double> read_payloads_kg(const std::string& text, const Scenario& scenario);

}  // namespace apogee
