#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/columns.h"

namespace apogee {

/// One measured quantity over time, in the unit of the history's column that it is compared with.
struct MeasuredQuantity {
    std::string name;                ///< as the header of the data has it
    const Column* column = nullptr;  ///< what it is: its name, unit and how a flight computes it
    double resolution = 0;           ///< the unit of the last digit that the data writes
    double accuracy = 0;             ///< what differences are measured in: the resolution, or as stated
    std::vector<double> values;      ///< NaN where a cell is empty; one for each time
};

/// What was measured of a flight: times from the data's own zero, in the order of the file.
struct MeasuredFlight {
    std::string file;
    std::vector<double> time_s;
    std::vector<MeasuredQuantity> quantities;
    std::vector<std::string> other_columns;  ///< that mean nothing to a comparison
};

/// Reads a CSV file (`read_csv`) with a column of times and at least one quantity of a flight. Columns are
/// known by name and unit, however they are written: "height_km", "Altitude (ft)", "velocity [km/h]". The
/// unit stands in the header. Speeds that say nothing else are relative to the turning Earth.
/// @throws InputError with line and column
[[nodiscard]] MeasuredFlight read_measured_flight(const std::string& file);

/// A header's name in the words of a history's columns, and its unit as a factor.
struct QuantityName {
    const Column* column = nullptr;  ///< null: not a quantity of a flight
    double factor = 1;               ///< data's unit in the column's
};
[[nodiscard]] QuantityName quantity_named(std::string_view header);

/// The unit of the last digit that any of the numbers writes: 0.1 for "12.5" among whole numbers, 100 where
/// all end in two zeros. Of texts that are numbers; 0 of none.
[[nodiscard]] double written_resolution(const std::vector<std::string_view>& numbers);

}  // namespace apogee
