#include "report/figure_table.h"

#include <fmt/format.h>

#include <cmath>

#include "base/input_error.h"

namespace apogee {
namespace {

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

/// Names from a scenario: a spreadsheet would run what begins like a formula.
std::string words_cell(const std::string& words) {
    const std::string text = printable(words);
    const bool formula = !text.empty() && std::string_view("=+-@").find(text.front()) != std::string::npos;
    return csv_field(formula ? "'" + text : text);
}

std::string cell(const FigureColumn& column, std::size_t row) {
    if (const auto* words = std::get_if<Words>(&column.values)) return words_cell((*words)[row]);
    const double value = std::get<Numbers>(column.values)[row];
    return std::isfinite(value) ? fmt::format("{:.10g}", value) : "";
}

}  // namespace

std::size_t FigureTable::rows() const {
    return std::visit([](const auto& values) { return values.size(); }, columns.front().values);
}

void write_table_csv(const FigureTable& table, const TextSink& write) {
    std::string text;
    for (const FigureColumn& column : table.columns) text += (text.empty() ? "" : ",") + column.name;
    text += '\n';
    constexpr std::size_t piece_bytes = 1 << 16;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (const FigureColumn& column : table.columns)
            text += (&column == &table.columns.front() ? "" : ",") + cell(column, row);
        text += '\n';
        if (text.size() < piece_bytes) continue;
        write(text);
        text.clear();
    }
    write(text);
}

}  // namespace apogee
