#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "estimate/answer.h"
#include "estimate/report_table.h"
#include "report/figure_table.h"

/// Answers to a table of reported flights, a row each: `apogee estimate --table`.
namespace apogee {

/// Words, or a number; not finite: there is none.
using AnswerCell = std::variant<double, std::string>;
/// A row's answer, a cell for each of `answer_columns`.
using AnswerCells = std::vector<AnswerCell>;

/// What came of a reported flight.
enum class RowOutcome {
    estimated,
    no_flight,   ///< no sample of the family flies it
    impossible,  ///< the figures cannot be, whatever flew
    left_out     ///< by its status, or for want of a figure
};
[[nodiscard]] const char* name(RowOutcome outcome);

/// @param answer  null where nothing was estimated. @param why  not, in a sentence; else empty
[[nodiscard]] AnswerCells answer_cells(const ReportedRow& row, const EstimateAnswer* answer,
                                       const std::string& why);

/// The columns of the answers, with a value a row.
[[nodiscard]] FigureTable answers_table(std::span<const AnswerCells> rows);

/// One object a row, by the columns' names; null where there is no number.
[[nodiscard]] nlohmann::ordered_json answer_json(const AnswerCells& cells);
/// The cells that such an object says; nothing where it is of other columns.
[[nodiscard]] std::optional<AnswerCells> answer_from_json(const nlohmann::ordered_json& json);

/// A number, or words, of a row by its column's name, which must exist.
[[nodiscard]] double answer_number(const AnswerCells& cells, const char* column);
[[nodiscard]] const std::string& answer_words(const AnswerCells& cells, const char* column);

/// Reads back what `write_table_csv` wrote of `answers_table`. @throws InputError with line and column
[[nodiscard]] std::vector<AnswerCells> read_answers_csv(const std::string& file);

/// For reading on a terminal: a line a flight, and how many came out how.
[[nodiscard]] std::string answers_text(std::span<const AnswerCells> rows);

}  // namespace apogee
