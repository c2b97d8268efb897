#include "figure/chart.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

double step_of(const AxisSpan& span, int ticks) {
    return round_step((span.to - span.from) / ticks);
}

}  // namespace

NumberText axis_numbers(double step, const Look& look) {
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
    return [decimals, &look](double value) { return look.number(value, decimals); };
}

double draw_y_axis(Canvas& canvas, const Chart& chart, int ticks, const Look& look) {
    const double step = step_of(chart.y, ticks);
    const NumberText text = axis_numbers(step, look);
    const Color quiet = look.ink(look.colors().quiet);
    for (const double value : multiples(step, chart.y.from, chart.y.to)) {
        const double y = chart.py(value);
        const bool zero = std::abs(value) < 1e-9 * step;
        canvas.line(chart.box.left, y, chart.box.right(), y,
                    {zero ? look.colors().quiet : look.colors().graticule, zero ? 0.7 : 0.4});
        canvas.text({.words = text(value),
                     .x = chart.box.left - 4,
                     .y = y + 2.3,
                     .face = faces::small,
                     .color = quiet,
                     .anchor = Anchor::end});
    }
    return step;
}

double y_axis_width(const AxisSpan& span, int ticks, const Look& look) {
    const NumberText text = axis_numbers(step_of(span, ticks), look);
    return std::max(look.type.width(text(span.from), faces::small),
                    look.type.width(text(span.to), faces::small)) +
           6;
}

void draw_x_axis(Canvas& canvas, const Chart& chart, double step, const NumberText& text, const Look& look) {
    const double y = chart.box.bottom();
    canvas.line(chart.box.left, y, chart.box.right(), y, {look.colors().quiet, 0.7});
    for (const double value : multiples(step, chart.x.from, chart.x.to)) {
        const double x = chart.px(value);
        canvas.line(x, y, x, y + 3, {look.colors().quiet, 0.7});
        const std::string words = text(value);
        const double half = look.type.width(words, faces::small) / 2;
        canvas.text({.words = words,
                     .x = std::clamp(x, chart.box.left - 6 + half,
                                     std::max(chart.box.left, chart.box.right() + 8 - half)),
                     .y = y + 10,
                     .face = faces::small,
                     .color = look.ink(look.colors().quiet),
                     .anchor = Anchor::middle});
    }
}

void name_x_axis(Canvas& canvas, const Chart& chart, const std::string& name, const Look& look) {
    canvas.text({.words = name,
                 .x = chart.box.right(),
                 .y = chart.box.bottom() + 19,
                 .face = faces::small,
                 .color = look.colors().text,
                 .anchor = Anchor::end});
}

}  // namespace apogee
