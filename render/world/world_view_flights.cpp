#include <algorithm>
#include <cmath>

#include "scene/number_text.h"
#include "world/world_view_impl.h"

namespace apogee {

namespace {

LatLon start_of(const DrawnFlight& flight) {
    return geo_point(flight.path.front().direction);
}

}  // namespace

const Path& WorldView::Impl::ring(const LatLon& centre, double distance_m) {
    constexpr std::size_t most = 1000;
    if (rings.size() > most) rings.clear();
    Path& kept = rings[{centre.latitude_deg, centre.longitude_deg, distance_m}];
    if (kept.empty()) kept = range_ring(centre, distance_m);
    return kept;
}

void WorldView::Impl::update_samples(const Session& session) {
    flights_key.clear();
    drawn.resize(session.flights.size());
    for (std::size_t i = 0; i < session.flights.size(); ++i) {
        const LoadedFlight& flight = session.flights[i];
        const std::string key = std::to_string(flight.revision);
        flights_key += key + (flight.visible ? "v" : "h") + std::to_string(flight.style) + ",";
        KeptFlight& d = drawn[i];
        if (d.key == key) continue;
        d = {drawn_flight(flight.trajectory, flight.debris), key, {}};
        const ReportedFigure* range = reported(flight.scenario, "range_km");
        if (range && !d.path.empty()) d.reported_ring = ring(start_of(d), range->value * 1000);
    }
}

double WorldView::Impl::lift(const Session& session) const {
    if (session.view == ViewKind::globe) return 1;
    // Height is drawn upward, scaled so that the arc bows by a third of the widest flight's length.
    double range = 0, height = 0;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (!session.flights[i].visible) continue;
        range = std::max(range, drawn[i].most_downrange);
        height = std::max(height, drawn[i].most_height_m / drawn_radius_m);
    }
    for (const SkyArc& arc : overlay.arcs) {
        range = std::max(range, downrange_along(arc.path).back());
        height = std::max(height, highest(arc.path).height_m / drawn_radius_m);
    }
    return height > 0 ? std::min(1.0, 0.3 * range / height) : 0;
}

void WorldView::Impl::draw_flights(const Session& session, const Camera& camera, float scale) {
    draw_rings(session, camera, scale);
    for (std::size_t i = 0; i < drawn.size(); ++i)
        if (static_cast<int>(i) != session.active) draw_flight(session, i, camera, scale);
    if (session.current() && static_cast<std::size_t>(session.active) < drawn.size())
        draw_flight(session, static_cast<std::size_t>(session.active), camera, scale);
}

void WorldView::Impl::draw_flight(const Session& session, std::size_t index, const Camera& camera,
                                  float scale) {
    const LoadedFlight& flight = session.flights[index];
    const KeptFlight& d = drawn[index];
    if (!flight.visible || d.path.empty()) return;
    const WorldTheme& colors = world_theme(session.dark);
    const FlightStyle style = flight_style(flight.style);
    const PathProjector projector(camera, lift(session));
    const bool few = session.flights.size() <= 24;
    const float w = few ? 2.6F * scale : 1.2F * scale;

    // Among many, curtains would hide the map.
    if (session.flights.size() <= 4) {
        // A faint curtain from the arc to the ground says that the arc is above the map.
        const Color veil = style.color.with_alpha(0.07F);
        auto a = projector.pixel(d.path[0], true), p = projector.pixel(d.path[0], false);
        for (std::size_t k = 1; k < d.path.size(); ++k) {
            const auto b = projector.pixel(d.path[k], true), q = projector.pixel(d.path[k], false);
            const double along = std::abs(b.x - a.x) + std::abs(b.y - a.y),
                         above = std::abs(q.x - p.x) + std::abs(q.y - p.y);
            // Shorter chords add nothing but triangles: what they cut off lies below the arc's casing.
            if (k + 1 < d.path.size() && along < 10 * scale && above < 10 * scale) continue;
            if (a.visible && b.visible && p.visible && q.visible && along <= camera.width / 4) {
                lines.triangle({a.x, a.y}, {b.x, b.y}, {p.x, p.y}, veil);
                lines.triangle({b.x, b.y}, {q.x, q.y}, {p.x, p.y}, veil);
            }
            a = b;
            p = q;
        }
        lines.flush(static_cast<int>(camera.width), static_cast<int>(camera.height));
    }
    if (session.show_debris && few)
        for (const Path& path : d.debris)
            lines.add(projector.project(path, false),
                      {style.color.with_alpha(0.55F), 1.0F * scale, 3 * scale, 3 * scale});
    const auto ground = projector.project(d.path, true);
    if (few) lines.add(ground, {style.color.with_alpha(0.8F), 1.3F * scale});
    if (session.show_reported && (session.flights.size() <= 4 || static_cast<int>(index) == session.active))
        draw_reported(session, index, camera, scale);
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

void WorldView::Impl::draw_reported(const Session& session, std::size_t index, const Camera& camera,
                                    float scale) {
    const LoadedFlight& flight = session.flights[index];
    const KeptFlight& d = drawn[index];
    const PathProjector projector(camera, lift(session));
    const LineLook ghost{flight_style(flight.style).color.with_alpha(0.75F), 1.3F * scale, 5 * scale,
                         4 * scale};
    if (!d.reported_ring.empty()) lines.add(projector.project(d.reported_ring, true), ghost);
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

void WorldView::Impl::draw_rings(const Session& session, const Camera& camera, float scale) {
    if (session.view != ViewKind::azimuthal || !session.current()) return;
    const auto index = static_cast<std::size_t>(session.active);
    if (index >= drawn.size() || drawn[index].path.empty()) return;
    const PathProjector projector(camera, 0);
    for (const double km : ring_distances_km(session, camera, scale))
        lines.add(projector.project(ring(start_of(drawn[index]), km * 1000), true),
                  {world_theme(session.dark).quiet.with_alpha(0.55F), 1.0F * scale, 2 * scale, 5 * scale});
}

void WorldView::Impl::draw_moving(const Session& session, const Camera& camera, float scale) {
    const WorldTheme& colors = world_theme(session.dark);
    const PathProjector projector(camera, lift(session));
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

std::vector<double> WorldView::Impl::ring_distances_km(const Session& session, const Camera& camera,
                                                       float scale) const {
    const double unit_km = metres_per(session.unit) / 1000;
    const double wanted = 150 * scale / camera.scale * drawn_radius_m / 1000 / unit_km;
    double step = 5000;
    for (const double s : {50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0})
        if (s >= wanted) {
            step = s;
            break;
        }
    std::vector<double> result;
    for (int i = 1; i <= 12 && step * i * unit_km < 19500; ++i) result.push_back(step * i * unit_km);
    return result;
}

}  // namespace apogee
