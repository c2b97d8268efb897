#include "world/world_names.h"

#include <algorithm>

#include "scene/axis.h"
#include "scene/number_text.h"

namespace apogee {

namespace {

void draw_scale_bar(const WorldFrame& frame, LabelPen& pen) {
    const float scale = frame.scale;
    const double unit_m = metres_per(frame.session.unit);
    const double radians_per_pixel = 1 / frame.camera.scale;
    const double length = scale_bar_length(130 * scale * radians_per_pixel * drawn_radius_m / unit_m);
    if (length == 0) return;
    const double pixels = length * unit_m / drawn_radius_m * frame.camera.scale, x = 16 * scale,
                 y = frame.camera.height - 18 * scale;
    pen.line(x, y, x + pixels, y);
    pen.line(x, y - 4 * scale, x, y + 4 * scale);
    pen.line(x + pixels, y - 4 * scale, x + pixels, y + 4 * scale);
    pen.text(length_text(length * unit_m, frame.session.unit), LabelKind::number, x + pixels + 8 * scale,
             y - 6.5 * scale);
}

}  // namespace

void draw_names(const WorldFrame& frame, const Names& names, LabelPen& pen) {
    const float scale = frame.scale;
    const std::string credit = map_credit;
    const TextSize size = pen.measure(credit, LabelKind::number);
    // Where there is no room beside the scale bar the credit stands above it.
    const bool beside = frame.camera.width > size.width + 260 * scale;
    const double left = std::max(2.0 * scale, frame.camera.width - size.width - 12 * scale),
                 top = frame.camera.height - size.height - (beside ? 8 : 34) * scale;
    std::vector<Obstacle> taken = names.taken;
    taken.push_back({left, top, left + size.width, top + size.height});
    const auto labels = place_labels(names.wanted, taken, frame.camera.width, frame.camera.height,
                                     [&](const Label& l) { return pen.measure(l.text, l.kind); });
    // Backward, so that the important names lie on top.
    for (auto l = labels.rbegin(); l != labels.rend(); ++l) {
        if (l->label.dot) pen.dot(l->label.x, l->label.y, l->label.kind);
        pen.text(l->label.text, l->label.kind, l->left, l->top);
    }
    draw_scale_bar(frame, pen);
    pen.text(credit, LabelKind::number, left, top);
}

}  // namespace apogee
