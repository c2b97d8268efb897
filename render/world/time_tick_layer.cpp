#include "world/time_tick_layer.h"

#include "scene/time_ticks.h"

namespace apogee {
namespace {

constexpr double half_length = 4;  // points

std::vector<TimeTick> ticks_of(const WorldFrame& frame) {
    constexpr double spacing = 48;  // points
    const LoadedFlight* const flight = frame.session.current();
    if (!flight || !flight->visible || frame.session.bare) return {};
    const PathProjector projector(frame.camera);
    return time_ticks(
        frame.flights[static_cast<std::size_t>(frame.session.active)].path,
        [&](const PathPoint& point) { return projector.pixel(point, !frame.globe()); }, frame.camera.scale,
        spacing * frame.scale);
}

}  // namespace

void TimeTickLayer::draw(const WorldFrame& frame, GlLines& lines) {
    const LineLook look{frame.colors.text, 1.25F * frame.scale};
    for (const TimeTick& tick : ticks_of(frame)) {
        const double x = half_length * frame.scale * tick.across.x,
                     y = half_length * frame.scale * tick.across.y;
        lines.add(tick.at.x - x, tick.at.y - y, tick.at.x + x, tick.at.y + y, look);
    }
}

void TimeTickLayer::add_names(const WorldFrame& frame, Names& names) const {
    for (const TimeTick& tick : ticks_of(frame))
        names.wanted.push_back({clock_text(tick.time_s), LabelKind::number, tick.at.x, tick.at.y,
                                (half_length + 3) * frame.scale, false});
}

}  // namespace apogee
