#include "figure/make_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "figure/claim_figure.h"
#include "figure/differences_figure.h"
#include "figure/history_figure.h"
#include "figure/study_figure.h"
#include "scene/raised_arc.h"

namespace apogee {
namespace {

/// A figure ready to be drawn.
struct Drawing {
    PageWords words;
    std::function<void(Canvas&, const Box&, const PageWords&)> draw;
};

/// That a flat map draws a flight out of shape.
void note_pole(const FigureFlight& flight) {
    if (comes_near_pole(flight.drawn.path))
        say(
            fmt::format("note: {} comes within {}° of a pole, where this map is drawn out from east to west; "
                        "--kind azimuthal shows distances as they are",
                        flight.name, least_pole_distance_deg));
}

Drawing of_flights(const FigureOptions& options, const Look& look) {
    std::vector<FigureFlight> flights;
    for (const std::string& scenario : options.inputs)
        flights.push_back(
            figure_flight(scenario, options.changes, static_cast<int>(flights.size()), options.debris));
    if (options.kind == FigureKind::map && !options.flights.arc) std::ranges::for_each(flights, note_pole);
    Drawing drawing{words_of(flights, look), {}};
    drawing.draw = [flights = std::move(flights), &options, &look](Canvas& canvas, const Box& whole,
                                                                   const PageWords& words) {
        if (options.kind == FigureKind::profile)
            return draw_profile(canvas, whole, flights, options.flights, words, look);
        if (options.kind == FigureKind::time)
            return draw_over_time(canvas, whole, flights, options.flights, words, look);
        const ProjectionKind projection = options.kind == FigureKind::map ? ProjectionKind::equirectangular
                                          : options.kind == FigureKind::azimuthal ? ProjectionKind::azimuthal
                                                                                  : ProjectionKind::globe;
        draw_map(canvas, whole, flights, projection, options.flights, words, look);
    };
    return drawing;
}

Drawing of_range(const FigureOptions& options, const Look& look) {
    const std::string& scenario = options.inputs.front();
    const bool ring = options.kind == FigureKind::ring;
    RangeFigure figure = ring ? ring_figure(scenario, options.changes, options.range)
                              : payload_figure(scenario, options.changes, options.range);
    Drawing drawing{words_of(figure, look), {}};
    drawing.draw = [figure = std::move(figure), ring, &look](Canvas& canvas, const Box& whole,
                                                             const PageWords& words) {
        ring ? draw_ring(canvas, whole, figure, words, look)
             : draw_payload(canvas, whole, figure, words, look);
    };
    return drawing;
}

Drawing of_estimate(const FigureOptions& options, const Look& look) {
    EstimateAnswer answer = figure_estimate(options.inputs.front(), options.changes, options.estimate);
    Drawing drawing{words_of(answer, look), {}};
    drawing.draw = [answer = std::move(answer), &options, &look](Canvas& canvas, const Box& whole,
                                                                 const PageWords& words) {
        options.kind == FigureKind::tornado
            ? draw_estimate_tornado(canvas, whole, answer, words, look)
            : draw_estimate(canvas, whole, answer, options.estimate.marks, words, look);
    };
    return drawing;
}

Drawing of_claim(const FigureOptions& options, const Look& look) {
    ClaimMap map = claim_map(options.inputs.front(), options.changes, options.estimate, look);
    Drawing drawing{map.words, {}};
    drawing.draw = [map = std::move(map), &look](Canvas& canvas, const Box& whole, const PageWords& words) {
        draw_claim(canvas, whole, map, words, look);
    };
    return drawing;
}

Drawing of_study(const FigureOptions& options, const Look& look) {
    if (!options.changes.empty()) throw InputError("--set: changes scenarios, and this is a study of some");
    StudyFigure figure = study_figure(options.inputs.front(), options.field, options.part);
    Drawing drawing{words_of(figure, look), {}};
    drawing.draw = [figure = std::move(figure), &options, &look](Canvas& canvas, const Box& whole,
                                                                 const PageWords& words) {
        options.kind == FigureKind::tornado ? draw_study_tornado(canvas, whole, figure, words, look)
                                            : draw_histogram(canvas, whole, figure, words, look);
    };
    return drawing;
}

/// Of a file of results, in which nothing can be set.
template <class Figure>
Drawing of_results(const FigureOptions& options, Figure figure, const Look& look,
                   void (*draw)(Canvas&, const Box&, const Figure&, const PageWords&, const Look&)) {
    if (!options.changes.empty()) throw InputError("--set: changes scenarios, and this is a file of results");
    Drawing drawing{words_of(figure, look), {}};
    drawing.draw = [figure = std::move(figure), draw, &look](Canvas& canvas, const Box& whole,
                                                             const PageWords& words) {
        draw(canvas, whole, figure, words, look);
    };
    return drawing;
}

Drawing of_history(const FigureOptions& options, const Look& look) {
    HistoryFigure figure = history_figure(options.inputs);
    if (figure.undated > 0)
        say(fmt::format(
            "note: flights that were estimated, but have no date such as 2017-11-29, are left out: {}",
            figure.undated));
    return of_results(options, std::move(figure), look, draw_history);
}

Drawing drawing_of(const FigureOptions& options, const Look& look) {
    switch (options.kind) {
        case FigureKind::map:
        case FigureKind::azimuthal:
        case FigureKind::globe:
        case FigureKind::profile:
        case FigureKind::time:
            return of_flights(options, look);
        case FigureKind::ring:
        case FigureKind::payload:
            return of_range(options, look);
        case FigureKind::estimate:
            return of_estimate(options, look);
        case FigureKind::claim:
            return of_claim(options, look);
        case FigureKind::history:
            return of_history(options, look);
        case FigureKind::differences:
            return of_results(options, differences_figure(options.inputs.front()), look, draw_differences);
        case FigureKind::histogram:
            return of_study(options, look);
        case FigureKind::tornado:
            return names_study(options.inputs.front()) ? of_study(options, look) : of_estimate(options, look);
    }
    return {};
}

}  // namespace

void make_figure(const FigureOptions& options) {
    check_file(options.out, options.overwrite);
    const std::string language(language_codes[static_cast<std::size_t>(options.language)]);
    const PangoTypeSetter type(language);
    const Look look{options.dark, options.unit, options.language, type};
    Drawing drawing = drawing_of(options, look);
    if (options.title) drawing.words.title = printable(*options.title);
    const Box whole{0, 0, options.size.width, options.size.height};
    const std::string bytes =
        figure_bytes(options.format, options.size, drawing.words, language, type,
                     [&](Canvas& canvas) { drawing.draw(canvas, whole, drawing.words); });
    OutputFile file(options.out, options.overwrite);
    file.write(bytes);
    file.commit();
}

}  // namespace apogee
