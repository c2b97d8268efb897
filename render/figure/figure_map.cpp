#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "figure/base_map.h"
#include "figure/figure.h"
#include "figure/map_camera.h"
#include "scene/axis.h"
#include "scene/raised_arc.h"
#include "scene/straight.h"

namespace apogee {
namespace {

constexpr std::size_t most_named_events = 3;  ///< flights whose events all have names; of more, only ends

/// The tracks of flights, and the lift that they share.
struct RaisedArcs {
    RaisedArcs(const Projection& projection, const std::vector<FigureFlight>& flights) {
        double longest = 0, most_height_m = 0;
        for (const FigureFlight& flight : flights) {
            tracks.emplace_back(projection, flight.drawn.path);
            longest = std::max(longest, tracks.back().length());
            most_height_m = std::max(most_height_m, flight.drawn.most_height_m);
        }
        lift = raised_lift(longest, most_height_m);
    }
    std::vector<RaisedTrack> tracks;
    double lift;
};

/// One map of flights while it is drawn.
struct MapFigure {
    Canvas& canvas;
    const std::vector<FigureFlight>& flights;
    const FlightFigureOptions& options;
    const Look& look;
    Camera camera;
    std::vector<Label> labels{};
    std::vector<Obstacle> taken{};
    std::vector<Color> colors{};

    [[nodiscard]] bool globe() const { return camera.projection.kind() == ProjectionKind::globe; }
    void draw_line(std::vector<PixelRun> runs, const FigureFlight& flight, double width);
    void draw_flight(std::size_t index);
    void draw_raised();
    void draw_height_bar(const HeightBar& bar);
    void mark(std::size_t index, const DrawnFlight::Mark& mark);
    void mark_site(std::size_t index);
    void draw();
};

void MapFigure::draw_line(std::vector<PixelRun> runs, const FigureFlight& flight, double width) {
    for (PixelRun& run : runs) straighten(run, 0.05);
    canvas.stroke(runs, {look.colors().casing.with_alpha(0.75F), width + 1.4});
    canvas.stroke(runs, {flight.style.color, width, 0.6 * flight.style.dash, 0.6 * flight.style.gap});
    for (const PixelRun& run : runs) keep_off(run, map_type_points, taken);
}

/// A dot; of an impact a cross.
void MapFigure::mark(std::size_t index, const DrawnFlight::Mark& mark) {
    const PathProjector projector(camera);
    const auto at = projector.pixel(mark.point, !globe());
    if (!at.visible) return;
    const FigureFlight& flight = flights[index];
    const bool impact = mark.name == event_names::impact;
    if (impact) {
        constexpr double arm = 2.6;
        for (const Pen& pen : {Pen{look.colors().casing, 3.2}, Pen{look.ink(flight.style.color), 1.6}})
            canvas.stroke({{{at.x - arm, at.y - arm}, {at.x + arm, at.y + arm}},
                           {{at.x - arm, at.y + arm}, {at.x + arm, at.y - arm}}},
                          pen);
    } else {
        canvas.dot(at.x, at.y, 2.4, look.colors().casing);
        canvas.dot(at.x, at.y, 1.7, look.ink(flight.style.color));
    }
    taken.push_back({at.x - 3, at.y - 3, at.x + 3, at.y + 3});
    const bool several = flights.size() > 1;
    if ((flights.size() > most_named_events && !impact) || !has_name(flight.drawn, mark)) return;
    if (several && !impact && mark.name != event_names::apogee) return;
    Label label{event_words(mark, look), LabelKind::event, at.x, at.y, 6};
    if (several && impact) label.text = flight.name;
    if (several && !impact) label.kind = LabelKind::note;
    if (several) label.flight = static_cast<int>(index);
    // The ends of lines find their room first.
    labels.insert(impact ? labels.begin() : labels.end(), label);
}

/// Of a flight that never left it.
void MapFigure::mark_site(std::size_t index) {
    const FigureFlight& flight = flights[index];
    const PathProjector projector(camera);
    const auto at = projector.pixel({0, direction(start_of(flight.flight)), 0}, true);
    if (!at.visible) return;
    canvas.dot(at.x, at.y, 2.4, look.colors().casing);
    canvas.dot(at.x, at.y, 1.7, look.ink(flight.style.color));
    taken.push_back({at.x - 3, at.y - 3, at.x + 3, at.y + 3});
    Label label{site_words(flight, flights.size(), look), LabelKind::event, at.x, at.y, 6};
    if (flights.size() > 1) label.flight = static_cast<int>(index);
    labels.insert(labels.begin(), label);
}

void MapFigure::draw_flight(std::size_t index) {
    const FigureFlight& flight = flights[index];
    if (flight.drawn.path.empty()) return mark_site(index);
    const PathProjector projector(camera);
    for (const Path& body : flight.drawn.debris)
        canvas.stroke(projector.project(body, !globe()), {flight.style.color.with_alpha(0.7F), 0.6, 2, 2});
    if (globe()) {
        canvas.stroke(projector.project(flight.drawn.path, true), {flight.style.color.with_alpha(0.8F), 0.7});
        draw_line(projector.project(flight.drawn.path, false), flight, 1.8);
    } else {
        draw_line(projector.project(flight.drawn.path, true), flight, options.arc ? 1.2 : 2);
    }
    for (const DrawnFlight::Mark& m : flight.drawn.marks) mark(index, m);
    const auto on_picture = [&](const PathPoint& p) -> std::optional<PixelPoint> {
        const auto at = projector.pixel(p, !globe());
        return at.visible ? std::optional(PixelPoint{at.x, at.y}) : std::nullopt;
    };
    name_debris(flight, flights.size(), on_picture, look, labels);
    // A line that ends in the air is named where it ends.
    const bool landed = flight.flight.summary.impact.has_value();
    const auto end = projector.pixel(flight.drawn.path.back(), !globe());
    if (landed || flights.size() == 1 || !end.visible) return;
    Label label{flight.name, LabelKind::event, end.x, end.y, 6};
    label.flight = static_cast<int>(index);
    labels.insert(labels.begin(), label);
}

/// Of the flights that have one; the first has a scale.
void MapFigure::draw_raised() {
    const RaisedArcs raised(camera.projection, flights);
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const Path& path = flights[i].drawn.path;
        if (path.empty()) continue;
        draw_line(raised.tracks[i].arc(camera, path, raised.lift), flights[i], 1.8);
        if (i > 0) continue;
        constexpr double spacing = 24;
        const PathPoint& top = highest(path);
        draw_height_bar(height_bar(raised.tracks[i].at(camera, top.time_s, top.height_m, raised.lift),
                                   top.height_m, look.unit, spacing));
    }
}

void MapFigure::draw_height_bar(const HeightBar& bar) {
    const Pen pen{look.colors().text, 0.6};
    canvas.line(bar.foot.x, bar.foot.y, bar.top.x, bar.top.y, pen);
    std::vector<Label> numbers;
    for (const auto& [at, height_m] : bar.ticks) {
        const double x = 2 * bar.across.x, y = 2 * bar.across.y;
        canvas.line(at.x - x, at.y - y, at.x + x, at.y + y, pen);
        numbers.push_back({look.length(height_m), LabelKind::number, at.x, at.y, 4});
    }
    // A scale keeps its numbers: names of events make room for them.
    const LabelLook how = label_look(LabelKind::number, look);
    const auto measure = [&](const Label& label) {
        const TypeSetter::Size size = look.type.size(label.text, how.face);
        return TextSize{size.width, size.height()};
    };
    for (const PlacedLabel& l : place_labels(numbers, taken, camera.width, camera.height, measure)) {
        canvas.text({.words = l.label.text,
                     .x = l.left,
                     .y = l.top + look.type.size(l.label.text, how.face).ascent,
                     .face = how.face,
                     .color = how.color,
                     .halo = look.colors().casing.with_alpha(0.7F)});
        taken.push_back({l.left - 1, l.top, l.left + l.width + 1, l.top + l.height});
    }
    keep_off({bar.foot, bar.top}, map_type_points, taken);
}

void MapFigure::draw() {
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    canvas.begin_part("flights", 0, 0, {Box{0, 0, camera.width, camera.height}.outline()});
    if (camera.projection.kind() == ProjectionKind::azimuthal) draw_distance_rings(canvas, camera, look);
    for (const FigureFlight& flight : flights) colors.push_back(flight.style.color);
    if (options.arc && !globe()) draw_raised();
    for (std::size_t i = 0; i < flights.size(); ++i) draw_flight(i);
    canvas.end_part();
    if (!globe()) taken.push_back(draw_scale_bar(canvas, camera, look));
    LineNames line_names(canvas, camera.width, camera.height, taken, look);
    if (camera.projection.kind() == ProjectionKind::azimuthal)
        number_distance_rings(line_names, camera, look);
    const std::vector<Label> names = map_labels(camera, map_type_points);
    labels.insert(labels.end(), names.begin(), names.end());
    labels.insert(labels.end(), lines.labels.begin(), lines.labels.end());
    write_map_labels(canvas, camera, labels, taken, colors, look);
}

std::string projection_note(const Camera& camera, const Look& look) {
    if (camera.projection.kind() == ProjectionKind::azimuthal) return look.word(Word::projection_azimuthal);
    if (camera.projection.kind() == ProjectionKind::globe)
        return look.phrase(Word::projection_globe,
                           look.length((Projection::globe_distance - 1) * drawn_radius_m));
    const double parallel = camera.projection.centre().latitude_deg;
    return look.phrase(Word::projection_map, latitude_text(parallel));
}

void refuse_impossible_arc(const std::vector<FigureFlight>& flights, ProjectionKind projection) {
    for (const FigureFlight& flight : flights) {
        const NoArc why = why_no_arc(projection, flight.drawn.path, flight.drawn.most_downrange);
        if (why == NoArc::goes_round)
            throw InputError("--arc: " + flight.name +
                             " goes round the Earth; expected flights that land before its far side");
        if (why == NoArc::near_pole)
            throw InputError(
                fmt::format("--arc: {} comes within {}° of a pole, where this map is torn; expected "
                            "--kind azimuthal, or no --arc",
                            flight.name, least_pole_distance_deg));
    }
}

}  // namespace

void draw_map(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
              ProjectionKind projection, const FlightFigureOptions& options, PageWords words,
              const Look& look) {
    if (options.arc) refuse_impossible_arc(flights, projection);
    words.map = true;
    Path path;
    for (const FigureFlight& flight : flights) {
        const Path& points = flight.drawn.path;
        path.insert(path.end(), points.begin(), points.end());
    }
    const LatLon start = start_of(flights.front().flight);
    if (path.empty()) path.push_back({0, direction(start), 0});
    MustShow arcs;
    if (options.arc)
        arcs = [&](const Camera& unit, const std::function<void(double, double)>& include) {
            const RaisedArcs raised(unit.projection, flights);
            for (std::size_t i = 0; i < flights.size(); ++i)
                for (const PathPoint& p : flights[i].drawn.path) {
                    const PixelPoint top = raised.tracks[i].at(unit, p.time_s, p.height_m, raised.lift).top;
                    include(top.x, top.y);
                }
        };
    // The note's number of lines depends on nothing but its language; its latitude on the path alone.
    words.note = projection_note(fitted_camera(projection, path, start, 100, 100, arcs), look);
    const Box box = draw_page(canvas, whole, words, look);
    const Camera camera = fitted_camera(projection, path, start, box.width, box.height, arcs);
    canvas.begin_part("picture", box.left, box.top + (box.height - camera.height) / 2,
                      {Box{0, 0, camera.width, camera.height}.outline()});
    MapFigure{canvas, flights, options, look, camera}.draw();
    canvas.end_part();
}

}  // namespace apogee
