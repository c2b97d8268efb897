#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "report/columns.h"
#include "report/flight.h"

namespace apogee {

/// Takes the next piece of a text.
using TextSink = std::function<void(std::string_view)>;

/// A field in double quotes where it holds a separator; control characters do not get this far.
[[nodiscard]] std::string csv_field(const std::string& text);

/// Most rows a time history may have.
inline constexpr double most_history_rows = 10e6;

/// Rows of a history: the first instant, every multiple of the step after it, the last.
[[nodiscard]] double history_rows(const Trajectory& trajectory, double step_s);

/// Calls it with the first instant, every multiple of `step_s` > 0 after it, and the last.
void for_each_row(const Trajectory& trajectory, double step_s, const std::function<void(double)>& row_at);

/// Time history of the flight itself or of something that it let go of. Heights resolve 0.1 mm, speeds 0.1
/// um/s, places 1e-10 degrees, other angles 1e-9.
void write_history_csv(const Flight& flight, const Trajectory& trajectory, const Columns& columns,
                       double step_s, const TextSink& write);

/// The same at moments that were chosen, ascending.
void write_history_csv(const Flight& flight, const Trajectory& trajectory, const Columns& columns,
                       std::span<const double> times_s, const TextSink& write);

/// One row an event: its name, then the columns, with `utc` after the first where the launch time is known.
void write_events_csv(const Flight& flight, const Columns& columns, const TextSink& write);

}  // namespace apogee
