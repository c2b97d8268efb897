#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/reported_flight.h"

namespace apogee {

/// A column that a table of reported flights may have, by its name in the header.
struct ReportColumn {
    std::string_view name, meaning;
    bool required = false;
};
/// In tables they may stand in any order; an empty cell says nothing.
inline constexpr std::array report_columns{
    ReportColumn{"name", "how the flight is called"},
    ReportColumn{"date", "of the flight, as text"},
    ReportColumn{"apogee_km", "greatest height as one would type it after --apogee", true},
    ReportColumn{"range_km", "distance over the ground, as after --range", true},
    ReportColumn{"flight_time", "as after --time: 47:12, 53min"},
    ReportColumn{"from", "launch site, \"LAT,LON\" or a town"},
    ReportColumn{"azimuth_deg", "direction from launch to impact, degrees from north"},
    ReportColumn{"impact", "where it came down, \"LAT,LON\" or a town"},
    ReportColumn{"status", "empty or ballistic; flights of any other status are not estimated"},
    ReportColumn{"source", "of the figures, as text"}};

/// One reported flight.
struct ReportedRow {
    std::string name, date, status, source;
    int line = 0;  ///< of the file
    /// As the cells are written, one for each of `report_columns`: an answer belongs to these.
    std::vector<std::string> cells;
    std::optional<ReportedFlight> report;  ///< none where apogee or range is missing

    /// Why it is not estimated whatever its figures say: "status: failed", "no apogee". Empty: nothing
    /// speaks against it.
    [[nodiscard]] std::string left_out() const;
};

struct ReportTable {
    std::vector<ReportedRow> rows;
    std::vector<std::string> other_columns;  ///< that say nothing to an estimate
};

/// Reads a CSV file of reported flights (`read_csv`). Every cell is checked, also of flights that will not be
/// estimated. @throws InputError with line, column and the column's name
[[nodiscard]] ReportTable read_report_table(const std::string& file);

}  // namespace apogee
