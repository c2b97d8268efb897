#include <cmath>

#include "world/profile_picture.h"

namespace apogee {

void ProfilePicture::show(const Overlay& overlay) {
    arcs_.clear();
    for (const SkyArc& arc : overlay.arcs) arcs_.push_back({arc, downrange_along(arc.path)});
    span_ = overlay.span;
}

void ProfilePicture::draw_overlay(const Session& session, const PixelRect& rect, float scale,
                                  GlLines& lines) const {
    const WorldTheme& colors = world_theme(session.dark);
    if (span_) {
        const double from = span_->from_m / drawn_radius_m, to = span_->to_m / drawn_radius_m;
        constexpr int parts = 12;  // of an end that fades
        for (int i = 0; i < (span_->open ? parts : 1); ++i) {
            const double part = span_->open ? (to - from) / parts : to - from;
            const float fade = span_->open ? 1 - static_cast<float>(i) / parts : 1;
            lines.add(level(0, from + part * i, from + part * (i + 1), rect),
                      {span_->color.with_alpha(0.5F * fade), 9 * scale});
        }
        if (span_->middle_m) {
            const double angle = *span_->middle_m / drawn_radius_m;
            const double half_m = 9 * scale / camera_.scale * drawn_radius_m;
            const PixelPoint a = pixel(angle, half_m, rect), b = pixel(angle, -half_m, rect);
            lines.add(a.x, a.y, b.x, b.y, {span_->color, 2 * scale});
        }
    }
    for (const Arc& arc : arcs_) {
        PixelRun run;
        for (std::size_t k = 0; k < arc.downrange.size(); ++k) {
            const PixelPoint p = pixel(arc.downrange[k], arc.shown.path[k].height_m, rect);
            if (run.empty() || k + 1 == arc.downrange.size() ||
                std::hypot(p.x - run.back().x, p.y - run.back().y) > 1.5)
                run.push_back(p);
        }
        // A pale one would vanish in its casing.
        if (arc.shown.color.alpha == 1) lines.add(run, {colors.casing.with_alpha(0.75F), 5.0F * scale});
        lines.add(run, {arc.shown.color, 2.0F * scale, arc.shown.dash * scale, arc.shown.gap * scale});
        lines.mark(run.back().x, run.back().y, scale, true, arc.shown.color, colors.casing);
    }
}

void ProfilePicture::add_overlay_labels(const PixelRect& rect, float scale, std::vector<Obstacle>& obstacles,
                                        std::vector<Label>& labels) const {
    for (const Arc& arc : arcs_) {
        PixelRun run;
        std::size_t top = 0;
        for (std::size_t k = 0; k < arc.downrange.size(); ++k) {
            run.push_back(pixel(arc.downrange[k], arc.shown.path[k].height_m, rect));
            if (arc.shown.path[k].height_m > arc.shown.path[top].height_m) top = k;
        }
        keep_off(run, scale, obstacles);
        if (run[top].x > 0 && run[top].y > 0 && run[top].x < rect.width && run[top].y < rect.height)
            labels.push_back({arc.shown.name, LabelKind::note, run[top].x, run[top].y, 8.0 * scale, false});
    }
}

}  // namespace apogee
