#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "study/summary.h"

namespace apogee {

/// The report of a study, made for reading on a terminal 100 columns wide: what was flown, how the flights
/// ended, the figures with the noise of their medians, a histogram, what would change the answer, and the
/// cases to look at.
[[nodiscard]] std::string study_report(const Study& study, const StudySummary& summary);

/// The same in numbers: docs/studies.md lists the keys.
[[nodiscard]] nlohmann::ordered_json study_json(const Study& study, const StudySummary& summary);

}  // namespace apogee
