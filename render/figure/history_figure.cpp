#include "figure/history_figure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "base/input_error.h"
#include "base/length_units.h"
#include "base/text.h"
#include "figure/base_map.h"
#include "figure/chart.h"
#include "physics/constants.h"
#include "report/answers_table.h"
#include "scene/labels.h"

namespace apogee {
namespace {

constexpr double half_earth_km = km(constants::sphere_half_circumference_m);

HistoryPoint point_of(const AnswerCells& cells, int file, double year) {
    constexpr double beyond = std::numeric_limits<double>::infinity();
    const auto range = [&](const char* column) {
        const double km = answer_number(cells, column);
        return std::isnan(km) ? beyond : km;
    };
    const std::string& figures = answer_words(cells, "figures");
    return {answer_words(cells, "name"),
            file,
            year,
            range("standard_range_low90_km"),
            range("standard_range_km"),
            range("standard_range_high90_km"),
            figures == "time_too_short" || figures == "time_too_long"};
}

/// @throws InputError where a file that was changed by hand says what cannot be
void require_a_range(const HistoryPoint& point, const std::string& file) {
    const bool ordered =
        point.low_km > 0 && point.low_km <= point.median_km && point.median_km <= point.high_km;
    const bool on_earth = std::isinf(point.high_km) || point.high_km <= half_earth_km;
    if (!ordered || !on_earth)
        throw InputError(printable(file) + ": " + in_quotes(point.name) +
                         ": the standard range and its interval are not in order, or beyond half the Earth");
}

void add_file(const std::string& file, HistoryFigure& figure) {
    const std::size_t before = figure.points.size();
    for (const AnswerCells& cells : read_answers_csv(file)) {
        if (answer_words(cells, "outcome") != name(RowOutcome::estimated)) continue;
        const std::optional<double> year = year_of(answer_words(cells, "date"));
        if (!year) {
            ++figure.undated;
            continue;
        }
        figure.points.push_back(point_of(cells, figure.files, *year));
        require_a_range(figure.points.back(), file);
        const std::string source = printable(answer_words(cells, "source"));
        if (!source.empty() && std::ranges::find(figure.sources, source) == figure.sources.end())
            figure.sources.push_back(source);
    }
    if (figure.points.size() == before)
        throw InputError(printable(file) +
                         ": no flight that was estimated has a date; expected a column date such as "
                         "2017-11-29");
    ++figure.files;
}

/// Distances that the axis names, km: round ones, and half the Earth.
std::vector<double> levels_km(double from_km) {
    std::vector<double> levels;
    for (double decade = 1; decade < half_earth_km; decade *= 10)
        for (const double digit : {1.0, 2.0, 5.0})
            if (decade * digit >= from_km && decade * digit < 0.7 * half_earth_km)
                levels.push_back(decade * digit);
    levels.push_back(half_earth_km);
    return levels;
}

/// Flights that are named: those that went farther, in the median, than all before them, by figures that can
/// be true; and those of further files, for whose sake the history is shown, unless they are too many.
std::vector<const HistoryPoint*> named(const std::vector<HistoryPoint>& points) {
    constexpr std::ptrdiff_t most = 12;
    const auto added = [](const HistoryPoint& point) { return point.file > 0; };
    const bool room = std::ranges::count_if(points, added) <= most;
    std::vector<const HistoryPoint*> list;
    double farthest_km = 0;
    for (const HistoryPoint& point : points) {
        const bool record = !point.contradicts && point.median_km > farthest_km;
        if (record) farthest_km = point.median_km;
        if (record || (room && added(point))) list.push_back(&point);
    }
    return list;
}

void draw_levels(Canvas& canvas, const Chart& chart, const Look& look) {
    for (const double level : levels_km(std::pow(10, chart.y.from))) {
        const double y = chart.py(std::log10(level));
        canvas.line(chart.box.left, y, chart.box.right(), y, {look.colors().graticule, 0.4});
        canvas.text({.words = look.length(1000 * level),
                     .x = chart.box.left - 4,
                     .y = y + 2.3,
                     .face = faces::small,
                     .color = look.ink(look.colors().quiet),
                     .anchor = Anchor::end});
    }
}

}  // namespace

std::optional<double> year_of(std::string_view date) {
    const auto part = [&](std::size_t from, std::size_t size) {
        return finite_number(date.substr(std::min(from, date.size()), size));
    };
    const std::optional<double> year = part(0, 4);
    if (date.size() < 4 || !year || *year < 1) return std::nullopt;
    const std::optional<double> month = part(5, 2), day = part(8, 2);
    using namespace std::chrono;
    const year_month_day stated{std::chrono::year(static_cast<int>(*year)),
                                std::chrono::month(static_cast<unsigned>(month.value_or(7))),
                                std::chrono::day(static_cast<unsigned>(day.value_or(month ? 15 : 1)))};
    if (!stated.ok()) return std::nullopt;
    const auto first = sys_days(stated.year() / January / 1);
    return *year + static_cast<double>((sys_days(stated) - first).count()) / 365.25;
}

HistoryFigure history_figure(const std::vector<std::string>& files) {
    HistoryFigure figure;
    for (const std::string& file : files) add_file(file, figure);
    std::ranges::stable_sort(figure.points, {}, &HistoryPoint::year);
    return figure;
}

PageWords words_of(const HistoryFigure& figure, const Look& look) {
    PageWords words;
    words.title = look.word(Word::history_title);
    words.subtitle = look.word(Word::history_subtitle);
    if (figure.points.size() > 1)
        words.subtitle += " · " + look.phrase(Word::flights, std::to_string(figure.points.size()));
    constexpr std::size_t most_sources = 3;
    for (const std::string& source : figure.sources) {
        if (words.sources.size() == most_sources) {
            words.sources.emplace_back("...");
            break;
        }
        words.sources.push_back(source);
    }
    return words;
}

void draw_history(Canvas& canvas, const Box& whole, const HistoryFigure& figure, const PageWords& words,
                  const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    double least_km = half_earth_km;
    for (const HistoryPoint& point : figure.points)
        least_km = std::min(least_km, std::max(point.low_km, 1.0));
    const double left = look.type.width(look.length(1000 * half_earth_km), faces::small) + 6;
    const double top = 10;
    Chart chart;
    chart.box = {box.left + left, box.top + top, box.width - left - 8, box.height - top - x_axis_height};
    chart.x = {std::floor(figure.points.front().year), std::floor(figure.points.back().year) + 1};
    chart.y = {std::log10(0.8 * least_km), std::log10(half_earth_km)};
    draw_levels(canvas, chart, look);
    const double step = std::max(1.0, round_step((chart.x.to - chart.x.from) / 9));
    draw_x_axis(
        canvas, chart, step, [](double year) { return std::to_string(std::lround(year)); }, look);
    std::vector<Color> colors;  // by file
    for (int file = 0; file < figure.files; ++file) colors.push_back(flight_style(file).color);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    canvas.begin_part("flights", chart.box.left, chart.box.top, {});
    const auto y_of = [&](double km) {
        return chart.py(std::log10(std::clamp(km, 1.0, half_earth_km))) - chart.box.top;
    };
    for (const HistoryPoint& point : figure.points) {
        const double x = chart.px(point.year) - chart.box.left, low = y_of(point.low_km),
                     high = y_of(point.high_km), middle = y_of(point.median_km);
        const Color ink =
            point.contradicts ? look.colors().quiet : colors[static_cast<std::size_t>(point.file)];
        canvas.line(x, low, x, high, {ink.with_alpha(0.45F), 1.2});
        if (std::isinf(point.median_km))  // an open ring: at least so far
            canvas.stroke({circle(x, middle, 2)}, {look.ink(ink), 0.9});
        else
            canvas.dot(x, middle, 1.7, look.ink(ink));
        taken.push_back({x - 2.5, std::min(high, middle) - 2.5, x + 2.5, std::max(low, middle) + 2.5});
    }
    for (const HistoryPoint* point : named(figure.points)) {
        Label label{printable(point->name), LabelKind::event, chart.px(point->year) - chart.box.left,
                    y_of(point->median_km), 5};
        label.flight = point->file;
        labels.push_back(label);
    }
    Camera sheet;
    sheet.width = chart.box.width;
    sheet.height = chart.box.height;
    write_map_labels(canvas, sheet, labels, taken, colors, look);
    canvas.end_part();
}

}  // namespace apogee
