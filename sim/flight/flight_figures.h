#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "flight/summary.h"

namespace apogee {

/// One number that describes a whole flight. Reports, files, statistics, comparisons and the window read
/// these rows; none of them names a figure, its unit or its accessor a second time.
struct FlightFigure {
    const char* name;     ///< with its unit, as in columns and datasets: "burnout_height_km"
    const char* unit;     ///< for people: "km/s", "deg"
    const char* udunits;  ///< for datasets: "km s-1", "degree"
    const char* json;     ///< key in a flight's JSON, an object's after its dot: "burnout.height_km"
    const char* meaning;  ///< one line for people
    int decimals;         ///< a table shows at least so many
    std::optional<double> (*of)(const FlightSummary&);  ///< in its unit; empty where a flight has no such
};

/// All of them, in the order of a flight.
[[nodiscard]] std::span<const FlightFigure> flight_figures();

/// The row of that name, which must exist.
[[nodiscard]] const FlightFigure& flight_figure(std::string_view name);

}  // namespace apogee
