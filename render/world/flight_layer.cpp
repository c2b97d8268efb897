#include "world/flight_layer.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/input_error.h"
#include "scene/number_text.h"

namespace apogee {

namespace {

/// A faint curtain from the arc to the ground says that the arc is above the map.
void draw_curtain(const Path& path, const PathProjector& projector, Color color, const WorldFrame& frame,
                  GlLines& lines) {
    const Color veil = color.with_alpha(0.07F);
    auto a = projector.pixel(path[0], true), p = projector.pixel(path[0], false);
    std::size_t last = 0;
    for (std::size_t k = 1; k < path.size(); ++k) {
        const auto b = projector.pixel(path[k], true), q = projector.pixel(path[k], false);
        const double along = std::abs(b.x - a.x) + std::abs(b.y - a.y),
                     above = std::abs(q.x - p.x) + std::abs(q.y - p.y);
        // Shorter chords add nothing but triangles: what they cut off lies below the arc's casing.
        if (k + 1 < path.size() && along < 10 * frame.scale && above < 10 * frame.scale) continue;
        // Neighbours on the Earth that are far apart in the plane: it is torn between them.
        const double apart =
            (path[k].direction - path[last].direction).norm() * frame.camera.scale +
            std::abs(path[k].height_m - path[last].height_m) / drawn_radius_m * frame.camera.scale;
        if (a.visible && b.visible && p.visible && q.visible && along <= 30 + 10 * apart) {
            lines.triangle({a.x, a.y}, {b.x, b.y}, {p.x, p.y}, veil);
            lines.triangle({b.x, b.y}, {q.x, q.y}, {p.x, p.y}, veil);
        }
        a = b;
        p = q;
        last = k;
    }
    lines.flush(frame.width(), frame.height());
}

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
        const LatLon at = destination(start_of(d), azimuth, figure.value * 1000);
        add("reported ", {0, direction(at), 0});
    }
}

/// What stands before a title's comma, where that tells the flight from the others: "Hwasong-14".
std::string short_title(const Session& session, std::size_t index) {
    const auto head = [](const LoadedFlight& flight) {
        return flight.scenario.title.substr(0, flight.scenario.title.find(','));
    };
    const LoadedFlight& flight = session.flights[index];
    const auto alike = std::count_if(session.flights.begin(), session.flights.end(),
                                     [&](const LoadedFlight& other) { return head(other) == head(flight); });
    return printable(alike > 1 ? flight.scenario.title : head(flight));
}

}  // namespace

void FlightLayer::draw(const WorldFrame& frame, GlLines& lines) {
    const auto active = static_cast<std::size_t>(frame.session.active);
    const bool has_active = frame.session.current() != nullptr;
    for (std::size_t i = 0; i < frame.flights.size(); ++i)
        if (!has_active || i != active) draw_flight(frame, i, lines);
    if (has_active) draw_flight(frame, active, lines);
}

void FlightLayer::draw_flight(const WorldFrame& frame, std::size_t index, GlLines& lines) {
    const Session& session = frame.session;
    const Camera& camera = frame.camera;
    const float scale = frame.scale;
    const LoadedFlight& flight = session.flights[index];
    const KeptFlight& d = frame.flights[index];
    if (!flight.visible || d.path.empty()) return;
    const WorldTheme& colors = frame.colors;
    const FlightStyle style = flight_style(flight.style);
    const PathProjector projector(camera, frame.lift);
    const bool few = session.flights.size() <= 24;
    const float w = few ? 2.6F * scale : 1.2F * scale;

    if (session.flights.size() <= 4) draw_curtain(d.path, projector, style.color, frame, lines);
    if (session.show_debris && few)
        for (const Path& path : d.debris)
            lines.add(projector.project(path, false),
                      {style.color.with_alpha(0.55F), 1.0F * scale, 3 * scale, 3 * scale});
    const auto ground = projector.project(d.path, true);
    if (few) lines.add(ground, {style.color.with_alpha(0.8F), 1.3F * scale});
    if (session.show_reported && (session.flights.size() <= 4 || static_cast<int>(index) == session.active))
        draw_reported(frame, index, lines);
    const auto arc = projector.project(d.path, false);
    if (few) lines.add(arc, {colors.casing.with_alpha(0.75F), w + 3 * scale});
    lines.add(arc, {style.color, w, style.dash * scale, style.gap * scale});
    if (!few) return;
    for (const DrawnFlight::Mark& mark : d.marks) {
        const auto foot = projector.pixel(mark.point, true), top = projector.pixel(mark.point, false);
        if (foot.visible && top.visible && mark.name != event_names::impact)
            lines.add(foot.x, foot.y, top.x, top.y,
                      {style.color.with_alpha(0.45F), 1.0F * scale, 2 * scale, 3 * scale});
        if (!top.visible) continue;
        lines.mark(top.x, top.y, scale, mark.name == event_names::impact, style.color, colors.casing);
    }
}

void FlightLayer::draw_reported(const WorldFrame& frame, std::size_t index, GlLines& lines) {
    const float scale = frame.scale;
    const LoadedFlight& flight = frame.session.flights[index];
    const KeptFlight& d = frame.flights[index];
    const PathProjector projector(frame.camera, frame.lift);
    const LineLook ghost{flight_style(flight.style).color.with_alpha(0.75F), 1.3F * scale, 5 * scale,
                         4 * scale};
    if (const ReportedFigure* range = reported(flight.scenario, "range_km"))
        lines.add(projector.project(rings_.at(start_of(d), range->value * 1000), true), ghost);
    if (const auto at = reported_apogee(flight.scenario, d)) {
        const auto p = projector.pixel(*at, false);
        if (p.visible) lines.circle(p.x, p.y, 9 * scale, ghost);
    }
    const ReportedFigure *latitude = reported(flight.scenario, "impact_latitude_deg"),
                         *longitude = reported(flight.scenario, "impact_longitude_deg");
    if (latitude && longitude) {
        const auto p = projector.pixel({0, direction({latitude->value, longitude->value}), 0}, true);
        if (p.visible) lines.circle(p.x, p.y, 9 * scale, ghost);
    }
}

void FlightLayer::draw_moving(const WorldFrame& frame, GlLines& lines) {
    const Session& session = frame.session;
    const std::vector<KeptFlight>& drawn = frame.flights;
    const WorldTheme& colors = frame.colors;
    const float scale = frame.scale;
    const PathProjector projector(frame.camera, frame.lift);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const KeptFlight& d = drawn[i];
        if (!session.flights[i].visible || d.path.empty()) continue;
        const Trajectory& trajectory = session.flights[i].trajectory;
        const double now = std::clamp(session.time_s, 0.0, trajectory.end_s);
        const Color color = flight_style(session.flights[i].style).color;
        // The trail: the last twelfth of the flight, brighter toward the missile.
        constexpr int parts = 8;
        const double trail = trajectory.end_s / 12;
        for (int k = drawn.size() > 24 ? parts : 0; k < parts; ++k) {
            const Path piece =
                between(d.path, now - trail * (parts - k) / parts, now - trail * (parts - k - 1) / parts);
            lines.add(projector.project(piece, false),
                      {{colors.text.rgb, 0.8F * static_cast<float>(k + 1) / parts},
                       (1 + 2.2F * static_cast<float>(k + 1) / parts) * scale});
        }
        const PathPoint here = sample(trajectory, now);
        const auto top = projector.pixel(here, false), foot = projector.pixel(here, true);
        if (!top.visible) continue;
        if (drawn.size() > 24 && static_cast<int>(i) != session.active) {
            lines.dot(top.x, top.y, 2.2 * scale, colors.text.with_alpha(0.8F));
            continue;
        }
        if (foot.visible) {
            lines.add(foot.x, foot.y, top.x, top.y, {colors.text.with_alpha(0.5F), 1.0F * scale});
            lines.dot(foot.x, foot.y, 2 * scale, colors.text.with_alpha(0.8F));
        }
        lines.dot(top.x, top.y, 12 * scale, color.with_alpha(0.28F));
        lines.dot(top.x, top.y, 6.2 * scale, colors.casing);
        lines.dot(top.x, top.y, 5 * scale, session.dark ? Color{0xffffff} : color);
    }
}

void FlightLayer::add_names(const WorldFrame& frame, Names& names) const {
    const Session& session = frame.session;
    const std::vector<KeptFlight>& drawn = frame.flights;
    const float scale = frame.scale;
    const PathProjector projector(frame.camera, frame.lift);
    const std::size_t others = names.wanted.size();
    const bool several = std::count_if(session.flights.begin(), session.flights.end(),
                                       [](const LoadedFlight& flight) { return flight.visible; }) > 1;
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
            // Of several flights each is named at its end: five times "Impact" would say little.
            const bool named = several && mark.name == event_names::impact;
            const std::string words = named ? short_title(session, i) + ' ' + clock_text(mark.point.time_s)
                                            : event_text(mark, session.unit);
            if (p.visible) names.wanted.push_back({words, LabelKind::event, p.x, p.y, 10.0 * scale, false});
        }
        add_reported_label(session, i, drawn[i], projector, scale, names.wanted);
    }
    constexpr std::size_t most_kept_off = 20;
    for (std::size_t i = 0; i < drawn.size() && drawn.size() <= most_kept_off; ++i) {
        if (!session.flights[i].visible) continue;
        for (const PixelRun& run : projector.project(drawn[i].path, false)) keep_off(run, scale, names.taken);
    }
    for (const Label& l : std::span(names.wanted).subspan(others))
        names.taken.push_back({l.x - 5 * scale, l.y - 5 * scale, l.x + 5 * scale, l.y + 5 * scale});
}

}  // namespace apogee
