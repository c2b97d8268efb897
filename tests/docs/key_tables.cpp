#include "docs/key_tables.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "base/input_error.h"
#include "batch/result_fields.h"
#include "estimate/report_table.h"
#include "report/answers_table.h"
#include "report/columns.h"
#include "report/file_formats.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

const TableKeys& table_named(std::string_view name) {
    if (name == "scenario") return tables::scenario;
    if (name == "vehicle") return tables::vehicle;
    if (name == "number") return tables::number;
    for (const TableKeys* table : {&tables::launch, &tables::initial, &tables::ascent, &tables::environment,
                                   &tables::reported, &tables::stage, &tables::booster, &tables::thrust_curve,
                                   &tables::shroud, &tables::payload, &tables::drag})
        if (table->name == name) return *table;
    throw std::runtime_error(fmt::format("no table of keys is called {}", name));
}

/// "m^2", "deg/s", as plain text has it.
std::string unit_text(std::string_view unit) {
    if (unit == "m2") return "m^2";
    if (unit == "kg_m2") return "kg/m^2";
    if (unit == "m3_s2") return "m^3/s^2";
    std::string text(unit);
    if (const std::size_t per = text.find('_'); per != std::string::npos) text[per] = '/';
    return text;
}

/// 1e7 rather than 10000000.
std::string bound_text(double bound) {
    std::string power = fmt::format("{:.0e}", bound);
    for (const char* sign : {"e+0", "e+", "e-0"})
        if (const std::size_t at = power.find(sign); at != std::string::npos)
            power.replace(at, std::string_view(sign).size(), sign[1] == '-' ? "e-" : "e");
    const std::string plain = number_text(bound);
    constexpr double many_zeros = 1e5;
    const bool long_text = std::fabs(bound) >= many_zeros || (bound != 0 && std::fabs(bound) < 0.1);
    return long_text && std::stod(power) == bound ? power : plain;
}

std::string bounds_text(const Key& key) {
    if (key.holds != Key::Holds::number && key.holds != Key::Holds::rows) return {};
    return fmt::format("{} to {}{}", bound_text(key.bounds.least), bound_text(key.bounds.most),
                       key.bounds.whole ? ", whole" : "");
}

std::string cell(std::string_view text) {
    return text.empty() ? " |" : fmt::format(" {} |", text);
}

std::string markdown(const TableKeys& table) {
    std::string text = "| key | unit | bounds | default | meaning |\n|---|---|---|---|---|\n";
    for (const Key& key : table.keys) {
        const bool measured = key.holds == Key::Holds::number || key.holds == Key::Holds::rows;
        text += fmt::format("| `{}` |", key.name) + cell(measured ? unit_text(unit_of(key.name)) : "") +
                cell(bounds_text(key)) +
                cell(key.fallback ? number_text(*key.fallback) : std::string(key.otherwise)) +
                cell(key.meaning) + "\n";
    }
    return text;
}

std::string columns_markdown() {
    std::string text = "| column | unit | usual | meaning |\n|---|---|---|---|\n";
    for (const Column& column : columns())
        text += fmt::format("| `{}` |", column.name) + cell(column.unit) + cell(column.usual ? "yes" : "") +
                cell(column.meaning) + "\n";
    return text;
}

std::string figures_markdown() {
    std::string text = "| figure | JSON of a flight | unit | meaning |\n|---|---|---|---|\n";
    for (const FlightFigure& figure : flight_figures())
        text += fmt::format("| `{}` | `{}` |", figure.name, figure.json) + cell(figure.unit) +
                cell(figure.meaning) + "\n";
    return text;
}

std::string results_markdown() {
    std::string text = "| result | unit | meaning |\n|---|---|---|\n";
    for (const ResultField& field : result_fields())
        text += fmt::format("| `{}` |", field.name) + cell(field.unit) + cell(field.meaning) + "\n";
    return text;
}

std::string reports_markdown() {
    std::string text = "| column | cell |\n|---|---|\n";
    for (const ReportColumn& column : report_columns)
        text += fmt::format("| `{}` | {}{} |\n", column.name, column.meaning,
                            column.required ? "; required" : "");
    return text;
}

std::string answers_markdown() {
    std::string text = "| column | meaning |\n|---|---|\n";
    for (const FigureColumn& column : answers_table({}).columns)
        text += fmt::format("| `{}` | {} |\n", column.name, column.meaning);
    return text;
}

std::string formats_markdown() {
    std::string text =
        "| format | file | opens in | `run` | `range` | `estimate` | `study`, `merge` |\n"
        "|---|---|---|---|---|---|---|\n";
    for (const FormatRow& row : format_rows()) {
        text += fmt::format("| `{}` | `NAME{}` |", row.word, row.ending) + cell(row.opens_in);
        for (const std::string_view holds : row.holds) text += cell(holds.empty() ? "-" : holds);
        text += '\n';
    }
    return text;
}

std::string table_of(std::string_view name) {
    if (name == "columns") return columns_markdown();
    if (name == "figures") return figures_markdown();
    if (name == "results") return results_markdown();
    if (name == "formats") return formats_markdown();
    if (name == "reports") return reports_markdown();
    if (name == "answers") return answers_markdown();
    return markdown(table_named(name));
}

}  // namespace

std::string with_key_tables(const std::string& document) {
    constexpr std::string_view begin = "<!-- keys: ", name_end = " -->\n", end = "<!-- end of keys -->\n";
    std::string text;
    std::size_t at = 0;
    for (std::size_t block; (block = document.find(begin, at)) != std::string::npos;) {
        const std::size_t name = block + begin.size(), rows = document.find(name_end, name) + name_end.size();
        const std::size_t last = document.find(end, rows);
        if (last == std::string::npos) throw std::runtime_error("a block of keys without its end");
        text +=
            document.substr(at, rows - at) + table_of(document.substr(name, rows - name_end.size() - name));
        at = last;
    }
    return text + document.substr(at);
}

}  // namespace apogee
