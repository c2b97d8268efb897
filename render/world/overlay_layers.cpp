#include "world/overlay_layers.h"

#include <algorithm>
#include <cmath>

namespace apogee {

namespace {

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

}  // namespace

void ShapeLayer::draw(const WorldFrame& frame, GlLines& lines) {
    const int width = frame.width(), height = frame.height();
    const PathProjector projector(frame.camera);
    for (const GroundShape& shape : frame.overlay.shapes) {
        if (shape.kind == GroundShape::Kind::cloud) {
            for (const PathPoint& point : shape.points) {
                const auto p = projector.pixel(point, true);
                if (p.visible) lines.dot(p.x, p.y, shape.width * frame.scale, shape.color);
            }
            continue;
        }
        if (shape.fill > 0 && shape.points.size() > 2)
            tint_.draw(shape.outer.empty()
                           ? ring_coverage(frame.camera, shape.points, width, height)
                           : band_coverage(frame.camera, shape.points, shape.outer, width, height),
                       width, height, shape.color.with_alpha(shape.fill));
        if (shape.width > 0)
            lines.add(
                projector.project(shape.points, true),
                {shape.color, shape.width * frame.scale, shape.dash * frame.scale, shape.gap * frame.scale});
    }
    lines.flush(width, height);
}

void ShapeLayer::add_names(const WorldFrame& frame, Names& names) const {
    const PathProjector projector(frame.camera);
    for (const GroundShape& shape : frame.overlay.shapes)
        add_shape_label(shape, projector, frame.camera, frame.scale, names.wanted);
}

void ArcLayer::draw(const WorldFrame& frame, GlLines& lines) {
    const WorldTheme& colors = frame.colors;
    const float scale = frame.scale;
    const PathProjector projector(frame.camera);
    const float track = frame.globe() ? 1.0F : 2.0F, sky = frame.globe() ? 2.0F : 1.3F;
    for (std::size_t i = 0; i < frame.overlay.arcs.size(); ++i) {
        const SkyArc& arc = frame.overlay.arcs[i];
        const auto line = frame.sky_of_arc(i).project(arc.path);
        // A pale one would vanish in its casing.
        if (arc.color.alpha == 1) lines.add(line, {colors.casing.with_alpha(0.75F), (sky + 3) * scale});
        lines.add(line, {arc.color, sky * scale, arc.dash * scale, arc.gap * scale});
        lines.add(projector.project(arc.path, true),
                  {arc.color.with_alpha(arc.color.alpha * (frame.globe() ? 0.6F : 1.0F)), track * scale,
                   arc.dash * scale, arc.gap * scale});
        const auto end = projector.pixel(arc.path.back(), true);
        if (end.visible) lines.mark(end.x, end.y, scale, true, arc.color, colors.casing);
    }
}

void ArcLayer::add_names(const WorldFrame& frame, Names& names) const {
    const PathProjector ground(frame.camera);
    for (std::size_t i = 0; i < frame.overlay.arcs.size(); ++i) {
        const SkyArc& arc = frame.overlay.arcs[i];
        const SkyProjector sky = frame.sky_of_arc(i);
        for (const auto& runs : {sky.project(arc.path), ground.project(arc.path, true)})
            for (const PixelRun& run : runs) keep_off(run, frame.scale, names.taken);
        auto p = sky.pixel(highest(arc.path));
        if (!p.visible) p = ground.pixel(highest(arc.path), true);
        if (p.visible)
            names.wanted.push_back({arc.name, LabelKind::note, p.x, p.y, 8.0 * frame.scale, false});
    }
}

}  // namespace apogee
