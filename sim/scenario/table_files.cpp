#include "scenario/table_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <string_view>

#include "base/csv_rows.h"
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

/// The least thickness of a layer: what is thinner is a jump, which a layer of a centimetre flies as well. An
/// edge is met within a ten-thousandth of the thinner layer beside it (`kink_share`), and a place on the
/// Earth is known to a nanometre.
constexpr double least_thickness_m = 0.01;

/// A file of comma-separated numbers under one of several headers; the first column ascends.
class TableFile {
  public:
    TableFile(const std::string& file, std::span<const std::span<const Column>> forms) : file_(file) {
        const std::vector<CsvRow> rows = read_csv(read_text(file), file);
        take_header(rows.front(), forms);
        for (const CsvRow& row : rows | std::views::drop(1)) take_row(row);
        if (columns_[0].size() < 2)
            fail(rows.back()[0],
                 fmt::format("{} row{}", columns_[0].size(), columns_[0].size() == 1 ? "" : "s"),
                 "expected at least two rows");
    }

    [[nodiscard]] std::vector<double> column(const Column& wanted) const {
        for (std::size_t i = 0; i < form_.size(); ++i)
            if (form_[i].name == wanted.name) return columns_[i];
        return {};
    }

  private:
    void take_header(const CsvRow& fields, std::span<const std::span<const Column>> forms) {
        for (const auto form : forms)
            if (std::ranges::equal(fields, form, {}, &CsvField::text, &Column::name)) form_ = form;
        if (form_.empty()) fail(fields[0], "the header is unknown", expected(forms));
        columns_.resize(form_.size());
    }

    void take_row(const CsvRow& fields) {
        for (std::size_t i = 0; i < fields.size(); ++i) columns_[i].push_back(number(fields[i], form_[i]));
        const std::vector<double>& first = columns_[0];
        // A difference of two heights is rounded: 0.03 stands a hair less than a centimetre above 0.02.
        if (first.size() > 1 && first.back() - first[first.size() - 2] < (1 - 1e-6) * least_thickness_m)
            fail(fields[0],
                 fmt::format("{}: {} after {}", form_[0].name, number_text(first.back()),
                             number_text(first[first.size() - 2])),
                 fmt::format("expected ascending rows, at least {} m apart", least_thickness_m));
    }

    double number(const CsvField& field, const Column& column) const {
        const std::optional<double> value = csv_number(field);
        if (!value)
            fail(field, fmt::format("{}: {} is not a finite number", column.name, in_quotes(field.text)),
                 "expected a number");
        if (*value < column.least || *value > column.most)
            fail(field, fmt::format("{}: {} is out of bounds", column.name, number_text(*value)),
                 fmt::format("expected {} to {}", number_text(column.least), number_text(column.most)));
        return *value;
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

    [[noreturn]] void fail(const CsvField& field, std::string_view problem, std::string_view right) const {
        throw input_error({file_, field.line, field.column}, {}, problem, right);
    }

    const std::string& file_;
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
