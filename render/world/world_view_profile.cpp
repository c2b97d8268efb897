#include "world/world_view_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scene/axis.h"
#include "scene/number_text.h"
#include "world/world_view_impl.h"
#include "world/world_view_text.h"

namespace apogee {

namespace {

constexpr int pieces = 96;  ///< of an arc across the picture: straight to a tenth of a pixel

}  // namespace

PixelPoint ProfilePicture::pixel(double angle, double height_m, const PixelRect& rect) const {
    const double r = 1 + height_m / drawn_radius_m, a = angle - turn_;
    return {rect.width / 2.0 + (r * std::sin(a) - x_) * scale_,
            rect.height / 2.0 - (r * std::cos(a) - y_) * scale_};
}

void ProfilePicture::handle(const PixelRect& rect, const WorldInput& input) {
    if (scale_ <= 0) return;
    x_ -= input.drag_x / scale_;
    y_ += input.drag_y / scale_;
    if (!input.hovered || input.wheel == 0) return;
    // Flights to the Moon and beyond are fitted at a smaller scale than that.
    const double least = std::min(scale_, std::min(rect.width, rect.height) / 16.0);
    const double scale = std::clamp(scale_ * std::pow(1.25, input.wheel), least, 6.4e6);
    const double dx = input.mouse_x - rect.width / 2.0, dy = input.mouse_y - rect.height / 2.0;
    x_ += dx / scale_ - dx / scale;
    y_ -= dy / scale_ - dy / scale;
    scale_ = scale;
}

void ProfilePicture::fit(const Session& session, const std::vector<KeptFlight>& drawn,
                         const PixelRect& rect) {
    double range = 0;
    const auto each = [&](auto&& visit) {
        for (std::size_t i = 0; i < drawn.size(); ++i)
            if (session.flights[i].visible)
                for (std::size_t k = 0; k < drawn[i].path.size(); ++k)
                    visit(drawn[i].downrange[k], drawn[i].path[k].height_m);
        for (const Arc& arc : arcs_)
            for (std::size_t k = 0; k < arc.downrange.size(); ++k)
                visit(arc.downrange[k], arc.shown.path[k].height_m);
    };
    each([&](double angle, double) { range = std::max(range, angle); });
    turn_ = std::min(range, 2 * pi) / 2;
    double west = 1e9, east = -1e9, low = 1e9, high = -1e9;
    const auto include = [&](double angle, double height) {
        const double r = 1 + height / drawn_radius_m;
        west = std::min(west, r * std::sin(angle - turn_));
        east = std::max(east, r * std::sin(angle - turn_));
        low = std::min(low, r * std::cos(angle - turn_));
        high = std::max(high, r * std::cos(angle - turn_));
    };
    include(0, 0);
    include(range, 0);
    each([&](double angle, double height) { include(angle, height); });
    x_ = (west + east) / 2;
    y_ = (low + high) / 2;
    scale_ = 1 / std::max({(east - west) / (rect.width * 0.72), (high - low) / (rect.height * 0.68),
                           0.002 / rect.width});
    y_ -= 0.04 * rect.height / scale_;
}

ProfilePicture::Frame ProfilePicture::frame(const PixelRect& rect) const {
    // Angles and radii seen: those on the picture's edge, unless the Earth's centre is in it.
    const double w = rect.width / 2.0 / scale_, h = rect.height / 2.0 / scale_;
    const bool centre_seen = std::abs(x_) < w && std::abs(y_) < h;
    const double middle = std::atan2(x_, y_), radius = std::hypot(x_, y_);
    Frame f{turn_ + middle, turn_ + middle, centre_seen ? 0 : radius, radius};
    if (centre_seen) f.from = turn_ - pi, f.to = turn_ + pi;
    for (int i = 0; i <= 16; ++i)
        for (const auto& [u, v] :
             {std::pair{i / 8.0 - 1, -1.0}, {i / 8.0 - 1, 1.0}, {-1.0, i / 8.0 - 1}, {1.0, i / 8.0 - 1}}) {
            const double x = x_ + u * w, y = y_ + v * h, r = std::hypot(x, y);
            f.least_radius = std::min(f.least_radius, r);
            f.most_radius = std::max(f.most_radius, r);
            if (centre_seen) continue;
            // The picture's edge is seen from the Earth's centre within half a turn.
            const double off = std::remainder(std::atan2(x, y) - middle, 2 * pi);
            f.from = std::min(f.from, turn_ + middle + off);
            f.to = std::max(f.to, turn_ + middle + off);
        }
    return f;
}

PixelRun ProfilePicture::level(double height_m, double from, double to, const PixelRect& rect) const {
    PixelRun run;
    for (int i = 0; i <= pieces; ++i) run.push_back(pixel(from + (to - from) * i / pieces, height_m, rect));
    return run;
}

PixelRun ProfilePicture::reported_level(double height_m, double range, const PixelRect& rect,
                                        float scale) const {
    const double half = std::max(range * 0.35, 60 * scale / scale_);
    return level(height_m, range / 2 - half, range / 2 + half, rect);
}

double ProfilePicture::step_m(double points, const Session& session, float scale) const {
    const double unit_m = metres_per(session.unit);
    return round_step(points * scale / scale_ * drawn_radius_m / unit_m) * unit_m;
}

std::vector<double> ProfilePicture::heights_m(const Session& session, const Frame& f, float scale) const {
    const double step = step_m(70, session, scale);
    return multiples(step, std::max(step, (f.least_radius - 1) * drawn_radius_m),
                     (f.most_radius - 1) * drawn_radius_m);
}

void ProfilePicture::draw(const Session& session, const std::vector<KeptFlight>& drawn,
                          const PixelRect& rect, float scale, GlLines& lines) const {
    if (scale_ <= 0) return;
    const WorldTheme& colors = world_theme(session.dark);
    const Frame f = frame(rect);
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
    for (std::size_t i = 0; i < drawn.size(); ++i)
        if (session.flights[i].visible && !drawn[i].path.empty())
            draw_flight(session, i, drawn[i], rect, scale, lines);
    draw_overlay(session, rect, scale, lines);
}

void ProfilePicture::draw_flight(const Session& session, std::size_t index, const KeptFlight& d,
                                 const PixelRect& rect, float scale, GlLines& lines) const {
    const LoadedFlight& flight = session.flights[index];
    const WorldTheme& colors = world_theme(session.dark);
    const FlightStyle style = flight_style(flight.style);
    const LineLook ghost{style.color.with_alpha(0.7F), 1.3F * scale, 5 * scale, 4 * scale};
    if (session.show_reported) {
        const double range = d.downrange.back();
        if (const ReportedFigure* apogee = reported(flight.scenario, "apogee_km")) {
            lines.add(reported_level(apogee->value * 1000, range, rect, scale), ghost);
        }
        if (const ReportedFigure* far = reported(flight.scenario, "range_km")) {
            const double angle = far->value * 1000 / drawn_radius_m;
            const PixelPoint a = pixel(angle, 0, rect),
                             b = pixel(angle, 50 * scale / scale_ * drawn_radius_m, rect);
            lines.add(a.x, a.y, b.x, b.y, ghost);
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
                if (n > 1 &&
                    std::hypot(run[n - 1].x - run[n - 2].x, run[n - 1].y - run[n - 2].y) > 0.5 * scale_)
                    break;
            }
            lines.add(run, {style.color.with_alpha(0.55F), 1.0F * scale, 3 * scale, 3 * scale});
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
    if (scale_ <= 0) return;
    const WorldTheme& colors = world_theme(session.dark);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const KeptFlight& d = drawn[i];
        if (!session.flights[i].visible || d.path.empty()) continue;
        const double end = session.flights[i].trajectory.end_s, now = std::clamp(session.time_s, 0.0, end);
        constexpr int parts = 24;
        PixelPoint before{};
        for (int k = 0; k <= parts; ++k) {
            const double t = std::max(0.0, now - end / 12 * (parts - k) / parts);
            const PathPoint at = sample(session.flights[i].trajectory, t);
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

void ProfilePicture::draw_labels(const Session& session, const std::vector<KeptFlight>& drawn,
                                 std::vector<Obstacle> obstacles, const PixelRect& rect, LabelPen& pen,
                                 float scale) const {
    if (scale_ <= 0) return;
    std::vector<Label> wanted;
    const Frame f = frame(rect);
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
        const ReportedFigure* apogee = reported(session.flights[i].scenario, "apogee_km");
        if (session.show_reported && apogee && !drawn[i].downrange.empty()) {
            const PixelPoint p = pixel(drawn[i].downrange.back() / 2, apogee->value * 1000, rect);
            keep_off(reported_level(apogee->value * 1000, drawn[i].downrange.back(), rect, scale), scale,
                     obstacles);
            // Above the dashes.
            wanted.push_back({"reported " + length_text(apogee->value * 1000, session.unit), LabelKind::note,
                              p.x, p.y - 16 * scale, 0, false});
        }
    }
    const auto scale_label = [&](const std::string& text, PixelPoint p) {
        if (p.x > 0 && p.y > 0 && p.x < rect.width && p.y < rect.height)
            wanted.push_back({text, LabelKind::number, p.x, p.y, 5.0 * scale, false});
    };
    for (const double h : heights_m(session, f, scale)) {
        // Where the level leaves the picture on the left.
        for (const PixelPoint& p : level(h, f.from, f.to, rect))
            if (p.x > 8 * scale && p.y > 8 * scale) {
                if (p.x < rect.width / 2.0) scale_label(length_text(h, session.unit), p);
                break;
            }
    }
    for (const double range : multiples(step_m(90, session, scale), std::max(0.0, f.from) * drawn_radius_m,
                                        std::min(f.to, 2 * pi) * drawn_radius_m)) {
        const double angle = range / drawn_radius_m, tick = drawn_radius_m / scale_ * scale;
        const PixelPoint top = pixel(angle, 0, rect), end = pixel(angle, -6 * tick, rect),
                         text = pixel(angle, -16 * tick, rect);
        pen.tick(top.x, top.y, end.x, end.y);
        if (range > 0 && text.x > 0 && text.x < rect.width && text.y > 0 && text.y < rect.height)
            wanted.push_back({length_text(range, session.unit), LabelKind::number, text.x, text.y, 0, false});
    }
    const PixelPoint air = pixel(f.to - 0.12 * (f.to - f.from), 100e3, rect);
    wanted.push_back({"100 km", LabelKind::sea, air.x, air.y - 8 * scale, 0, false});
    for (const PlacedLabel& l :
         place_labels(wanted, obstacles, rect.width, rect.height,
                      [&](const Label& label) { return pen.measure(label.text, label.kind); }))
        pen.text(l.label.text, l.label.kind, l.left, l.top);
}

std::string ProfilePicture::key() const {
    return fmt::format("{} {} {} {}", turn_, x_, y_, scale_);
}

}  // namespace apogee
