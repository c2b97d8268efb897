#include "world/profile_picture.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "scene/axis.h"
#include "scene/number_text.h"
#include "world/label_pen.h"
#include "world/pointed.h"

namespace apogee {

ProfileCamera ProfilePicture::camera(const PixelRect& rect) const {
    ProfileCamera seen = camera_;
    seen.width = rect.width;
    seen.height = rect.height;
    return seen;
}

PixelPoint ProfilePicture::pixel(double angle, double height_m, const PixelRect& rect) const {
    return camera(rect).pixel(angle, height_m);
}

void ProfilePicture::handle(const PixelRect& rect, const WorldInput& input) {
    if (camera_.scale <= 0) return;
    camera_.x -= input.drag_x / camera_.scale;
    camera_.y += input.drag_y / camera_.scale;
    if (!input.hovered || input.wheel == 0) return;
    // Flights to the Moon and beyond are fitted at a smaller scale than that.
    const double least = std::min(camera_.scale, std::min(rect.width, rect.height) / 16.0);
    const double scale = std::clamp(camera_.scale * std::pow(1.25, input.wheel), least, 6.4e6);
    const double dx = input.mouse_x - rect.width / 2.0, dy = input.mouse_y - rect.height / 2.0;
    camera_.x += dx / camera_.scale - dx / scale;
    camera_.y -= dy / camera_.scale - dy / scale;
    camera_.scale = scale;
}

void ProfilePicture::fit(const Session& session, const std::vector<KeptFlight>& drawn,
                         const PixelRect& rect) {
    camera_ = camera(rect);
    camera_.fit(0.72, 0.68, [&](auto&& visit) {
        for (std::size_t i = 0; i < drawn.size(); ++i)
            if (session.flights[i].visible)
                for (std::size_t k = 0; k < drawn[i].path.size(); ++k)
                    visit(drawn[i].downrange[k], drawn[i].path[k].height_m);
        for (const Arc& arc : arcs_)
            for (std::size_t k = 0; k < arc.downrange.size(); ++k)
                visit(arc.downrange[k], arc.shown.path[k].height_m);
    });
}

PixelRun ProfilePicture::level(double height_m, double from, double to, const PixelRect& rect) const {
    return camera(rect).level(height_m, from, to);
}

PixelRun ProfilePicture::reported_level(double height_m, double range, const PixelRect& rect,
                                        float scale) const {
    const double half = std::max(range * 0.35, 60 * scale / camera_.scale);
    return level(height_m, range / 2 - half, range / 2 + half, rect);
}

PixelRun ProfilePicture::reported_post(double range_m, const PixelRect& rect, float scale) const {
    const double angle = range_m / drawn_radius_m, top_m = 50 * scale / camera_.scale * drawn_radius_m;
    return {pixel(angle, 0, rect), pixel(angle, top_m, rect)};
}

double ProfilePicture::step_m(double points, const Session& session, float scale) const {
    const double unit_m = metres_per(session.unit);
    return round_step(points * scale / camera_.scale * drawn_radius_m / unit_m) * unit_m;
}

std::vector<double> ProfilePicture::heights_m(const Session& session, const ProfileCamera::Frame& f,
                                              float scale) const {
    const double step = step_m(70, session, scale);
    return multiples(step, std::max(step, (f.least_radius - 1) * drawn_radius_m),
                     (f.most_radius - 1) * drawn_radius_m);
}

void ProfilePicture::draw(const Session& session, const std::vector<KeptFlight>& drawn, const PixelRect& rect,
                          float scale, GlLines& lines) const {
    if (camera_.scale <= 0) return;
    const WorldTheme& colors = world_theme(session.dark);
    const ProfileCamera::Frame f = camera(rect).frame();
    const PixelRun ground = level(0, f.from, f.to, rect);
    const PixelRun deep =
        level(-drawn_radius_m * std::clamp(1 - f.least_radius + 0.02, 0.02, 1.0), f.from, f.to, rect);
    for (std::size_t i = 1; i < ground.size(); ++i) {
        lines.triangle(ground[i - 1], ground[i], deep[i], colors.land);
        lines.triangle(ground[i - 1], deep[i], deep[i - 1], colors.land);
    }
    for (const double h : heights_m(session, f, scale))
        lines.add(level(h, f.from, f.to, rect), {colors.graticule, 1.0F * scale});
    lines.add(level(100e3, f.from, f.to, rect),
              {colors.sea_text.with_alpha(0.8F), 1.0F * scale, 2 * scale, 4 * scale});
    lines.add(ground, {colors.coast, 1.5F * scale});
    for (const std::size_t i : drawing_order(session))
        if (session.flights[i].visible && !drawn[i].path.empty())
            draw_flight(session, i, drawn[i], rect, scale, lines);
    draw_overlay(session, rect, scale, lines);
}

void ProfilePicture::draw_flight(const Session& session, std::size_t index, const KeptFlight& d,
                                 const PixelRect& rect, float scale, GlLines& lines) const {
    const LoadedFlight& flight = session.flights[index];
    const WorldTheme& colors = world_theme(session.dark);
    FlightStyle style = flight_style(flight.style);
    style.color = style.color.with_alpha(session.strength(index));
    const LineLook ghost{style.color.faded(0.7F), 1.3F * scale, 5 * scale, 4 * scale};
    if (session.show_reported) {
        const double range = d.downrange.back();
        if (const ReportedFigure* apogee = reported(flight.scenario, "apogee_km")) {
            lines.add(reported_level(apogee->value * 1000, range, rect, scale), ghost);
        }
        if (const ReportedFigure* far = reported(flight.scenario, "range_km")) {
            const PixelRun post = reported_post(far->value * 1000, rect, scale);
            lines.add(post[0].x, post[0].y, post[1].x, post[1].y, ghost);
        }
    }
    if (session.show_debris)
        for (const Path& path : d.debris) {
            PixelRun run;
            for (const PathPoint& p : path) {
                const Vec3<double>& start = d.path.front().direction;
                run.push_back(pixel(std::atan2(start.cross(p.direction).norm(), start.dot(p.direction)),
                                    p.height_m, rect));
                const std::size_t n = run.size();
                if (n > 1 && std::hypot(run[n - 1].x - run[n - 2].x, run[n - 1].y - run[n - 2].y) >
                                 0.5 * camera_.scale)
                    break;
            }
            lines.add(run, {style.color.faded(0.55F), 1.0F * scale, 3 * scale, 3 * scale});
        }
    PixelRun run;
    for (std::size_t k = 0; k < d.path.size(); ++k) {
        const PixelPoint p = pixel(d.downrange[k], d.path[k].height_m, rect);
        if (run.empty() || k + 1 == d.path.size() || std::hypot(p.x - run.back().x, p.y - run.back().y) > 1.5)
            run.push_back(p);
    }
    lines.add(run, {colors.casing.with_alpha(0.75F), 5.6F * scale});
    lines.add(run, {style.color, 2.6F * scale, style.dash * scale, style.gap * scale});
    for (const DrawnFlight::Mark& mark : d.marks) {
        const PixelPoint p = pixel(downrange_at(d, mark.point.time_s), mark.point.height_m, rect);
        lines.mark(p.x, p.y, scale, mark.name == event_names::impact, style.color, colors.casing);
    }
}

void ProfilePicture::draw_moving(const Session& session, const std::vector<KeptFlight>& drawn,
                                 const PixelRect& rect, float scale, GlLines& lines) const {
    if (camera_.scale <= 0) return;
    const WorldTheme& colors = world_theme(session.dark);
    for (const std::size_t i : drawing_order(session)) {
        const KeptFlight& d = drawn[i];
        if (!session.flights[i].visible || d.path.empty()) continue;
        const double end = session.flights[i].shown().end_s, now = std::clamp(session.time_s, 0.0, end);
        constexpr int parts = 24;
        PixelPoint before{};
        for (int k = 0; k <= parts; ++k) {
            const double t = std::max(0.0, now - end / 12 * (parts - k) / parts);
            const PathPoint at = sample(session.flights[i].shown(), t);
            const PixelPoint p = pixel(downrange_at(d, t), at.height_m, rect);
            const float share = static_cast<float>(k) / parts;
            if (k > 0)
                lines.add(before.x, before.y, p.x, p.y,
                          {colors.text.with_alpha(0.8F * share), (1 + 2.2F * share) * scale});
            before = p;
        }
        const PixelPoint foot = pixel(downrange_at(d, now), 0, rect);
        lines.add(foot.x, foot.y, before.x, before.y, {colors.text.with_alpha(0.45F), 1.0F * scale});
        lines.dot(before.x, before.y, 12 * scale,
                  flight_style(session.flights[i].style).color.with_alpha(0.28F));
        lines.dot(before.x, before.y, 6.2 * scale, colors.casing);
        lines.dot(before.x, before.y, 5 * scale,
                  session.dark ? Color{0xffffff} : flight_style(session.flights[i].style).color);
    }
}

void ProfilePicture::add_flights(const Session& session, const std::vector<KeptFlight>& drawn,
                                 const PixelRect& rect, DrawnPlaces& places) const {
    if (camera_.scale <= 0) return;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const KeptFlight& d = drawn[i];
        if (!session.flights[i].visible || d.path.empty()) continue;
        PixelPoint from = pixel(d.downrange[0], d.path[0].height_m, rect);
        for (std::size_t k = 1; k < d.path.size(); ++k) {
            const PixelPoint to = pixel(d.downrange[k], d.path[k].height_m, rect);
            places.add_line(i, from, to, d.path[k - 1].time_s, d.path[k].time_s);
            from = to;
        }
        for (const DrawnFlight::Mark& mark : d.marks)
            places.add_mark({i, mark.point.time_s, mark.name,
                             pixel(downrange_at(d, mark.point.time_s), mark.point.height_m, rect)});
    }
}

std::optional<ProfilePlace> ProfilePicture::place(const PixelRect& rect, double x, double y) const {
    if (camera_.scale <= 0) return {};
    const ProfilePlace found = camera(rect).place(x, y);
    if (found.height_m < 0) return {};  // inside the Earth
    return found;
}

void ProfilePicture::add_reported_labels(const Session& session, std::size_t index, const KeptFlight& d,
                                         const PixelRect& rect, float scale, std::vector<Obstacle>& obstacles,
                                         std::vector<Label>& wanted) const {
    if (!session.show_reported || d.downrange.empty()) return;
    const Scenario& scenario = session.flights[index].scenario;
    const auto add = [&](const ReportedFigure& figure, const PixelRun& dashes, const PixelPoint& at) {
        keep_off(dashes, scale, obstacles);
        wanted.push_back({"reported " + length_text(figure.value * 1000, session.unit), LabelKind::note, at.x,
                          at.y, 6.0 * scale, false});
    };
    if (const ReportedFigure* const apogee = reported(scenario, "apogee_km")) {
        const PixelRun dashes = reported_level(apogee->value * 1000, d.downrange.back(), rect, scale);
        // At the end that is farther from the read-out.
        add(*apogee, dashes, dashes.front().x > dashes.back().x ? dashes.front() : dashes.back());
    }
    if (const ReportedFigure* const range = reported(scenario, "range_km")) {
        const PixelRun post = reported_post(range->value * 1000, rect, scale);
        add(*range, post, post.back());
    }
}

void ProfilePicture::draw_labels(const Session& session, const std::vector<KeptFlight>& drawn,
                                 std::vector<Obstacle> obstacles, const PixelRect& rect, LabelPen& pen,
                                 float scale) const {
    if (camera_.scale <= 0) return;
    std::vector<Label> wanted;
    const ProfileCamera::Frame f = camera(rect).frame();
    keep_off(level(0, f.from, f.to, rect), scale, obstacles);
    add_overlay_labels(rect, scale, obstacles, wanted);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (!session.flights[i].visible || (static_cast<int>(i) != session.active && drawn.size() > 3))
            continue;
        PixelRun arc;
        for (std::size_t k = 0; k < drawn[i].path.size(); ++k)
            arc.push_back(pixel(drawn[i].downrange[k], drawn[i].path[k].height_m, rect));
        keep_off(arc, scale, obstacles);
        for (const DrawnFlight::Mark& mark : drawn[i].marks) {
            const PixelPoint p = pixel(downrange_at(drawn[i], mark.point.time_s), mark.point.height_m, rect);
            obstacles.push_back({p.x - 5 * scale, p.y - 5 * scale, p.x + 5 * scale, p.y + 5 * scale});
            if (p.x > 0 && p.y > 0 && p.x < rect.width && p.y < rect.height)
                wanted.push_back(
                    {event_text(mark, session.unit), LabelKind::event, p.x, p.y, 10.0 * scale, false});
        }
        add_reported_labels(session, i, drawn[i], rect, scale, obstacles, wanted);
    }
    const auto scale_label = [&](const std::string& text, PixelPoint p) {
        if (p.x > 0 && p.y > 0 && p.x < rect.width && p.y < rect.height)
            wanted.push_back({text, LabelKind::number, p.x, p.y, 5.0 * scale, false});
    };
    for (const double h : heights_m(session, f, scale)) {
        // Where it is farthest to the left in the picture.
        const PixelPoint* at = nullptr;
        const PixelRun run = level(h, f.from, f.to, rect);
        for (const PixelPoint& p : run)
            if (p.x > 8 * scale && p.y > 8 * scale && p.x < rect.width / 2.0 &&
                p.y < rect.height - 40.0 * scale && (!at || p.x < at->x))
                at = &p;
        if (at) scale_label(length_text(h, session.unit), *at);
    }
    for (const double range : multiples(step_m(90, session, scale), std::max(0.0, f.from) * drawn_radius_m,
                                        std::min(f.to, 2 * pi) * drawn_radius_m)) {
        const double angle = range / drawn_radius_m, tick = drawn_radius_m / camera_.scale * scale;
        const PixelPoint top = pixel(angle, 0, rect), end = pixel(angle, -6 * tick, rect),
                         text = pixel(angle, -16 * tick, rect);
        pen.tick(top.x, top.y, end.x, end.y);
        if (range > 0 && text.x > 0 && text.x < rect.width && text.y > 0 && text.y < rect.height)
            wanted.push_back(
                {length_text(range, session.unit), LabelKind::number, end.x, end.y, 5.0 * scale, false});
    }
    const PixelPoint air = pixel(f.to - 0.12 * (f.to - f.from), 100e3, rect);
    wanted.push_back({"100 km", LabelKind::sea, air.x, air.y - 8 * scale, 0, false});
    // Where maps have their scale.
    pen.text("height over distance, at one scale", LabelKind::note, 16 * scale, rect.height - 26.0 * scale);
    for (const PlacedLabel& l :
         place_labels(wanted, obstacles, rect.width, rect.height,
                      [&](const Label& label) { return pen.measure(label.text, label.kind); }))
        pen.text(l.label.text, l.label.kind, l.left, l.top);
}

}  // namespace apogee
