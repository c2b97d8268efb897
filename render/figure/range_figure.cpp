#include "figure/range_figure.h"

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "batch/threads.h"
#include "figure/base_map.h"
#include "figure/chart.h"
#include "figure/map_camera.h"
#include "range/payload_list.h"
#include "scenario/argument.h"
#include "scenario/first_place.h"
#include "scene/ground_shape.h"
#include "scene/straight.h"

namespace apogee {
namespace {

RangeFigure loaded(const std::string& scenario, const Overrides& changes, const RangeFigureOptions& options) {
    const ScenarioArgument argument = scenario_argument(scenario);
    RangeFigure figure;
    figure.name = argument.name;
    figure.scenario = load_scenario(argument.file, changes);
    if (options.still) figure.scenario = without_rotation(figure.scenario);
    figure.turning = figure.scenario.environment.earth.rotation_rate_rad_s != 0;
    return figure;
}

RangeOptions on_all_threads() {
    RangeOptions options;
    options.threads = processors();
    return options;
}

/// The row of the parameter table that holds the payload; a launch has one.
const Parameter& payload_of(const Scenario& scenario) {
    const auto found =
        std::ranges::find(scenario.parameters, std::string("payload.mass_kg"), &Parameter::path);
    if (found == scenario.parameters.end())
        throw input_error(first_place(scenario, "payload."), "payload.mass_kg", "not stated",
                          "expected a payload to vary");
    return *found;
}

/// From half to twice the scenario's own.
std::vector<double> usual_payloads_kg(const Scenario& scenario) {
    const Parameter& payload = payload_of(scenario);
    const double from = std::max(payload.least, payload.value / 2),
                 to = std::min(payload.most, 2 * payload.value);
    constexpr int steps = 60;
    std::vector<double> list;
    for (int i = 0; i <= steps; ++i) list.push_back(from + (to - from) * i / steps);
    return list;
}

/// The two answers that a figure shows, each with its look.
struct Answer {
    FamilyFlight Farthest::*which;
    Word name;
    FlightStyle style;
};
const std::array<Answer, 2> answers{{{&Farthest::standard, Word::standard_range, flight_style(0)},
                                     {&Farthest::maximum, Word::greatest_range, flight_style(1)}}};

Pen pen_of(const FlightStyle& style, double width) {
    return {style.color, width, 0.6 * style.dash, 0.6 * style.gap};
}

/// "Standard trajectory 8,912–13,054 km".
std::string span_words(const RangeFigure& figure, const Answer& answer, const Look& look) {
    double least = std::nan(""), most = least;
    for (const RingPoint& point : figure.ring.points) {
        const double km = (point.farthest.*answer.which).flight.range_km;
        least = std::fmin(least, km);
        most = std::fmax(most, km);
    }
    const std::string low = look.number(in_unit(1000 * least, look.unit), 0), high = look.length(1000 * most);
    return std::string(look.word(answer.name)) + ' ' + low + "–" + high;
}

/// The scenario's own payload on the standard curve, between the two points of it that lie beside.
void mark_own_payload(Canvas& canvas, const Chart& chart, const RangeFigure& figure,
                      std::vector<Label>& labels, std::vector<Obstacle>& taken, const Look& look) {
    const double own_kg = payload_of(figure.scenario).value;
    for (std::size_t i = 1; i < figure.curve.size(); ++i) {
        const PayloadPoint &a = figure.curve[i - 1], &b = figure.curve[i];
        if (own_kg < a.payload_kg || own_kg >= b.payload_kg) continue;
        const FamilyFlight &before = a.farthest.standard, &after = b.farthest.standard;
        if (before.reach != Reach::range || after.reach != Reach::range) return;
        const double part = (own_kg - a.payload_kg) / (b.payload_kg - a.payload_kg);
        const double km = before.flight.range_km + (after.flight.range_km - before.flight.range_km) * part;
        const double x = chart.px(own_kg) - chart.box.left,
                     y = chart.py(in_unit(1000 * km, look.unit)) - chart.box.top;
        canvas.dot(x, y, 2.2, look.ink(answers[0].style.color));
        taken.push_back({x - 3, y - 3, x + 3, y + 3});
        Label label{look.number(own_kg, 0) + " kg: " + look.length(1000 * km), LabelKind::event, x, y, 6};
        label.flight = 0;
        labels.push_back(label);
        return;
    }
}

}  // namespace

RangeFigure ring_figure(const std::string& scenario, const Overrides& changes,
                        const RangeFigureOptions& options) {
    RangeFigure figure = loaded(scenario, changes, options);
    figure.ring = range_ring(figure.scenario, options.azimuths, on_all_threads());
    if (const std::string why = why_no_ring(figure.ring, &Farthest::standard); !why.empty())
        throw InputError(printable(figure.name) + ": " + why);
    return figure;
}

RangeFigure payload_figure(const std::string& scenario, const Overrides& changes,
                           const RangeFigureOptions& options) {
    RangeFigure figure = loaded(scenario, changes, options);
    const std::vector<double> payloads = options.payload ? read_payloads_kg(*options.payload, figure.scenario)
                                                         : usual_payloads_kg(figure.scenario);
    figure.curve = range_over_payload(figure.scenario, payloads, on_all_threads());
    const auto has_range = [](const PayloadPoint& p) { return p.farthest.maximum.reach == Reach::range; };
    if (std::ranges::none_of(figure.curve, has_range))
        throw InputError(printable(figure.name) + ": no payload of these has a range: " +
                         name(figure.curve.front().farthest.maximum.reach));
    return figure;
}

PageWords words_of(const RangeFigure& figure, const Look& look) {
    const Scenario& scenario = figure.scenario;
    PageWords words;
    words.title = printable(!scenario.vehicle.name.empty() ? scenario.vehicle.name
                            : !scenario.title.empty()      ? scenario.title
                                                           : figure.name);
    const bool ring = !figure.ring.points.empty();
    words.subtitle = look.word(ring ? Word::ring_subtitle : Word::payload_subtitle);
    if (!scenario.site.empty())
        words.subtitle += " · " + look.phrase(Word::from_site, printable(scenario.site));
    words.subtitle += std::string(" · ") +
                      look.word(figure.turning ? Word::standard_earth_turns : Word::standard_earth_still);
    if (!scenario.vehicle.source.empty()) words.sources.push_back(printable(scenario.vehicle.source));
    return words;
}

void draw_ring(Canvas& canvas, const Box& whole, const RangeFigure& figure, PageWords words,
               const Look& look) {
    words.map = true;
    words.note = look.word(Word::projection_azimuthal);
    if (impacts(figure.ring, &Farthest::maximum).empty())
        words.note += std::string(" · ") + look.word(Word::greatest_beyond_half);
    const Box box = draw_page(canvas, whole, words, look);
    const LatLon site = lat_lon(figure.ring.site);
    std::vector<Path> rings;
    Path all;
    for (const Answer& answer : answers) {
        const std::vector<Geodetic> places = impacts(figure.ring, answer.which);
        rings.push_back(places.empty() ? Path{} : ring_path(places));
        all.insert(all.end(), rings.back().begin(), rings.back().end());
    }
    const Camera camera = fitted_camera(ProjectionKind::azimuthal, all, site, box.width, box.height);
    canvas.begin_part("picture", box.left, box.top, {Box{0, 0, box.width, box.height}.outline()});
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    std::vector<Color> colors;
    canvas.begin_part("ring", 0, 0, earth_outline(camera));
    const PathProjector projector(camera);
    draw_distance_rings(canvas, camera, look);
    for (std::size_t i = 0; i < rings.size(); ++i) {
        const Answer& answer = answers[i];
        colors.push_back(answer.style.color);
        if (rings[i].empty()) continue;
        if (i == 0) canvas.fill(ring_outlines(camera, rings[i]), answer.style.color.with_alpha(0.16F));
        std::vector<PixelRun> runs = projector.project(rings[i], true);
        for (PixelRun& run : runs) straighten(run, 0.05);
        canvas.stroke(runs, {look.colors().casing.with_alpha(0.75F), 3});
        canvas.stroke(runs, pen_of(answer.style, 1.7));
        for (const PixelRun& run : runs) keep_off(run, map_type_points, taken);
        // Named at the point that is highest in the picture of those well inside it.
        const PixelPoint* at = nullptr;
        for (const PixelRun& run : runs)
            for (const PixelPoint& p : run)
                if (p.x > 0.2 * box.width && p.x < 0.8 * box.width && p.y > 20 && (!at || p.y < at->y))
                    at = &p;
        if (!at) continue;
        Label label{span_words(figure, answer, look), LabelKind::event, at->x, at->y, 6};
        label.flight = static_cast<int>(i);
        labels.push_back(label);
    }
    draw_site(canvas, camera, figure.scenario.site, labels, taken, look);
    canvas.end_part();
    taken.push_back(draw_scale_bar(canvas, camera, look));
    LineNames line_names(canvas, camera.width, camera.height, taken, look);
    number_distance_rings(line_names, camera, look);
    const std::vector<Label> names = map_labels(camera, map_type_points);
    labels.insert(labels.end(), names.begin(), names.end());
    labels.insert(labels.end(), lines.labels.begin(), lines.labels.end());
    write_map_labels(canvas, camera, labels, taken, colors, look);
    canvas.end_part();
}

void draw_payload(Canvas& canvas, const Box& whole, const RangeFigure& figure, PageWords words,
                  const Look& look) {
    if (figure.curve.front().farthest.maximum.reach == Reach::beyond_half_the_earth)
        words.note = look.word(Word::curve_beyond_half);
    const Box box = draw_page(canvas, whole, words, look);
    const auto range_of = [&](const FamilyFlight& flight) {
        return flight.reach == Reach::range ? in_unit(1000 * flight.flight.range_km, look.unit)
                                            : std::nan("");
    };
    double low = std::nan(""), high = low;
    for (const PayloadPoint& point : figure.curve)
        for (const Answer& answer : answers) {
            const double range = range_of(point.farthest.*answer.which);
            low = std::fmin(low, range), high = std::fmax(high, range);
        }
    constexpr double above = 16, margin_right = 10;
    constexpr int ticks = 6;
    Chart chart;
    chart.x = drawable_span(figure.curve.front().payload_kg, figure.curve.back().payload_kg);
    chart.y = rounded_span(low, high, 0, ticks);
    const double numbers = y_axis_width(chart.y, ticks, look);
    chart.box = {box.left + numbers, box.top + above, box.width - numbers - margin_right,
                 box.height - above - x_axis_height};
    draw_y_axis(canvas, chart, ticks, look);
    const double step = round_step((chart.x.to - chart.x.from) * 50 / chart.box.width);
    draw_x_axis(canvas, chart, step, axis_numbers(step, look), look);
    name_x_axis(canvas, chart, std::string(look.word(Word::payload)) + ", kg", look);
    canvas.text({.words = std::string(look.word(Word::range)) + ", " + name(look.unit),
                 .x = box.left,
                 .y = chart.box.top - 6,
                 .face = faces::strong,
                 .color = look.colors().text});
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    std::vector<Color> colors;
    canvas.begin_part("curves", chart.box.left, chart.box.top, {});
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Answer& answer = answers[i];
        colors.push_back(answer.style.color);
        std::vector<PixelRun> runs(1);
        for (const PayloadPoint& point : figure.curve) {
            const double range = range_of(point.farthest.*answer.which);
            if (std::isfinite(range))
                runs.back().push_back(
                    {chart.px(point.payload_kg) - chart.box.left, chart.py(range) - chart.box.top});
            else if (!runs.back().empty())
                runs.emplace_back();
        }
        std::erase_if(runs, [](const PixelRun& run) { return run.empty(); });
        if (runs.empty()) continue;
        canvas.stroke(runs, pen_of(answer.style, 1.8));
        for (const PixelRun& run : runs) {
            keep_off(run, map_type_points, taken);
            if (run.size() > 1) continue;
            const PixelPoint& p = run.front();  // a payload by itself makes no line
            canvas.dot(p.x, p.y, 2.2, look.ink(answer.style.color));
            taken.push_back({p.x - 3, p.y - 3, p.x + 3, p.y + 3});
        }
        const PixelPoint end = runs.back()[runs.back().size() * 3 / 4];
        Label label{look.word(answer.name), LabelKind::event, end.x, end.y, 6};
        label.flight = static_cast<int>(i);
        labels.push_back(label);
    }
    mark_own_payload(canvas, chart, figure, labels, taken, look);
    Camera sheet;
    sheet.width = chart.box.width;
    sheet.height = chart.box.height;
    write_map_labels(canvas, sheet, labels, taken, colors, look);
    canvas.end_part();
}

}  // namespace apogee
