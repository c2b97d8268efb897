#include "world/range_ring_layer.h"

#include "scene/axis.h"
#include "scene/number_text.h"

namespace apogee {

namespace {

/// Where the rings are centred; nothing where there are none.
std::optional<LatLon> centre(const WorldFrame& frame) {
    if (frame.session.view != ViewKind::azimuthal || !frame.session.current()) return {};
    const KeptFlight& flight = frame.flights[static_cast<std::size_t>(frame.session.active)];
    if (flight.path.empty()) return {};
    return start_of(flight);
}

std::vector<double> distances_km(const WorldFrame& frame) {
    const double unit_km = metres_per(frame.session.unit) / 1000;
    const double step = round_step(150 * frame.scale / frame.camera.scale * drawn_radius_m / 1000 / unit_km);
    std::vector<double> result;
    for (int i = 1; i <= 12 && step * i * unit_km < 19500; ++i) result.push_back(step * i * unit_km);
    return result;
}

}  // namespace

void RangeRingLayer::draw(const WorldFrame& frame, GlLines& lines) {
    const std::optional<LatLon> from = centre(frame);
    if (!from) return;
    const PathProjector projector(frame.camera);
    for (const double km : distances_km(frame))
        lines.add(
            projector.project(rings_.at(*from, km * 1000), true),
            {frame.colors.quiet.with_alpha(0.55F), 1.0F * frame.scale, 2 * frame.scale, 5 * frame.scale});
}

void RangeRingLayer::add_names(const WorldFrame& frame, Names& names) const {
    const std::optional<LatLon> from = centre(frame);
    if (!from) return;
    const PathProjector projector(frame.camera);
    constexpr double south_east_deg = 135;
    for (const double km : distances_km(frame)) {
        const auto p =
            projector.pixel({0, direction(destination(*from, south_east_deg, km * 1000)), 0}, true);
        names.wanted.push_back(
            {length_text(km * 1000, frame.session.unit), LabelKind::number, p.x, p.y, 0, false});
    }
}

}  // namespace apogee
