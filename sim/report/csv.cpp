#include "report/csv.h"

#include <algorithm>
#include <cmath>

#include "report/flown_path.h"

namespace apogee {
namespace {

/// Rows are gathered to pieces of this size before they go out.
constexpr std::size_t piece_bytes = 1 << 16;

std::string header_line(const Columns& columns) {
    std::string line;
    for (const Column* column : columns) line += (line.empty() ? "" : ",") + std::string(column->name);
    return line + '\n';
}

std::string line_of(const Columns& columns, const Moment& moment) {
    std::string line;
    for (const Column* column : columns)
        line += (column == columns.front() ? "" : ",") + csv_field(cell(*column, moment));
    return line + '\n';
}

/// @param each  calls its argument with the time of each row
template <class Each>
void write_rows(const Flight& flight, const Trajectory& trajectory, const Columns& columns,
                const TextSink& write, const Each& each) {
    std::string piece = header_line(columns);
    each([&](double time_s) {
        piece += line_of(columns, {flight, trajectory, trajectory.point(time_s)});
        if (piece.size() < piece_bytes) return;
        write(piece);
        piece.clear();
    });
    write(piece);
}

}  // namespace

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

double history_rows(const Trajectory& trajectory, double step_s) {
    return std::floor((trajectory.end_s - first_instant(trajectory)) / step_s) + 2;
}

void for_each_row(const Trajectory& trajectory, double step_s, const std::function<void(double)>& row_at) {
    const double begin = first_instant(trajectory), end = trajectory.end_s;
    // A grid point nearer to either end than the printed resolution of time would be the same row twice.
    const double same = 1e-11 * std::max(1.0, end);
    row_at(begin);
    // Counted, not accumulated: the grid does not drift.
    const double first = std::floor(begin / step_s), rows = history_rows(trajectory, step_s);
    for (double i = 0; i < rows && (first + i) * step_s < end - same; ++i) {
        if ((first + i) * step_s > begin + same) row_at((first + i) * step_s);
    }
    if (end > begin) row_at(end);
}

void write_history_csv(const Flight& flight, const Trajectory& trajectory, const Columns& columns,
                       double step_s, const TextSink& write) {
    write_rows(flight, trajectory, columns, write,
               [&](const auto& row_at) { for_each_row(trajectory, step_s, row_at); });
}

void write_history_csv(const Flight& flight, const Trajectory& trajectory, const Columns& columns,
                       std::span<const double> times_s, const TextSink& write) {
    write_rows(flight, trajectory, columns, write, [&](const auto& row_at) {
        for (const double time_s : times_s) row_at(time_s);
    });
}

void write_events_csv(const Flight& flight, const Columns& columns, const TextSink& write) {
    Columns with_utc = columns;
    const Column* utc = chosen_columns({"utc"}).front();
    if (flight.scenario.launch_time && std::ranges::find(columns, utc) == columns.end())
        with_utc.insert(with_utc.begin() + 1, utc);
    std::string text = "name," + header_line(with_utc);
    for (const Event& event : flight.trajectory.events) {
        const Moment moment{flight, flight.trajectory, flight.trajectory.point(event.time_s)};
        text += csv_field(event.name) + ',' + line_of(with_utc, moment);
    }
    write(text);
}

}  // namespace apogee
