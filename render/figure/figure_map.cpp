#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "figure/base_map.h"
#include "figure/figure.h"
#include "figure/map_camera.h"
#include "figure/raised_arc.h"
#include "scene/axis.h"
#include "scene/straight.h"

namespace apogee {
namespace {

constexpr std::size_t most_named_events = 3;  ///< flights whose events all have names; of more, only ends

/// One map of flights while it is drawn.
struct MapFigure {
    Canvas& canvas;
    const std::vector<FigureFlight>& flights;
    const FlightFigureOptions& options;
    const Look& look;
    Camera camera;
    std::vector<Label> labels{}, distances{};
    std::vector<Obstacle> taken{};
    std::vector<Color> colors{};

    [[nodiscard]] bool globe() const { return camera.projection.kind() == ProjectionKind::globe; }
    void draw_line(std::vector<PixelRun> runs, const FigureFlight& flight, double width);
    void draw_flight(std::size_t index);
    void draw_raised(std::size_t index, double pixels_per_m);
    void draw_height_scale(const RaisedArc& arc, double pixels_per_m);
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
    const PathProjector projector(camera, 0);
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
    if (flights.size() > most_named_events && !impact) return;
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
    const PathProjector projector(camera, 0);
    const auto at = projector.pixel({0, direction(start_of(flight.flight)), 0}, true);
    if (!at.visible) return;
    canvas.dot(at.x, at.y, 2.4, look.colors().casing);
    canvas.dot(at.x, at.y, 1.7, look.ink(flight.style.color));
    taken.push_back({at.x - 3, at.y - 3, at.x + 3, at.y + 3});
    Label label{site_words(flight, flights.size()), LabelKind::event, at.x, at.y, 6};
    if (flights.size() > 1) label.flight = static_cast<int>(index);
    labels.insert(labels.begin(), label);
}

void MapFigure::draw_flight(std::size_t index) {
    const FigureFlight& flight = flights[index];
    if (flight.drawn.path.empty()) return mark_site(index);
    const PathProjector projector(camera, 0);
    for (const Path& body : flight.drawn.debris)
        canvas.stroke(projector.project(body, !globe()), {flight.style.color.with_alpha(0.7F), 0.6, 2, 2});
    if (globe()) {
        canvas.stroke(projector.project(flight.drawn.path, true), {flight.style.color.with_alpha(0.8F), 0.7});
        draw_line(projector.project(flight.drawn.path, false), flight, 1.8);
    } else {
        draw_line(projector.project(flight.drawn.path, true), flight, options.arc ? 1.2 : 2);
    }
    for (const DrawnFlight::Mark& m : flight.drawn.marks) mark(index, m);
    // A line that ends in the air is named where it ends.
    const bool landed = flight.flight.summary.impact.has_value();
    const auto end = projector.pixel(flight.drawn.path.back(), !globe());
    if (landed || flights.size() == 1 || !end.visible) return;
    Label label{flight.name, LabelKind::event, end.x, end.y, 6};
    label.flight = static_cast<int>(index);
    labels.insert(labels.begin(), label);
}

void MapFigure::draw_raised(std::size_t index, double pixels_per_m) {
    const FigureFlight& flight = flights[index];
    if (flight.drawn.path.empty()) return;
    const RaisedArc arc = raised_arc(camera, flight.drawn, pixels_per_m);
    draw_line({arc.arc}, flight, 1.8);
    if (index == 0) draw_height_scale(arc, pixels_per_m);
}

/// From the track up to the apogee, a tick at every round height.
void MapFigure::draw_height_scale(const RaisedArc& arc, double pixels_per_m) {
    const Pen pen{look.colors().text, 0.6};
    canvas.line(arc.foot.x, arc.foot.y, arc.top.x, arc.top.y, pen);
    const double length = std::hypot(arc.top.x - arc.foot.x, arc.top.y - arc.foot.y);
    if (!(length > 1)) return;
    const double x = (arc.top.x - arc.foot.x) / length, y = (arc.top.y - arc.foot.y) / length;
    const double unit_m = metres_per(look.unit);
    const double step_m = round_step(24 / pixels_per_m / unit_m) * unit_m;
    for (const double height : multiples(step_m, step_m, arc.most_height_m)) {
        const double up = height * pixels_per_m, px = arc.foot.x + x * up, py = arc.foot.y + y * up;
        canvas.line(px - 2 * y, py + 2 * x, px + 2 * y, py - 2 * x, pen);
        labels.push_back({look.length(height), LabelKind::number, px, py, 4});
    }
}

void MapFigure::draw() {
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    canvas.begin_part("flights", 0, 0, {Box{0, 0, camera.width, camera.height}.outline()});
    if (camera.projection.kind() == ProjectionKind::azimuthal)
        draw_distance_rings(canvas, camera, distances, look);
    for (const FigureFlight& flight : flights) colors.push_back(flight.style.color);
    if (options.arc && !globe()) {
        std::vector<const DrawnFlight*> drawn;
        for (const FigureFlight& flight : flights) drawn.push_back(&flight.drawn);
        const double scale = raised_scale(camera, drawn);
        for (std::size_t i = 0; i < flights.size(); ++i) draw_raised(i, scale);
    }
    for (std::size_t i = 0; i < flights.size(); ++i) draw_flight(i);
    canvas.end_part();
    if (!globe()) taken.push_back(draw_scale_bar(canvas, camera, look));
    const std::vector<Label> names = map_labels(camera, map_type_points);
    labels.insert(labels.end(), distances.begin(), distances.end());
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

void refuse_impossible_arc(const std::vector<FigureFlight>& flights) {
    for (const FigureFlight& flight : flights)
        if (flight.drawn.most_downrange > 0.9 * pi)
            throw InputError("--arc: " + flight.name +
                             " goes round the Earth; expected flights that land before its far side");
}

}  // namespace

void draw_map(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
              ProjectionKind projection, const FlightFigureOptions& options, PageWords words,
              const Look& look) {
    if (options.arc) refuse_impossible_arc(flights);
    words.map = true;
    Path path;
    std::vector<const DrawnFlight*> drawn;
    for (const FigureFlight& flight : flights) {
        const Path& points = flight.drawn.path;
        path.insert(path.end(), points.begin(), points.end());
        if (!points.empty()) drawn.push_back(&flight.drawn);
    }
    const LatLon start = start_of(flights.front().flight);
    if (path.empty()) path.push_back({0, direction(start), 0});
    MustShow arcs;
    if (options.arc)
        arcs = [&](const Camera& unit, const std::function<void(double, double)>& include) {
            const double scale = raised_scale(unit, drawn);
            for (const DrawnFlight* flight : drawn)
                for (const PixelPoint& p : raised_arc(unit, *flight, scale).arc) include(p.x, p.y);
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
