#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/flight.h"

namespace apogee {

/// One moment of a trajectory: the flight's own, or that of something that it let go of.
struct Moment {
    const Flight& flight;
    const Trajectory& trajectory;
    FlightPoint point;
};

/// A quantity of a flight over time, said once: histories, lists of events and datasets iterate these rows.
struct Column {
    const char* name;     ///< with its unit: "height_km"
    const char* unit;     ///< in UDUNITS' words; empty for words
    const char* meaning;  ///< one line for people
    int digits;           ///< after the point, or significant where `significant`
    bool significant;
    double (*number)(const Moment&);      ///< null: words
    std::string (*words)(const Moment&);  ///< null: a number
    bool usual;                           ///< written where nobody chooses
};

[[nodiscard]] std::span<const Column> columns();

using Columns = std::vector<const Column*>;
/// The usual ones.
[[nodiscard]] Columns usual_columns();
/// Those that `--columns` names, in this order. @throws InputError for a name that there is not, that is
/// given twice or is missing.
/// @param given  what stands after each `--columns`: "time_s,height_km"
[[nodiscard]] Columns chosen_columns(const std::vector<std::string>& given);

/// A value as CSV has it.
[[nodiscard]] std::string cell(const Column& column, const Moment& moment);

}  // namespace apogee
