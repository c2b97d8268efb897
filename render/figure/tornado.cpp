#include "figure/tornado.h"

#include <algorithm>
#include <cmath>

namespace apogee {

void draw_tornado(Canvas& canvas, const Box& box, const std::vector<TornadoBar>& bars, double middle,
                  const std::string& axis_name, const Look& look) {
    double least = middle, most = middle, widest = 0, notes = 0;
    for (const TornadoBar& bar : bars) {
        for (const double end : {bar.at_low, bar.at_high}) {
            if (!std::isfinite(end)) continue;
            least = std::min(least, end);
            most = std::max(most, end);
        }
        widest = std::max(widest, look.type.width(bar.name, faces::label));
        notes = std::max(notes, look.type.width(bar.note, faces::small));
    }
    const double names = std::min(widest + 8, 0.4 * box.width);
    constexpr double for_values = 26;  // of the numbers at a bar's ends, on either side
    Chart chart;
    chart.x = drawable_span(least, most);
    chart.box = {box.left + names + for_values, box.top + 8,
                 std::max(20.0, box.width - names - 2 * for_values - notes - 6),
                 box.height - 18 - x_axis_height};
    const double row =
        std::min(36.0, chart.box.height / static_cast<double>(std::max<std::size_t>(1, bars.size())));
    const double step = round_step((chart.x.to - chart.x.from) * 60 / chart.box.width);
    for (const double value : multiples(step, chart.x.from, chart.x.to))
        canvas.line(chart.px(value), chart.box.top, chart.px(value), chart.box.bottom(),
                    {look.colors().graticule, 0.4});
    draw_x_axis(canvas, chart, step, axis_numbers(step, look), look);
    name_x_axis(canvas, chart, axis_name, look);
    const Color low = flight_style(1).color, high = flight_style(0).color,
                quiet = look.ink(look.colors().quiet);
    canvas.begin_part("bars", 0, 0, {});
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const TornadoBar& bar = bars[i];
        const double y = chart.box.top + (static_cast<double>(i) + 0.5) * row,
                     half = std::min(8.0, 0.3 * row);
        const auto draw_half = [&](double value, Color color, const std::string& words, bool outlined) {
            if (!std::isfinite(value)) return;
            const double from = chart.px(std::min(middle, value)), to = chart.px(std::max(middle, value));
            const Box shape{from, y - half, to - from, 2 * half};
            canvas.rectangle(shape, color);
            // Told apart in grey, too: the low end has an edge.
            if (outlined) {
                PixelRun edge = shape.outline();
                edge.push_back(edge.front());
                canvas.stroke({edge}, {look.colors().text, 0.6});
            }
            // Of two ends on one side, the inner one's value stands beyond the middle.
            const double other = outlined ? bar.at_high : bar.at_low;
            const bool inner =
                (value < middle) == (other < middle) && std::abs(value - middle) < std::abs(other - middle);
            const bool left = (value < middle) != inner;
            canvas.text({.words = words,
                         .x = inner  ? chart.px(middle) + (left ? -3 : 3)
                              : left ? from - 3
                                     : to + 3,
                         .y = y + 2.3,
                         .face = faces::small,
                         .color = quiet,
                         .anchor = left ? Anchor::end : Anchor::start});
        };
        // Where both ends lie on one side, the shorter half shows before the longer one.
        const bool low_first = std::abs(bar.at_low - middle) >= std::abs(bar.at_high - middle);
        if (low_first) draw_half(bar.at_low, low, bar.low_words, true);
        draw_half(bar.at_high, high, bar.high_words, false);
        if (!low_first) draw_half(bar.at_low, low, bar.low_words, true);
        canvas.text({.words = look.type.shortened(bar.name, faces::label, names - 6),
                     .x = box.left,
                     .y = y + 2.8,
                     .face = faces::label,
                     .color = look.colors().text});
        canvas.text({.words = bar.note,
                     .x = box.right(),
                     .y = y + 2.3,
                     .face = faces::small,
                     .color = quiet,
                     .anchor = Anchor::end});
    }
    canvas.line(chart.px(middle), chart.box.top, chart.px(middle), chart.box.bottom(),
                {look.colors().text, 1});
    double x = box.left;
    for (const bool outlined : {true, false}) {
        const Box sample{x, box.bottom() - 8, 7, 6};
        canvas.rectangle(sample, outlined ? low : high);
        PixelRun edge = sample.outline();
        edge.push_back(edge.front());
        if (outlined) canvas.stroke({edge}, {look.colors().text, 0.6});
        const std::string words = look.word(outlined ? Word::number_low : Word::number_high);
        canvas.text(
            {.words = words, .x = x + 10, .y = box.bottom() - 2.5, .face = faces::small, .color = quiet});
        x += 22 + look.type.width(words, faces::small);
    }
    canvas.end_part();
}

}  // namespace apogee
