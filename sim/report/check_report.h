#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "flight/budget.h"
#include "scenario/argument.h"

namespace apogee {

/// What `apogee check` says: what was read, what was taken instead of what was not said, what it amounts to,
/// and `warnings(scenario)`.
[[nodiscard]] std::string check_report(const Scenario& scenario);
[[nodiscard]] std::string check_report(const VehicleFile& file);
[[nodiscard]] nlohmann::ordered_json check_json(const Scenario& scenario);
[[nodiscard]] nlohmann::ordered_json check_json(const VehicleFile& file);

}  // namespace apogee
