#pragma once

#include <string>

#include "statistics/summary.h"

namespace apogee {

// What the files share that make the report of a study.

[[nodiscard]] const FieldStatistics& statistics_of(const PartStatistics& part, double CaseResult::*member);

/// "What would change the answer": the share of each varied number in the variance of the range, or of the
/// first figure that varies; empty where none does.
[[nodiscard]] std::string effects_text(const StudyPart& part, const PartSummary& summary);

}  // namespace apogee
