#include "world/flight_layer.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "base/input_error.h"
#include "scene/number_text.h"

namespace apogee {

namespace {

/// A faint curtain from the arc to the ground says that the arc is above the map.
void draw_curtain(const Path& path, const SkyProjector& sky, Color color, const WorldFrame& frame,
                  GlLines& lines) {
    const Color veil = color.with_alpha(0.07F);
    const PathProjector ground(frame.camera);
    auto a = ground.pixel(path[0], true), p = sky.pixel(path[0]);
    std::size_t last = 0;
    for (std::size_t k = 1; k < path.size(); ++k) {
        const auto b = ground.pixel(path[k], true), q = sky.pixel(path[k]);
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
                        const PathProjector& ground, const SkyProjector& sky, float scale,
                        std::vector<Label>& labels) {
    if (!session.show_reported || d.path.empty()) return;
    for (const ReportedFigure& figure : session.flights[index].scenario.reported) {
        const auto add = [&](const char* what, const Camera::Pixel& p) {
            if (p.visible)
                labels.push_back({what + length_text(figure.value * 1000, session.unit), LabelKind::note, p.x,
                                  p.y, 12.0 * scale, false});
        };
        if (figure.key == "apogee_km")
            if (const auto at = reported_apogee(session.flights[index].scenario, d))
                add("reported ", sky.pixel(*at));
        if (figure.key != "range_km") continue;
        // On the reported ring, a little clockwise of our impact where there is one.
        const double azimuth = degrees(session.flights[index].summary.impact_azimuth.value_or(0)) + 14;
        const LatLon at = destination(start_of(d), azimuth, figure.value * 1000);
        add("reported ", ground.pixel({0, direction(at), 0}, true));
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

/// From the track of the flight in hand up to its apogee, where it has an arc on a flat map.
std::optional<HeightBar> height_bar_of(const WorldFrame& frame, std::size_t index) {
    const RaisedTrack& track = frame.raised.of_flight(index);
    const KeptFlight& d = frame.flights[index];
    const Session& session = frame.session;
    if (track.empty() || static_cast<int>(index) != session.active || session.bare || d.most_height_m <= 0)
        return {};
    constexpr double spacing = 36;  // points
    const PathPoint& top = highest(d.path);
    return height_bar(track.at(frame.camera, top.time_s, top.height_m, frame.raised.lift()), top.height_m,
                      frame.session.unit, spacing * frame.scale);
}

void draw_height_bar(const WorldFrame& frame, const HeightBar& bar, GlLines& lines) {
    const LineLook look{frame.colors.text.with_alpha(0.6F), 1.0F * frame.scale};
    lines.add(bar.foot.x, bar.foot.y, bar.top.x, bar.top.y, look);
    for (const HeightBar::Tick& tick : bar.ticks) {
        const double x = 4 * frame.scale * bar.across.x, y = 4 * frame.scale * bar.across.y;
        lines.add(tick.at.x - x, tick.at.y - y, tick.at.x + x, tick.at.y + y, look);
    }
}

}  // namespace

Camera::Pixel mark_pixel(const WorldFrame& frame, const SkyProjector& sky, const DrawnFlight::Mark& mark) {
    const auto top = sky.pixel(mark.point);
    if (frame.globe() || (top.visible && mark.name == event_names::apogee)) return top;
    return PathProjector(frame.camera).pixel(mark.point, true);
}

void FlightLayer::draw(const WorldFrame& frame, GlLines& lines) {
    for (const std::size_t i : drawing_order(frame.session)) draw_flight(frame, i, lines);
}

void FlightLayer::draw_flight(const WorldFrame& frame, std::size_t index, GlLines& lines) {
    const Session& session = frame.session;
    const Camera& camera = frame.camera;
    const float scale = frame.scale;
    const LoadedFlight& flight = session.flights[index];
    const KeptFlight& d = frame.flights[index];
    if (!flight.visible || d.path.empty()) return;
    const WorldTheme& colors = frame.colors;
    FlightStyle style = flight_style(flight.style);
    style.color = style.color.with_alpha(session.strength(index));
    const PathProjector projector(camera);
    const SkyProjector sky = frame.sky_of_flight(index);
    const bool few = session.flights.size() <= 24, globe = frame.globe();

    if (session.flights.size() <= 4) draw_curtain(d.path, sky, style.color, frame, lines);
    if (session.show_debris && few)
        for (const Path& path : d.debris)
            lines.add(projector.project(path, !globe),
                      {style.color.faded(0.55F), 1.0F * scale, 3 * scale, 3 * scale});
    if (session.show_reported && (session.flights.size() <= 4 || static_cast<int>(index) == session.active))
        draw_reported(frame, index, lines);
    if (const auto bar = height_bar_of(frame, index)) draw_height_bar(frame, *bar, lines);
    // On a flat map the ground track comes first, on the globe the arc; of very many flights there is nothing
    // else.
    const auto first = globe ? sky.project(d.path) : projector.project(d.path, true);
    const float w = few ? 2.6F * scale : 1.2F * scale;
    if (few) {
        const auto second = globe ? projector.project(d.path, true) : sky.project(d.path);
        lines.add(second, {style.color.faded(0.8F), 1.3F * scale});
        lines.add(first, {colors.casing.with_alpha(0.75F), w + 3 * scale});
    }
    lines.add(first, {style.color, w, style.dash * scale, style.gap * scale});
    if (!few) return;
    for (const DrawnFlight::Mark& mark : d.marks) {
        const auto foot = projector.pixel(mark.point, true), at = mark_pixel(frame, sky, mark);
        if (globe && foot.visible && at.visible && mark.name != event_names::impact)
            lines.add(foot.x, foot.y, at.x, at.y,
                      {style.color.faded(0.45F), 1.0F * scale, 2 * scale, 3 * scale});
        if (at.visible)
            lines.mark(at.x, at.y, scale, mark.name == event_names::impact, style.color, colors.casing);
    }
}

void FlightLayer::draw_reported(const WorldFrame& frame, std::size_t index, GlLines& lines) {
    const float scale = frame.scale;
    const LoadedFlight& flight = frame.session.flights[index];
    const KeptFlight& d = frame.flights[index];
    const PathProjector projector(frame.camera);
    const LineLook ghost{flight_style(flight.style).color.with_alpha(0.75F), 1.3F * scale, 5 * scale,
                         4 * scale};
    if (const ReportedFigure* range = reported(flight.scenario, "range_km"))
        lines.add(projector.project(rings_.at(start_of(d), range->value * 1000), true), ghost);
    if (const auto at = reported_apogee(flight.scenario, d)) {
        const auto p = frame.sky_of_flight(index).pixel(*at);
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
    const PathProjector projector(frame.camera);
    const bool globe = frame.globe();
    for (const std::size_t i : drawing_order(session)) {
        const KeptFlight& d = drawn[i];
        if (!session.flights[i].visible || d.path.empty()) continue;
        const Trajectory& trajectory = session.flights[i].shown();
        const double now = std::clamp(session.time_s, 0.0, trajectory.end_s);
        const Color color = flight_style(session.flights[i].style).color;
        // The trail: the last twelfth of the flight, brighter toward the missile.
        constexpr int parts = 8;
        const double trail = trajectory.end_s / 12;
        for (int k = drawn.size() > 24 ? parts : 0; k < parts; ++k) {
            const Path piece =
                between(d.path, now - trail * (parts - k) / parts, now - trail * (parts - k - 1) / parts);
            lines.add(projector.project(piece, !globe),
                      {{colors.text.rgb, 0.8F * static_cast<float>(k + 1) / parts},
                       (1 + 2.2F * static_cast<float>(k + 1) / parts) * scale});
        }
        const PathPoint here = sample(trajectory, now);
        // `first` is where the flight is drawn first, `second` the other end of its height.
        const auto sky = frame.sky_of_flight(i).pixel(here), foot = projector.pixel(here, true);
        const auto &first = globe ? sky : foot, &second = globe ? foot : sky;
        if (!first.visible) continue;
        if (drawn.size() > 24 && static_cast<int>(i) != session.active) {
            lines.dot(first.x, first.y, 2.2 * scale, colors.text.with_alpha(0.8F));
            continue;
        }
        if (second.visible) {
            lines.add(first.x, first.y, second.x, second.y, {colors.text.with_alpha(0.5F), 1.0F * scale});
            lines.dot(second.x, second.y, (globe ? 2 : 3) * scale, colors.text.with_alpha(0.8F));
        }
        lines.dot(first.x, first.y, 12 * scale, color.with_alpha(0.28F));
        lines.dot(first.x, first.y, 6.2 * scale, colors.casing);
        lines.dot(first.x, first.y, 5 * scale, session.dark ? Color{0xffffff} : color);
    }
}

void FlightLayer::add_names(const WorldFrame& frame, Names& names) const {
    const Session& session = frame.session;
    const std::vector<KeptFlight>& drawn = frame.flights;
    const float scale = frame.scale;
    const PathProjector projector(frame.camera);
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
            const auto p = mark_pixel(frame, frame.sky_of_flight(i), mark);
            // Of several flights each is named at its end: five times "Impact" would say little.
            const bool named = several && mark.name == event_names::impact;
            const std::string words = named ? short_title(session, i) + ' ' + clock_text(mark.point.time_s)
                                            : event_text(mark, session.unit);
            if (p.visible) names.wanted.push_back({words, LabelKind::event, p.x, p.y, 10.0 * scale, false});
        }
        add_reported_label(session, i, drawn[i], projector, frame.sky_of_flight(i), scale, names.wanted);
        if (const auto bar = height_bar_of(frame, i)) {
            keep_off({bar->foot, bar->top}, scale, names.taken);
            for (const auto& [at, height_m] : bar->ticks)
                names.wanted.push_back(
                    {length_text(height_m, session.unit), LabelKind::number, at.x, at.y, 8.0 * scale, false});
        }
    }
    constexpr std::size_t most_kept_off = 20;
    for (std::size_t i = 0; i < drawn.size() && drawn.size() <= most_kept_off; ++i) {
        if (!session.flights[i].visible) continue;
        for (const auto& runs :
             {frame.sky_of_flight(i).project(drawn[i].path), projector.project(drawn[i].path, true)})
            for (const PixelRun& run : runs) keep_off(run, scale, names.taken);
    }
    for (const Label& l : std::span(names.wanted).subspan(others))
        names.taken.push_back({l.x - 5 * scale, l.y - 5 * scale, l.x + 5 * scale, l.y + 5 * scale});
}

}  // namespace apogee
