#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/flight.h"

namespace apogee {

/// Takes the next piece of a text.
using TextSink = std::function<void(std::string_view)>;

/// Most rows a time history may have.
inline constexpr double most_history_rows = 10e6;

/// Rows of the history from `start_s` (a multiple of the step or the first instant) to the end.
[[nodiscard]] double history_rows(const Trajectory& trajectory, double step_s);

/// Time history: one row at the first instant, at every multiple of `step_s` > 0 after it, and at the last.
/// Columns in docs/formats.md. Heights resolve 0.1 mm, speeds 0.1 um/s, angles 1e-10 degrees.
void write_history_csv(const Trajectory& trajectory, double step_s, const TextSink& write);

/// One row an event; with a `utc` column where the launch time is known.
void write_events_csv(const Flight& flight, const TextSink& write);

}  // namespace apogee
