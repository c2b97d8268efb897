#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scene/axis.h"
#include "scene/labels.h"
#include "scene/number_text.h"
#include "world/world_view_impl.h"
#include "world/world_view_text.h"

namespace apogee {

namespace {

void add_reported_label(const Session& session, std::size_t index, const DrawnFlight& d,
                        const PathProjector& projector, float scale, std::vector<Label>& labels) {
    if (!session.show_reported || d.path.empty()) return;
    for (const ReportedFigure& figure : session.flights[index].scenario.reported) {
        const auto add = [&](const char* what, const PathPoint& at) {
            const auto p = projector.pixel(at, false);
            if (p.visible)
                labels.push_back({what + length_text(figure.value * 1000, session.unit), LabelKind::note, p.x,
                                  p.y, 12.0 * scale, false});
        };
        if (figure.key == "apogee_km")
            if (const auto at = reported_apogee(session.flights[index].scenario, d)) add("reported ", *at);
        if (figure.key != "range_km") continue;
        // On the reported ring, a little clockwise of our impact where there is one.
        const double azimuth = degrees(session.flights[index].summary.impact_azimuth.value_or(0)) + 14;
        const LatLon at = destination(geo_point(d.path.front().direction), azimuth, figure.value * 1000);
        add("reported ", {0, direction(at), 0});
    }
}

/// The name stands where the line is first seen well inside the picture.
void add_shape_label(const GroundShape& shape, const PathProjector& projector, const Camera& camera,
                     float scale, std::vector<Label>& labels) {
    constexpr std::size_t places = 48;
    if (shape.name.empty()) return;
    for (std::size_t i = 0; i < places; ++i) {
        const auto p = projector.pixel(shape.points[i * (shape.points.size() - 1) / places], true);
        const double side = 120 * scale, edge = 60 * scale;
        if (!p.visible || p.x < side || p.y < edge || p.x > camera.width - side || p.y > camera.height - edge)
            continue;
        labels.push_back({shape.name, LabelKind::note, p.x, p.y, 8.0 * scale, false});
        return;
    }
}

/// What flights put on the map: names of events, the reported range.
void add_flight_labels(const Session& session, const std::vector<KeptFlight>& drawn,
                       const PathProjector& projector, float scale, std::vector<Label>& labels) {
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        // Names only for the flight in hand, unless there are few.
        if (!session.flights[i].visible || (static_cast<int>(i) != session.active && drawn.size() > 3))
            continue;
        // Impact and apogee matter most; they find their room first.
        auto marks = drawn[i].marks;
        std::stable_partition(marks.begin(), marks.end(), [](const auto& m) {
            return m.name == event_names::impact || m.name == event_names::apogee;
        });
        for (const DrawnFlight::Mark& mark : marks) {
            if (static_cast<int>(i) != session.active && mark.name != event_names::impact &&
                mark.name != event_names::apogee)
                continue;
            const auto p = projector.pixel(mark.point, false);
            if (p.visible)
                labels.push_back(
                    {event_text(mark, session.unit), LabelKind::event, p.x, p.y, 10.0 * scale, false});
        }
        add_reported_label(session, i, drawn[i], projector, scale, labels);
    }
}

}  // namespace

std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit) {
    std::string name = mark.name;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    if (mark.name == event_names::apogee) return name + " " + length_text(mark.point.height_m, unit);
    if (mark.name == event_names::lift_off) return name;
    return name + ' ' + clock_text(mark.point.time_s);
}

void WorldView::Impl::draw_scale_bar(const Session& session, const Camera& camera, LabelPen& pen,
                                     float scale) {
    const double unit_m = metres_per(session.unit);
    const double radians_per_pixel = 1 / camera.scale;
    const double length = scale_bar_length(130 * scale * radians_per_pixel * drawn_radius_m / unit_m);
    if (length == 0) return;
    const double pixels = length * unit_m / drawn_radius_m * camera.scale, x = 16 * scale,
                 y = camera.height - 18 * scale;
    pen.line(x, y, x + pixels, y);
    pen.line(x, y - 4 * scale, x, y + 4 * scale);
    pen.line(x + pixels, y - 4 * scale, x + pixels, y + 4 * scale);
    pen.text(length_text(length * unit_m, session.unit), LabelKind::number, x + pixels + 8 * scale,
             y - 6.5 * scale);
}

std::vector<Obstacle> WorldView::Impl::obstacles(const Camera& camera, float scale) const {
    std::vector<Obstacle> result{
        {0, camera.height - 34 * scale, 230 * scale, camera.height},
        {camera.width - 350 * scale, camera.height - 24 * scale, camera.width, camera.height}};
    for (const PixelRect& panel : covered)
        result.push_back(
            {panel.x + 0.0, panel.y + 0.0, panel.x + panel.width + 0.0, panel.y + panel.height + 0.0});
    return result;
}

void WorldView::Impl::draw_labels(const Session& session, const Camera& camera, LabelPen& pen, float scale) {
    const PathProjector projector(camera, lift(session));
    std::vector<Label> wanted;
    add_flight_labels(session, drawn, projector, scale, wanted);
    std::vector<Obstacle> taken = obstacles(camera, scale);
    constexpr std::size_t most_kept_off = 20;
    for (std::size_t i = 0; i < drawn.size() && drawn.size() <= most_kept_off; ++i) {
        if (!session.flights[i].visible) continue;
        for (const PixelRun& run : projector.project(drawn[i].path, false)) keep_off(run, scale, taken);
    }
    for (const SkyArc& arc : overlay.arcs)
        for (const PixelRun& run : projector.project(arc.path, false)) keep_off(run, scale, taken);
    for (const Label& l : wanted)
        taken.push_back({l.x - 5 * scale, l.y - 5 * scale, l.x + 5 * scale, l.y + 5 * scale});
    for (const GroundShape& shape : overlay.shapes) add_shape_label(shape, projector, camera, scale, wanted);
    for (const SkyArc& arc : overlay.arcs)
        if (const auto p = projector.pixel(highest(arc.path), false); p.visible)
            wanted.push_back({arc.name, LabelKind::note, p.x, p.y, 8.0 * scale, false});
    if (session.view == ViewKind::azimuthal && session.current())
        for (const double km : ring_distances_km(session, camera, scale)) {
            const auto& path = drawn[static_cast<std::size_t>(session.active)].path;
            if (path.empty()) break;
            const auto p = projector.pixel(
                {0, direction(destination(geo_point(path.front().direction), 135, km * 1000)), 0}, true);
            wanted.push_back({length_text(km * 1000, session.unit), LabelKind::number, p.x, p.y, 0, false});
        }
    wanted.insert(wanted.end(), map_names.begin(), map_names.end());
    const auto labels = place_labels(wanted, taken, camera.width, camera.height,
                                     [&](const Label& l) { return pen.measure(l.text, l.kind); });
    // Backward, so that the important names lie on top.
    for (auto l = labels.rbegin(); l != labels.rend(); ++l) {
        if (l->label.dot) pen.dot(l->label.x, l->label.y, l->label.kind);
        pen.text(l->label.text, l->label.kind, l->left, l->top);
    }
    draw_scale_bar(session, camera, pen, scale);
    const std::string credit = map_credit;
    const TextSize size = pen.measure(credit, LabelKind::number);
    // Where there is no room beside the scale bar the credit stands above it.
    const bool beside = camera.width > size.width + 260 * scale;
    pen.text(credit, LabelKind::number, std::max(2.0 * scale, camera.width - size.width - 12 * scale),
             camera.height - size.height - (beside ? 8 : 34) * scale);
}

}  // namespace apogee
