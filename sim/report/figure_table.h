#pragma once

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "report/csv.h"
#include "store/output_file.h"

namespace apogee {

/// A column of a table: numbers, NaN where there is none, or words.
struct FigureColumn {
    std::string name;  ///< with its unit: "range_km"
    std::string unit;  ///< in UDUNITS' words; empty for words
    std::string meaning;
    std::variant<std::vector<double>, std::vector<std::string>> values;
};

/// Rows of figures that are no flight over time: answers, samples. Its columns are of one length.
struct FigureTable {
    std::string row;  ///< what a row is: "answer", "sample"; NetCDF's dimension
    std::vector<FigureColumn> columns;

    [[nodiscard]] std::size_t rows() const;
};

/// A heading, then a line a row: numbers to ten digits, words quoted where they must be, empty cells where
/// there is no number.
void write_table_csv(const FigureTable& table, const TextSink& write);

/// NetCDF-4: each table's columns over a dimension of its own. Names of columns differ between tables.
/// @param facts  attributes of the whole file. @throws FileError
void fill_netcdf(const OutputFile& output, const std::string& path, std::span<const FigureTable> tables,
                 std::span<const std::pair<std::string, std::string>> facts);

}  // namespace apogee
