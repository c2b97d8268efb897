#include <algorithm>
#include <cmath>

#include "world/world_view_impl.h"

namespace apogee {

void WorldView::Impl::show(Overlay shown) {
    overlay = std::move(shown);
    std::erase_if(overlay.arcs, [](const SkyArc& arc) { return arc.path.empty(); });
    profile.show(overlay);
    ++changes;
}

void WorldView::Impl::draw_shapes(const Camera& camera, float scale) {
    const int width = static_cast<int>(camera.width), height = static_cast<int>(camera.height);
    const PathProjector projector(camera, 0);
    for (const GroundShape& shape : overlay.shapes) {
        if (shape.kind == GroundShape::Kind::cloud) {
            for (const PathPoint& point : shape.points) {
                const auto p = projector.pixel(point, true);
                if (p.visible) lines.dot(p.x, p.y, 1.5 * scale, shape.color);
            }
            continue;
        }
        if (shape.fill > 0 && shape.points.size() > 2)
            land.tint(shape.outer.empty() ? ring_coverage(camera, shape.points, width, height)
                                          : band_coverage(camera, shape.points, shape.outer, width, height),
                      width, height, shape.color.with_alpha(shape.fill));
        if (shape.width > 0)
            lines.add(projector.project(shape.points, true),
                      {shape.color, shape.width * scale, shape.dash * scale, shape.gap * scale});
    }
    lines.flush(width, height);
}

void WorldView::Impl::draw_arcs(const Session& session, const Camera& camera, float scale) {
    const WorldTheme& colors = world_theme(session.dark);
    const PathProjector projector(camera, lift(session));
    for (const SkyArc& arc : overlay.arcs) {
        lines.add(projector.project(arc.path, true), {arc.color.with_alpha(0.6F), 1.0F * scale});
        const auto line = projector.project(arc.path, false);
        lines.add(line, {colors.casing.with_alpha(0.75F), 5.0F * scale});
        lines.add(line, {arc.color, 2.0F * scale, arc.dash * scale, arc.gap * scale});
        const auto end = projector.pixel(arc.path.back(), true);
        if (end.visible) lines.mark(end.x, end.y, scale, true, arc.color, colors.casing);
    }
}

}  // namespace apogee
