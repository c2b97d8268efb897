#include "base/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/input_error.h"
#include "base/text.h"

namespace apogee {
namespace {

/// Walks through the text once, and knows the line and column where it stands.
class CsvText {
  public:
    CsvText(std::string_view text, const std::string& file) : rest_(text), file_(file) {
        if (rest_.starts_with("\xef\xbb\xbf")) rest_.remove_prefix(3);
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    /// Moves past a line that is no row; false where a row begins.
    bool skip_line_without_row() {
        const std::string_view line = rest_.substr(0, rest_.find('\n'));
        const std::string_view content = without_return(trimmed(line));
        if (!content.empty() && !content.starts_with('#')) return false;
        take(std::min(line.size() + 1, rest_.size()));
        return true;
    }

    CsvRow row() {
        CsvRow fields;
        while (true) {
            fields.push_back(field());
            if (!rest_.starts_with(',')) break;
            take(1);
        }
        take(std::min<std::size_t>(1, rest_.size()));  // the end of the line
        return fields;
    }

  private:
    static std::string_view without_return(std::string_view text) {
        return text.ends_with('\r') ? trimmed(text.substr(0, text.size() - 1)) : text;
    }

    void take(std::size_t bytes) {
        for (const char c : rest_.substr(0, bytes)) {
            if (c == '\n') {
                ++line_;
                column_ = 1;
            } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
                ++column_;
            }
        }
        rest_.remove_prefix(bytes);
    }

    /// Up to the comma or the end of the line behind it.
    CsvField field() {
        take(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
        if (rest_.starts_with('"')) return quoted_field();
        const std::string_view raw = rest_.substr(0, rest_.find_first_of(",\n"));
        const CsvField plain{std::string(without_return(trimmed(raw))), line_, column_};
        take(raw.size());
        return plain;
    }

    CsvField quoted_field() {
        CsvField field{{}, line_, column_};
        const auto fail = [&](std::string_view problem, std::string_view right) {
            throw input_error({file_, field.line, field.column}, {}, problem, right);
        };
        take(1);
        while (true) {
            const std::size_t end = rest_.find('"');
            if (end == rest_.npos) fail("a quote that is not closed", "expected \" at the field's end");
            field.text += rest_.substr(0, end);
            take(end + 1);
            if (!rest_.starts_with('"')) break;
            field.text += '"';
            take(1);
        }
        const std::string_view behind = rest_.substr(0, rest_.find_first_of(",\n"));
        if (!without_return(trimmed(behind)).empty())
            fail(fmt::format("{} behind the closing quote", in_quotes(behind)),
                 "expected a comma; a quote within quotes is written twice");
        take(behind.size());
        return field;
    }

    std::string_view rest_;
    const std::string& file_;
    int line_ = 1, column_ = 1;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text, const std::string& file) {
    if (file.ends_with(".toml"))
        throw input_error({file, 1, 1}, {}, "a scenario, vehicle or study",
                          "expected a CSV file whose first line names the columns");
    std::vector<CsvRow> rows;
    CsvText from(text, file);
    while (!from.at_end()) {
        if (from.skip_line_without_row()) continue;
        rows.push_back(from.row());
        const CsvRow &row = rows.back(), &header = rows.front();
        if (header.size() == 1 && header[0].text.find_first_of(";\t") != std::string::npos)
            throw input_error({file, header[0].line, header[0].column}, {},
                              "columns between semicolons or tabs", "expected commas between them");
        if (row.size() != header.size())
            throw input_error(
                {file, row.back().line, row.back().column}, {},
                fmt::format("{} value{}", row.size(), row.size() == 1 ? "" : "s"),
                fmt::format("the header has {} column{}", header.size(), header.size() == 1 ? "" : "s"));
    }
    if (rows.empty())
        throw input_error({file, 1, 1}, {}, "no header", "the first line must name the columns");
    return rows;
}

std::optional<double> csv_number(const CsvField& field) {
    std::string_view text = field.text;
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    return finite_number(text);
}

}  // namespace apogee
