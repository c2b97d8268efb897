#include "estimate/report_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "base/csv_rows.h"
#include "base/input_error.h"
#include "base/small_letters.h"
#include "estimate/reported_direction.h"
#include "geo/region.h"
#include "scenario/files.h"

namespace apogee {
namespace {

/// Where the columns of a file are: `report_columns[i]` stands in its column `at[i]`.
struct Header {
    std::array<std::optional<std::size_t>, report_columns.size()> at;
    std::vector<std::string> others;
};

constexpr std::size_t index_of(std::string_view name) {
    for (std::size_t i = 0; i < report_columns.size(); ++i)
        if (report_columns[i].name == name) return i;
    return report_columns.size();
}

std::vector<std::string_view> column_names() {
    std::vector<std::string_view> names;
    for (const ReportColumn& column : report_columns) names.push_back(column.name);
    return names;
}

/// The column that a name most likely means, which would silently count for nothing: "apogee", "rnage_km".
std::string_view column_meant(const std::string& text, const std::vector<std::string_view>& names) {
    constexpr std::size_t shortest = 4;
    for (const std::string_view name : names)
        if (text.size() >= shortest && name.find(text) != name.npos) return name;
    return nearest_word(text, names);
}

/// Words by which others' tables call what an estimate reads, and its own column for it.
struct OtherWord {
    std::string_view word, own;
};
constexpr std::array other_words{OtherWord{"site", "from"},
                                 OtherWord{"origin", "from"},
                                 OtherWord{"direction", "azimuth_deg"},
                                 OtherWord{"bearing", "azimuth_deg"},
                                 OtherWord{"course", "azimuth_deg"},
                                 OtherWord{"heading", "azimuth_deg"},
                                 OtherWord{"duration", "flight_time"},
                                 OtherWord{"minutes", "flight_time"},
                                 OtherWord{"seconds", "flight_time"},
                                 OtherWord{"landing", "impact"},
                                 OtherWord{"splashdown", "impact"},
                                 OtherWord{"outcome", "status"},
                                 OtherWord{"result", "status"}};

/// Whether a word stands in a column's name: "site" in "launch_site", not in "website".
bool has_word(std::string_view text, std::string_view word) {
    const auto letter = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1))
        if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
    return false;
}

/// A column that is not read while the one that it probably means is missing: "launch_site" without "from"
/// would silently count for nothing. Beside that one it may hold what it likes.
void require_no_other_word(const CsvField& field, const Header& header, const std::string& file) {
    const std::string text = small_letters(field.text);
    for (const auto& [word, own] : other_words)
        if (has_word(text, word) && !header.at[index_of(own)])
            throw input_error({file, field.line, field.column}, field.text, "unknown column",
                              fmt::format("did you mean {}? Otherwise give it another name", own));
}

Header read_header(const CsvRow& fields, const std::string& file) {
    const std::vector<std::string_view> names = column_names();
    const auto fail = [&](const CsvField& field, std::string_view problem, std::string_view right) {
        throw input_error({file, field.line, field.column}, field.text, problem, right);
    };
    Header header;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t known = index_of(small_letters(fields[i].text));
        if (known == report_columns.size()) {
            if (const auto near = column_meant(small_letters(fields[i].text), names); !near.empty())
                fail(fields[i], "unknown column", fmt::format("did you mean {}?", near));
            header.others.push_back(fields[i].text);
        } else if (header.at[known]) {
            fail(fields[i], "the column stands twice", "expected it once");
        } else {
            header.at[known] = i;
        }
    }
    for (const CsvField& field : fields)
        if (std::ranges::find(header.others, field.text) != header.others.end())
            require_no_other_word(field, header, file);
    for (std::size_t i = 0; i < report_columns.size(); ++i)
        if (report_columns[i].required && !header.at[i])
            throw input_error({file, fields.front().line, 1}, {},
                              fmt::format("no column {}", report_columns[i].name),
                              "expected the columns " + joined(names, ","));
    return header;
}

/// A row's cells by the names of their columns.
class Cells {
  public:
    Cells(const CsvRow& row, const Header& header, const std::string& file)
        : row_(row), header_(header), file_(file) {}

    [[nodiscard]] std::optional<std::string> text(std::string_view column) const {
        const std::optional<std::size_t> at = header_.at[index_of(column)];
        if (!at || row_[*at].text.empty()) return std::nullopt;
        return row_[*at].text;
    }

    /// The cell as `reader` understands it, its messages with the cell's place before them.
    template <class Reader>
    auto read(std::string_view column, Reader reader) const
        -> std::optional<decltype(reader(std::string{}, column))> {
        const std::optional<std::string> cell = text(column);
        if (!cell) return std::nullopt;
        return placed(column, [&] { return reader(*cell, column); });
    }

    template <class Work>
    auto placed(std::string_view column, Work work) const {
        try {
            return work();
        } catch (const InputError& error) {
            const std::optional<std::size_t> at = header_.at[index_of(column)];
            const CsvField& field = row_[at.value_or(0)];
            throw InputError(
                fmt::format("{}:{}:{}: {}", printable(file_), field.line, field.column, error.what()));
        }
    }

  private:
    const CsvRow& row_;
    const Header& header_;
    const std::string& file_;
};

/// A distance that is not negative; a slip of the sign is no finding.
RoundedFigure read_range(std::string_view text, std::string_view column) {
    const RoundedFigure figure = read_distance_km(text, column);
    if (figure.value() < 0)
        throw InputError(
            fmt::format("{}: found {}; expected a number of km, not negative", column, in_quotes(text)));
    return figure;
}

RoundedFigure read_height(std::string_view text, std::string_view column) {
    const RoundedFigure figure = read_range(text, column);
    if (figure.value() == 0)
        throw InputError(
            fmt::format("{}: found {}; expected a height above the ground, km", column, in_quotes(text)));
    return figure;
}

constexpr std::string_view ballistic = "ballistic";

/// What the flight was. A misspelt "ballistic" would leave the row out and say nothing.
std::string read_status(const std::string& text, std::string_view column) {
    const std::string small = small_letters(text);
    if (small == ballistic) return small;
    if (!nearest_word(small, std::array{ballistic}).empty())
        throw InputError(fmt::format("{}: found {}; did you mean {}?", column, in_quotes(text), ballistic));
    return text;
}

ReportedRow read_row(const Cells& cells, int line) {
    ReportedRow row;
    row.line = line;
    for (const ReportColumn& column : report_columns)
        row.cells.push_back(cells.text(column.name).value_or(""));
    row.date = cells.text("date").value_or("");
    row.name = cells.text("name").value_or(row.date.empty() ? fmt::format("line {}", line) : row.date);
    row.status = cells.read("status", read_status).value_or("");
    row.source = cells.text("source").value_or("");
    const auto apogee = cells.read("apogee_km", read_height), range = cells.read("range_km", read_range);
    ReportedFlight report;
    report.title = row.name;
    report.time_s = cells.read("flight_time", read_time_s);
    if (const auto site = cells.read("from", find_origin)) set_site(report, *site);
    if (!apogee || !range) return row;
    report.apogee_km = *apogee;
    report.range_km = *range;
    const DirectionText direction{cells.text("azimuth_deg"), cells.text("impact"), "azimuth_deg", "impact",
                                  "from"};
    cells.placed(direction.impact ? "impact" : "azimuth_deg", [&] {
        set_direction(report, direction);
        return 0;
    });
    row.report = std::move(report);
    return row;
}

}  // namespace

std::string ReportedRow::left_out() const {
    if (!status.empty() && status != ballistic) return status;
    if (report) return {};
    const bool no_apogee = cells[index_of("apogee_km")].empty(),
               no_range = cells[index_of("range_km")].empty();
    return no_apogee && no_range ? "no apogee and no range" : no_apogee ? "no apogee" : "no range";
}

ReportTable read_report_table(const std::string& file) {
    const std::vector<CsvRow> rows = read_csv(read_table(file), file);
    Header header = read_header(rows.front(), file);
    ReportTable table;
    for (const CsvRow& row : rows | std::views::drop(1))
        table.rows.push_back(read_row(Cells(row, header, file), row.front().line));
    if (table.rows.empty())
        throw input_error({file, rows.front().front().line, 1}, {}, "no flights",
                          "expected a row for each below the header");
    table.other_columns = std::move(header.others);
    return table;
}

}  // namespace apogee
