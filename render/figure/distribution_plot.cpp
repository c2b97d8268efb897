#include "figure/distribution_plot.h"

#include <algorithm>
#include <cmath>

#include "figure/base_map.h"

namespace apogee {

Bars empty_bars(double low, double high) {
    constexpr int wanted = 36;
    const AxisSpan span = drawable_span(low, high);
    const double step = round_step((span.to - span.from) / wanted);
    const double from = std::floor(span.from / step);
    const auto count = static_cast<std::size_t>(std::floor(span.to / step) - from) + 1;
    return {from * step, step, std::vector<double>(count)};
}

void add(Bars& bars, double value, double weight) {
    const double at = std::floor((value - bars.from) / bars.step);
    if (at >= 0 && at < static_cast<double>(bars.shares.size()))
        bars.shares[static_cast<std::size_t>(at)] += weight;
}

AxisSpan span_of(const DistributionPlot& shown) {
    AxisSpan span{shown.bars.from,
                  shown.bars.from + shown.bars.step * static_cast<double>(shown.bars.shares.size())};
    const auto include = [&](double value) {
        if (!std::isfinite(value)) return;
        span.from = std::min(span.from, value - shown.bars.step);
        span.to = std::max(span.to, value + shown.bars.step);
    };
    for (const NumberMark& mark : shown.marks) include(mark.value);
    if (!shown.outline.shares.empty()) {
        include(shown.outline.from);
        include(shown.outline.from + shown.outline.step * static_cast<double>(shown.outline.shares.size()));
    }
    return drawable_span(span.from, span.to);
}

namespace {

void draw_bars(Canvas& canvas, const Chart& chart, const Bars& bars, Color color) {
    constexpr double gap = 0.6;
    std::vector<PixelRun> boxes;
    for (std::size_t i = 0; i < bars.shares.size(); ++i) {
        if (bars.shares[i] <= 0) continue;
        const double left = chart.px(bars.from + static_cast<double>(i) * bars.step),
                     right = chart.px(bars.from + static_cast<double>(i + 1) * bars.step),
                     top = chart.py(bars.shares[i]);
        boxes.push_back(
            Box{left, top, std::max(0.3, right - left - gap), chart.box.bottom() - top}.outline());
    }
    canvas.fill(boxes, color);
}

PixelRun steps_of(const Chart& chart, const Bars& bars) {
    PixelRun run{{chart.px(bars.from), chart.box.bottom()}};
    for (std::size_t i = 0; i < bars.shares.size(); ++i)
        for (const std::size_t side : {i, i + 1})
            run.push_back(
                {chart.px(bars.from + static_cast<double>(side) * bars.step), chart.py(bars.shares[i])});
    run.push_back({run.back().x, chart.box.bottom()});
    return run;
}

}  // namespace

void draw_distribution(Canvas& canvas, const Box& box, const DistributionPlot& shown, const AxisSpan& span,
                       const Look& look) {
    constexpr double above = 40, margin_right = 10;
    constexpr int ticks = 4;
    double most = *std::ranges::max_element(shown.bars.shares);
    if (!shown.outline.shares.empty()) most = std::max(most, *std::ranges::max_element(shown.outline.shares));
    Chart chart;
    chart.x = span;
    chart.y = rounded_span(0, 100 * most, 0, ticks);
    const double numbers = y_axis_width(chart.y, ticks, look);
    chart.box = {box.left + numbers, box.top + above, box.width - numbers - margin_right,
                 std::max(10.0, box.height - above - x_axis_height)};
    const FlightStyle style = flight_style(shown.style);
    if (shown.low < shown.high)
        canvas.rectangle({chart.px(std::max(shown.low, span.from)), chart.box.top,
                          chart.px(std::min(shown.high, span.to)) - chart.px(std::max(shown.low, span.from)),
                          chart.box.height},
                         style.color.with_alpha(0.14F));
    draw_y_axis(canvas, chart, ticks, look);
    Chart parts = chart;  // in parts of one, where the axis counts per cent
    parts.y = {chart.y.from / 100, chart.y.to / 100};
    draw_bars(canvas, parts, shown.bars, style.color);
    // A number to a bar's width: coarser ones would round a narrow distribution to one value.
    const NumberText number = axis_numbers(shown.bars.step, look);
    std::vector<Label> labels;
    const std::vector<Color> colors{style.color, flight_style(1).color};
    if (!shown.outline.shares.empty()) {
        const PixelRun outline = steps_of(parts, shown.outline);
        canvas.stroke({outline}, {flight_style(1).color, 1.2, 4, 2});
    }
    const double step = round_step((span.to - span.from) * 56 / chart.box.width);
    draw_x_axis(canvas, chart, step, axis_numbers(step, look), look);
    name_x_axis(canvas, chart, shown.axis_name, look);
    canvas.text({.words = shown.share_name,
                 .x = box.left,
                 .y = box.top + 8,
                 .face = faces::small,
                 .color = look.ink(look.colors().quiet)});
    const auto upright = [&](double value, const std::string& words, const Pen& pen, double height,
                             int flight) {
        if (!std::isfinite(value) || value < span.from || value > span.to) return;
        const double x = chart.px(value);
        canvas.line(x, chart.box.top - height, x, chart.box.bottom(), pen);
        Label label{words, LabelKind::event, x - box.left, chart.box.top - box.top - height - 1, 4};
        label.flight = flight;
        labels.push_back(label);
    };
    upright(shown.median, std::string(look.word(Word::median)) + ' ' + number(shown.median),
            {look.ink(style.color), 1.4}, 4, 0);
    for (const NumberMark& mark : shown.marks)
        upright(mark.value, mark.words, {look.colors().text, 1, 2, 1.5}, 14, -1);
    std::vector<Obstacle> taken;
    if (shown.low < shown.high) {
        // In the wider part beside the median; an end beyond all ranges is left open.
        const std::string words = std::string(look.word(Word::interval)) + ' ' + number(shown.low) + "–" +
                                  (std::isfinite(shown.high) ? number(shown.high) : "…");
        const double high = std::min(shown.high, span.to);
        const bool right = high - shown.median > shown.median - shown.low;
        const double middle = right ? (shown.median + high) / 2 : (shown.low + shown.median) / 2;
        Label label{words, LabelKind::note, chart.px(middle) - box.left, chart.box.top - box.top + 8, 0};
        label.flight = 0;
        labels.insert(labels.begin(), label);
    }
    if (!shown.outline.shares.empty()) {
        // On its way down, where it stands clear of the bars.
        const std::vector<double>& shares = shown.outline.shares;
        std::size_t at = shares.size() - 1;
        while (at > 0 && shares[at] < 0.3 * *std::ranges::max_element(shares)) --at;
        Label label{
            shown.outline_name, LabelKind::event,
            chart.px(shown.outline.from + (static_cast<double>(at) + 0.5) * shown.outline.step) - box.left,
            parts.py(shares[at]) - box.top, 8};
        label.flight = 1;
        labels.push_back(label);
        PixelRun outline = steps_of(parts, shown.outline);
        for (PixelPoint& p : outline) p.x -= box.left, p.y -= box.top;
        keep_off(outline, map_type_points, taken);
        const Bars& bars = shown.bars;
        for (std::size_t i = 0; i < bars.shares.size(); ++i)
            taken.push_back({chart.px(bars.from + static_cast<double>(i) * bars.step) - box.left,
                             parts.py(bars.shares[i]) - box.top,
                             chart.px(bars.from + static_cast<double>(i + 1) * bars.step) - box.left,
                             box.height});
    }
    Camera sheet;
    sheet.width = box.width;
    sheet.height = box.height;
    canvas.begin_part("marks", box.left, box.top, {});
    write_map_labels(canvas, sheet, labels, taken, colors, look);
    canvas.end_part();
}

}  // namespace apogee
