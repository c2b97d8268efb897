#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace apogee {

/// A field of a row: its text without quotes and outer spaces, and where it stands, from 1; columns count
/// characters.
struct CsvField {
    std::string text;
    int line = 1, column = 1;
};
using CsvRow = std::vector<CsvField>;

/// Rows of comma-separated text (RFC 4180), the first of them the header: a field that holds a comma, a quote
/// or a line break stands in double quotes, a quote within it doubled. Empty lines and those that begin with
/// # are left out. Every row has as many fields as the header, and there is a header.
/// @param file  the text's name in messages. @throws InputError with line and column
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text, const std::string& file);

/// The finite number that a field is, a plus sign before it allowed; nothing for anything else.
[[nodiscard]] std::optional<double> csv_number(const CsvField& field);

}  // namespace apogee
