#include "figure/track_strips.h"

#include <algorithm>

#include "figure/base_map.h"
#include "figure/chart.h"
#include "scene/track_strip.h"

namespace apogee {
namespace {

constexpr double strip_height = 11, strip_pitch = 14;

std::string words_below(const Overflight& over, const Look& look) {
    return over.territorial_sea_of.empty() ? name_of(over)
                                           : look.phrase(Word::waters_of, over.territorial_sea_of);
}

Color ground_color(Ground ground, const Look& look) {
    const WorldTheme& colors = look.colors();
    if (ground == Ground::land) return look.dark ? colors.land : colors.coast.with_alpha(0.45F);
    return ground == Ground::sea ? colors.sea : colors.coast.with_alpha(0.2F);
}

/// One flight's strip in a row of the chart; before it the flight's colour.
void draw_strip(Canvas& canvas, const Chart& chart, double top, const FigureFlight& flight,
                const Look& look) {
    const Typeface face = label_look(LabelKind::country, look).face;
    const double unit_m = metres_per(look.unit);
    canvas.rectangle({chart.box.left - 5, top, 3, strip_height}, flight.style.color);
    const auto place_of = [&](double time_s) {
        return chart.px(downrange_at(flight.drawn, time_s) * drawn_radius_m / unit_m);
    };
    constexpr double least = 0.6, gap = 0.4, beside = 2;
    const std::vector<Overflight> below = overflights(flight.flight.shown());
    for (const StripPart& part : strip_parts(below, place_of, least)) {
        const double width = part.to - part.from;
        canvas.rectangle({part.from, top, std::max(width - gap, gap), strip_height},
                         ground_color(ground_of(*part.over), look));
        const std::string words = words_below(*part.over, look);
        if (look.type.width(words, face) + 2 * beside > width) continue;
        canvas.text({.words = words,
                     .x = part.from + width / 2,
                     .y = top + 7.8,
                     .face = face,
                     .color = look.colors().text,
                     .anchor = Anchor::middle});
    }
}

}  // namespace

double draw_track_strips(Canvas& canvas, const Box& box, const std::vector<FigureFlight>& flights,
                         const Look& look) {
    constexpr std::size_t most_flights = 3;
    constexpr double least_picture = 120, air = 6;
    double longest = 0, rows = 0;
    for (const FigureFlight& flight : flights) {
        longest = std::max(longest, flight.drawn.most_downrange);
        rows += flight.drawn.path.empty() ? 0 : 1;
    }
    const double height = air + rows * strip_pitch + x_axis_height;
    if (!(longest > 0) || flights.size() > most_flights || box.height - height < least_picture) return 0;
    Chart chart;
    chart.box = {box.left + 6, box.bottom() - height + air, box.width - 16, rows * strip_pitch};
    chart.x = drawable_span(0, longest * drawn_radius_m / metres_per(look.unit));
    canvas.begin_part("below", 0, 0, {});
    double top = chart.box.top;
    for (const FigureFlight& flight : flights) {
        if (flight.drawn.path.empty()) continue;
        draw_strip(canvas, chart, top, flight, look);
        top += strip_pitch;
    }
    const double step = round_step((chart.x.to - chart.x.from) * 60 / chart.box.width);
    draw_x_axis(canvas, chart, step, axis_numbers(step, look), look);
    name_x_axis(canvas, chart, std::string(look.word(Word::below_track)) + ", " + name(look.unit), look);
    canvas.end_part();
    return height;
}

}  // namespace apogee
