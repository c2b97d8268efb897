#include "scenario/table_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/input_error.h"
#include "scenario/files.h"
#include "scenario/reader.h"

namespace apogee {

namespace {

struct Column {
    std::string_view name;
    double least, most;
};
// Densities and pressures must be positive: they are interpolated in their logarithms.
constexpr Column height{"height_m", -1000, 1e7}, density{"density_kg_m3", 1e-30, 100},
    temperature{"temperature_K", 1, 1e4}, pressure{"pressure_Pa", 1e-30, 1e7}, east{"east_m_s", -500, 500},
    north{"north_m_s", -500, 500};

struct Field {
    std::string_view text;
    int column = 1;
};

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

int characters(std::string_view text) {
    return static_cast<int>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::vector<Field> fields_of(std::string_view line) {
    std::vector<Field> fields;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = std::min(line.find(',', begin), line.size());
        const std::string_view raw = line.substr(begin, end - begin), text = trimmed(raw);
        const auto offset = text.empty() ? begin : static_cast<std::size_t>(text.data() - line.data());
        fields.push_back({text, characters(line.substr(0, offset)) + 1});
        if (end == line.size()) return fields;
        begin = end + 1;
    }
}

/// A file of comma-separated numbers under one of several headers; the first column ascends.
class TableFile {
  public:
    TableFile(const std::string& file, std::span<const std::span<const Column>> forms) : file_(file) {
        const std::string text = read_text(file);
        std::string_view rest = text;
        if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            ++line_;
            take_line(rest.substr(0, end), forms);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (form_.empty()) fail(1, "no header", expected(forms));
        if (columns_[0].size() < 2)
            fail(1, fmt::format("{} row{}", columns_[0].size(), columns_[0].size() == 1 ? "" : "s"),
                 "expected at least two rows");
    }

    [[nodiscard]] std::vector<double> column(const Column& wanted) const {
        for (std::size_t i = 0; i < form_.size(); ++i)
            if (form_[i].name == wanted.name) return columns_[i];
        return {};
    }

  private:
    void take_line(std::string_view line, std::span<const std::span<const Column>> forms) {
        const std::string_view content = trimmed(line);
        if (content.empty() || content.starts_with('#')) return;
        const std::vector<Field> fields = fields_of(line);
        if (form_.empty())
            take_header(fields, forms);
        else
            take_row(fields);
    }

    void take_header(const std::vector<Field>& fields, std::span<const std::span<const Column>> forms) {
        for (const auto form : forms)
            if (std::ranges::equal(fields, form, {}, &Field::text, &Column::name)) form_ = form;
        if (form_.empty()) fail(fields[0].column, "the header is unknown", expected(forms));
        columns_.resize(form_.size());
    }

    void take_row(const std::vector<Field>& fields) {
        if (fields.size() != form_.size())
            fail(fields.back().column, fmt::format("{} values", fields.size()),
                 fmt::format("the header has {} columns", form_.size()));
        for (std::size_t i = 0; i < fields.size(); ++i) columns_[i].push_back(number(fields[i], form_[i]));
        const std::vector<double>& first = columns_[0];
        if (first.size() > 1 && first.back() - first[first.size() - 2] < least_row_spacing)
            fail(fields[0].column,
                 fmt::format("{}: {} after {}", form_[0].name, number_text(first.back()),
                             number_text(first[first.size() - 2])),
                 "expected ascending rows");
    }

    double number(const Field& field, const Column& column) const {
        double value = 0;
        std::string_view text = field.text;
        if (text.starts_with('+')) text.remove_prefix(1);
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() ||
            !std::isfinite(value))
            fail(field.column,
                 fmt::format("{}: {} is not a finite number", column.name, in_quotes(field.text)),
                 "expected a number");
        if (value < column.least || value > column.most)
            fail(field.column, fmt::format("{}: {} is out of bounds", column.name, number_text(value)),
                 fmt::format("expected {} to {}", number_text(column.least), number_text(column.most)));
        return value;
    }

    static std::string expected(std::span<const std::span<const Column>> forms) {
        std::string text = "the first line must be ";
        for (const auto form : forms) {
            if (form.data() != forms.front().data()) text += " or ";
            for (const Column& column : form) {
                if (column.name != form.front().name) text += ',';
                text += column.name;
            }
        }
        return text;
    }

    [[noreturn]] void fail(int column, std::string_view problem, std::string_view right) const {
        throw input_error({file_, std::max(line_, 1), column}, {}, problem, right);
    }

    const std::string& file_;
    int line_ = 0;
    std::span<const Column> form_;
    std::vector<std::vector<double>> columns_;
};

}  // namespace

AtmosphereTable read_atmosphere_file(const std::string& file) {
    static constexpr std::array dense{height, density};
    static constexpr std::array warm{height, density, temperature};
    static constexpr std::array full{height, density, temperature, pressure};
    static constexpr std::array thermal{height, temperature, pressure};
    const std::array<std::span<const Column>, 4> forms{dense, warm, thermal, full};
    const TableFile table(file, forms);
    return {table.column(height), table.column(density), table.column(temperature), table.column(pressure)};
}

WindTable read_wind_file(const std::string& file) {
    static constexpr std::array form{height, east, north};
    const std::array<std::span<const Column>, 1> forms{form};
    const TableFile table(file, forms);
    return {table.column(height), table.column(east), table.column(north)};
}

}  // namespace apogee
