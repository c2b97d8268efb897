#include "figure/differences_figure.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <ranges>

#include "base/clock.h"
#include "base/csv_rows.h"
#include "base/input_error.h"
#include "figure/axis_words.h"
#include "figure/chart.h"
#include "scenario/files.h"

namespace apogee {
namespace {

constexpr std::string_view ending = "_difference";

/// The column of a time history whose differences stand under a header; null for other headers.
const Column* column_of(std::string_view header) {
    if (!header.ends_with(ending)) return nullptr;
    const auto found = std::ranges::find(columns(), header.substr(0, header.size() - ending.size()),
                                         [](const Column& column) { return std::string_view(column.name); });
    return found == columns().end() ? nullptr : &*found;
}

/// An empty cell: nothing was measured or flown.
std::optional<double> number_in(const CsvField& field, const std::string& file) {
    if (field.text.empty()) return std::nullopt;
    if (const std::optional<double> value = csv_number(field)) return value;
    throw input_error({file, field.line, field.column}, {}, in_quotes(field.text) + " is not a finite number",
                      "expected a number, or nothing");
}

DifferenceSeries series_in(const std::vector<CsvRow>& rows, std::size_t at, std::size_t time,
                           const std::string& file) {
    DifferenceSeries series{column_of(rows.front()[at].text), {}, {}};
    for (const CsvRow& row : rows | std::views::drop(1)) {
        const std::optional<double> time_s = number_in(row[time], file),
                                    difference = number_in(row[at], file);
        if (!time_s || !difference) continue;
        series.time_s.push_back(*time_s);
        series.difference.push_back(*difference);
    }
    return series;
}

}  // namespace

DifferencesFigure differences_figure(const std::string& file) {
    const std::vector<CsvRow> rows = read_csv(read_table(file), file);
    const CsvRow& header = rows.front();
    const auto time = std::ranges::find(header, "time_s", &CsvField::text);
    DifferencesFigure figure;
    figure.name = std::filesystem::path(file).stem().string();
    for (std::size_t i = 0; time != header.end() && i < header.size(); ++i)
        if (column_of(header[i].text))
            figure.series.push_back(
                series_in(rows, i, static_cast<std::size_t>(time - header.begin()), file));
    if (figure.series.empty())
        throw input_error({file, header.front().line, 1}, {}, "no differences",
                          "expected the file that apogee compare --csv FILE wrote");
    std::erase_if(figure.series, [](const DifferenceSeries& series) { return series.time_s.empty(); });
    if (figure.series.empty())
        throw input_error({file, header.front().line, 1}, {}, "nothing to draw",
                          "expected a time at which something was measured and flown");
    return figure;
}

PageWords words_of(const DifferencesFigure& figure, const Look& look) {
    PageWords words;
    words.title = look.word(Word::measured_less_computed);
    words.subtitle = printable(figure.name);
    return words;
}

void draw_differences(Canvas& canvas, const Box& whole, const DifferencesFigure& figure,
                      const PageWords& words, const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    double first = std::nan(""), last = first;
    for (const DifferenceSeries& series : figure.series)
        for (const double time_s : series.time_s)
            first = std::fmin(first, time_s), last = std::fmax(last, time_s);
    constexpr double numbers = 46, above = 16,
                     right = 10;  // room for the y axis' numbers, and for a panel's name
    const double height = (box.height - x_axis_height) / static_cast<double>(figure.series.size());
    const AxisSpan time = drawable_span(first, last);
    const Color color = look.ink(flight_style(0).color);
    Chart chart;
    for (std::size_t i = 0; i < figure.series.size(); ++i) {
        const DifferenceSeries& series = figure.series[i];
        const AxisWords axis = axis_words(*series.column, look);
        chart = {{box.left + numbers, box.top + static_cast<double>(i) * height + above,
                  box.width - numbers - right, std::max(10.0, height - above)},
                 time,
                 {}};
        double most = 0;
        for (const double difference : series.difference)
            most = std::max(most, std::abs(axis.factor * difference));
        const int ticks = std::clamp(static_cast<int>(chart.box.height / 22), 2, 8);
        chart.y = rounded_span(-most, most, 1e-9, ticks);
        draw_y_axis(canvas, chart, ticks, look);
        canvas.begin_part(series.column->name, 0, 0, {});
        for (std::size_t k = 0; k < series.time_s.size(); ++k)
            canvas.dot(chart.px(series.time_s[k]), chart.py(axis.factor * series.difference[k]), 1.1, color);
        canvas.end_part();
        canvas.text({.words = axis.name,
                     .x = chart.box.left,
                     .y = chart.box.top - 4,
                     .face = faces::strong,
                     .color = look.colors().text});
    }
    const double step = clock_step((time.to - time.from) * 48 / chart.box.width);
    draw_x_axis(
        canvas, chart, step, [](double value) { return minutes_and_seconds(value); }, look);
    name_x_axis(canvas, chart, look.word(Word::time_of_data), look);
}

}  // namespace apogee
