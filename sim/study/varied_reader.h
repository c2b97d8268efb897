#pragma once

#include <vector>

#include "scenario/reader.h"
#include "study/study.h"

namespace apogee {

/// Every table of the study format. docs/studies.md describes the same keys for people.
namespace study_tables {
extern const TableKeys study, stop, vary, correlation, sweep;
}

/// Rows that one table of a study may hold, and most combinations of a sweep's axes.
inline constexpr std::size_t most_sweep_values = 10'000;

/// A number that is exact in a study: { value, low, high } makes no sense there. @throws InputError
[[nodiscard]] double exact_number(const TableReader& table, std::string_view key, Bounds bounds);
/// @throws InputError where it is no whole number, too.
[[nodiscard]] std::uint64_t whole_number(const TableReader& table, std::string_view key, Bounds bounds);

/// What `[[vary]]` says of a scenario; without any, every number that states an uncertainty.
/// @param study  the top level of the file.
/// @throws InputError for anything wrong, at its place.
[[nodiscard]] std::vector<Varied> read_varied(const TableReader& study, const Scenario& scenario);
/// What `[[correlation]]` says of these numbers.
[[nodiscard]] std::vector<Correlation> read_correlations(const TableReader& study,
                                                         const std::vector<Varied>& numbers);
/// What `[[sweep]]` says of a scenario.
[[nodiscard]] std::vector<SweepAxis> read_axes(const TableReader& study, const Scenario& scenario);

}  // namespace apogee
