#pragma once

#include <string_view>

#include "scenario/scenario.h"

namespace apogee {

/// Where the first number of a table stands ("initial."), or one by its path; where the file begins if there
/// is none: the place of what is wrong with a table that was read.
[[nodiscard]] Place first_place(const Scenario& scenario, std::string_view path);

}  // namespace apogee
