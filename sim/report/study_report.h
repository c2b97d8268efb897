#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "statistics/results.h"
#include "statistics/summary.h"

namespace apogee {

struct MapContent;

/// The report of a study, made for reading on a terminal 100 columns wide: what was flown, how the flights
/// ended, the figures with the noise of their medians, a histogram, what would change the answer, and the
/// cases to look at.
[[nodiscard]] std::string study_report(const Study& study, const StudySummary& summary);
/// The same in numbers: docs/studies.md lists the keys.
[[nodiscard]] nlohmann::ordered_json study_json(const Study& study, const StudySummary& summary);

/// The same of one part alone: the file of a scenario's results.
[[nodiscard]] nlohmann::ordered_json study_json(const Study& study, std::size_t part,
                                                const StudySummary& summary);

/// Most cases whose impacts a map shows: the first ones, a random sample like any other.
inline constexpr std::uint64_t most_map_cases = 10'000;
/// What maps and globes show of a part: where it starts, and where the cases came down that did.
[[nodiscard]] MapContent study_content(const Study& study, std::size_t part, const ResultReader& results);

/// What a study will fly, before it does: its scenarios and the numbers that differ from case to case.
[[nodiscard]] std::string study_check_report(const Study& study);
[[nodiscard]] nlohmann::ordered_json study_check_json(const Study& study);

}  // namespace apogee
