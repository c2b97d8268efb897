#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "figure/axis_words.h"
#include "figure/base_map.h"
#include "figure/chart.h"
#include "figure/figure.h"
#include "scene/plot_points.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// A column's numbers of one flight.
struct Series {
    std::vector<double> time_s, value;
};

Series series_of(const Flight& flight, const Column& column, double factor) {
    Series series;
    const Trajectory& trajectory = flight.shown();
    const Plotted number = [&](const FlightPoint& point) {
        return column.number({flight, trajectory, point}) * factor;
    };
    for (const FlightPoint& point : plot_points(trajectory, {&number, 1}, 0, trajectory.end_s)) {
        const double value = number(point);
        if (!std::isfinite(value)) continue;
        series.time_s.push_back(point.time_s);
        series.value.push_back(value);
    }
    return series;
}

/// Angles that begin again after a full turn.
std::optional<AxisSpan> full_turn(const Column& column) {
    if (column.name == std::string_view("course_deg")) return AxisSpan{0, 360};
    if (column.name == std::string_view("longitude_deg")) return AxisSpan{-180, 180};
    return {};
}

/// The line of a series, interrupted where an angle begins again.
std::vector<PixelRun> lines_of(const Series& series, const Chart& chart, bool turns) {
    constexpr double half_turn = 180;
    std::vector<PixelRun> lines;
    for (std::size_t k = 0; k < series.value.size(); ++k) {
        const bool again = turns && k > 0 && std::abs(series.value[k] - series.value[k - 1]) > half_turn;
        if (k == 0 || again) lines.emplace_back();
        lines.back().push_back({chart.px(series.time_s[k]), chart.py(series.value[k])});
    }
    for (PixelRun& line : lines) straighten(line, 0.05);
    return lines;
}

/// Round numbers about all values; an angle that begins again anywhere has its whole turn, and none goes
/// beyond it.
AxisSpan y_span(const std::vector<Series>& all, const std::optional<AxisSpan>& turn, int ticks) {
    double low = std::nan(""), high = low;
    bool again = false;
    for (const Series& series : all)
        for (std::size_t k = 0; k < series.value.size(); ++k) {
            low = std::fmin(low, series.value[k]), high = std::fmax(high, series.value[k]);
            again = again || (k > 0 && std::abs(series.value[k] - series.value[k - 1]) > 180);
        }
    if (turn && again) return *turn;
    constexpr double least_span = 1e-3;  // a metre, a thousandth of a degree: finer an axis shows rounding
    AxisSpan span = rounded_span(low, high, least_span, ticks);
    if (turn) span = {std::max(span.from, turn->from), std::min(span.to, turn->to)};
    return span;
}

void draw_panel(Canvas& canvas, Chart chart, const Column& column, const std::vector<FigureFlight>& flights,
                int ticks, bool named, double right, const Look& look) {
    const AxisWords words = axis_words(column, look);
    std::vector<Series> all;
    for (const FigureFlight& flight : flights) all.push_back(series_of(flight.flight, column, words.factor));
    const std::optional<AxisSpan> turn = full_turn(column);
    chart.y = y_span(all, turn, ticks);
    draw_y_axis(canvas, chart, ticks, look);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    std::vector<Color> colors;
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const FlightStyle& style = flights[i].style;
        colors.push_back(style.color);
        std::vector<PixelRun> lines = lines_of(all[i], chart, turn.has_value());
        if (lines.empty()) continue;
        canvas.stroke(lines, {style.color, 1.5, 0.6 * style.dash, 0.6 * style.gap});
        // The labels' picture is the panel with the margin to its right.
        for (PixelRun& line : lines) {
            for (PixelPoint& p : line) p.x -= chart.box.left, p.y -= chart.box.top;
            keep_off(line, map_type_points, taken);
        }
        if (!named) continue;
        const PixelPoint& end = lines.back().back();
        Label label{flights[i].name, LabelKind::event, end.x, end.y, 5};
        label.flight = static_cast<int>(i);
        labels.push_back(label);
    }
    canvas.text({.words = words.name,
                 .x = chart.box.left,
                 .y = chart.box.top - 4,
                 .face = faces::strong,
                 .color = look.colors().text});
    canvas.begin_part(std::string("names-") + column.name, chart.box.left, chart.box.top, {});
    Camera sheet;
    sheet.width = chart.box.width + right;
    sheet.height = chart.box.height + 6;
    write_map_labels(canvas, sheet, labels, taken, colors, look);
    canvas.end_part();
}

/// Names at the ends of so many lines stand clear of each other; of more they stand in a key.
constexpr std::size_t most_named_at_ends = 3;
constexpr double key_line = 14;  ///< the piece of its line before a name in the key

/// The flights' names below each other, each behind a piece of its line.
void draw_key(Canvas& canvas, const Box& column, const std::vector<FigureFlight>& flights, const Look& look) {
    const double pitch = std::min(10.0, column.height / static_cast<double>(flights.size()));
    Typeface face = faces::strong;
    face.size = std::min(face.size, 0.8 * pitch);
    canvas.begin_part("key", column.left, column.top, {});
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const FlightStyle& style = flights[i].style;
        const double y = (static_cast<double>(i) + 0.5) * pitch;
        canvas.line(0, y, key_line - 3, y, {style.color, 1.5, 0.6 * style.dash, 0.6 * style.gap});
        canvas.text({.words = look.type.shortened(flights[i].name, face, column.width - key_line),
                     .x = key_line,
                     .y = y + 0.35 * face.size,
                     .face = face,
                     .color = look.ink(style.color)});
    }
    canvas.end_part();
}

}  // namespace

void draw_over_time(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
                    const FlightFigureOptions& options, PageWords words, const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    double end = 0, widest_name = 0;
    for (const FigureFlight& flight : flights) {
        end = std::max(end, flight.flight.shown().end_s);
        widest_name = std::max(widest_name, look.type.width(flight.name, faces::strong));
    }
    const bool named = flights.size() > 1, has_key = flights.size() > most_named_at_ends;
    const double right = named ? std::min(widest_name + 12 + (has_key ? key_line : 0), 0.3 * box.width) : 10;
    constexpr double numbers = 42, above = 16;  // room for the y axis' numbers, and for a panel's name
    const auto panels = static_cast<double>(options.columns.size());
    const double height = (box.height - x_axis_height) / panels;
    const AxisSpan time = drawable_span(0, end);
    Chart chart;
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        chart = {{box.left + numbers, box.top + static_cast<double>(i) * height + above,
                  box.width - numbers - right, std::max(10.0, height - above)},
                 time,
                 {}};
        const int ticks = std::clamp(static_cast<int>(chart.box.height / 22), 2, 8);
        draw_panel(canvas, chart, *options.columns[i], flights, ticks, named && !has_key && i == 0, right,
                   look);
    }
    if (has_key)
        draw_key(canvas,
                 {box.right() - right + 8, box.top + above, right - 8, box.height - x_axis_height - above},
                 flights, look);
    const double step = clock_step((time.to - time.from) * 48 / chart.box.width);
    draw_x_axis(
        canvas, chart, step, [](double value) { return minutes_and_seconds(value); }, look);
    const bool ignited = std::ranges::any_of(
        flights, [](const FigureFlight& f) { return f.flight.trajectory.plan->from_pad; });
    name_x_axis(canvas, chart, look.word(ignited ? Word::time_after_ignition : Word::time_after_release),
                look);
}

}  // namespace apogee
