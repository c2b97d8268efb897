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

/// Where the middle of a text of some width stands along a plot with no upright line through it, as near to
/// where it is wanted as there is room.
double clear_middle(const std::vector<double>& lines, double width, double wanted, double left,
                    double right) {
    constexpr double air = 4;
    const double half = width / 2;
    std::vector<double> middles{wanted};
    for (const double line : lines)
        for (const double side : {-1.0, 1.0}) middles.push_back(line + side * (half + air));
    std::ranges::stable_sort(middles, {}, [&](double middle) { return std::abs(middle - wanted); });
    const auto is_clear = [&](double middle) {
        return middle - half >= left && middle + half <= right &&
               std::ranges::none_of(lines,
                                    [&](double line) { return std::abs(line - middle) < half + air - 1e-6; });
    };
    const auto found = std::ranges::find_if(middles, is_clear);
    return found != middles.end() ? *found
                                  : std::clamp(wanted, left + half, std::max(left + half, right - half));
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
    // To a tenth of a bar: coarser ones would round a narrow distribution to one value, or set the median's
    // number beside its line.
    const NumberText number = axis_numbers(shown.bars.step / 10, look);
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
    std::vector<double> lines;
    const auto upright = [&](double value, const std::string& words, const Pen& pen, double height,
                             int flight) {
        if (!std::isfinite(value) || value < span.from || value > span.to) return;
        const double x = chart.px(value);
        lines.push_back(x);
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
        // In the wider part beside the median; an end beyond all ranges is left open, as the median may be.
        const std::string words = std::string(look.word(Word::interval)) + ' ' + number(shown.low) + "–" +
                                  (std::isfinite(shown.high) ? number(shown.high) : "…");
        const double high = std::min(shown.high, span.to), median = std::min(shown.median, span.to);
        const bool right = high - median > median - shown.low;
        const double wanted = chart.px(right ? (median + high) / 2 : (shown.low + median) / 2),
                     width = look.type.width(words, faces::label),
                     middle = clear_middle(lines, width, wanted, chart.box.left, chart.box.right()),
                     baseline = chart.box.top + 10;
        canvas.text({.words = words,
                     .x = middle,
                     .y = baseline,
                     .face = faces::label,
                     .color = look.ink(style.color),
                     .anchor = Anchor::middle,
                     .halo = look.colors().casing.with_alpha(0.7F)});
        taken.push_back({middle - width / 2 - box.left, baseline - 8 - box.top, middle + width / 2 - box.left,
                         baseline + 2 - box.top});
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
