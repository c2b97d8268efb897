#include "world/raised_tracks.h"

#include <algorithm>

namespace apogee {

void RaisedTracks::update(const Projection& projection, const Session& session,
                          const std::vector<KeptFlight>& flights, const Overlay& overlay,
                          long overlay_changes) {
    const bool shown = session.show_arcs && projection.kind() != ProjectionKind::globe;
    const Key key{projection.kind(), projection.centre().latitude_deg, projection.centre().longitude_deg,
                  shown};
    if (key != key_) {
        flights_.clear();
        overlay_changes_ = -1;
        key_ = key;
    }
    flights_.resize(flights.size());
    double longest = 0, most_height_m = 0;
    const auto include = [&](const RaisedTrack& track, double height_m) {
        if (track.empty()) return;
        longest = std::max(longest, track.length());
        most_height_m = std::max(most_height_m, height_m);
    };
    for (std::size_t i = 0; i < flights.size(); ++i) {
        if (flights_[i].revision != flights[i].revision) {
            const bool raised = shown && why_no_arc(projection.kind(), flights[i].path,
                                                    flights[i].most_downrange) == NoArc::none;
            flights_[i] = {raised ? RaisedTrack(projection, flights[i].path) : RaisedTrack(),
                           flights[i].revision};
        }
        if (session.flights[i].visible) include(flights_[i].track, flights[i].most_height_m);
    }
    if (overlay_changes_ != overlay_changes) {
        arcs_.clear();
        for (const SkyArc& arc : overlay.arcs) {
            const std::vector<double> angles = downrange_along(arc.path);
            const double farthest = *std::max_element(angles.begin(), angles.end());
            const bool raised = shown && why_no_arc(projection.kind(), arc.path, farthest) == NoArc::none;
            arcs_.push_back(raised ? RaisedTrack(projection, arc.path) : RaisedTrack());
        }
        overlay_changes_ = overlay_changes;
    }
    for (std::size_t i = 0; i < arcs_.size(); ++i) include(arcs_[i], highest(overlay.arcs[i].path).height_m);
    lift_ = raised_lift(longest, most_height_m);
}

std::vector<PixelRun> SkyProjector::project(const Path& part) const {
    if (globe()) return PathProjector(camera_).project(part, false);
    return track_.empty() ? std::vector<PixelRun>() : track_.arc(camera_, part, lift_);
}

Camera::Pixel SkyProjector::pixel(const PathPoint& point) const {
    if (globe()) return PathProjector(camera_).pixel(point, false);
    if (track_.empty()) return {0, 0, false};
    const PixelPoint top = track_.at(camera_, point.time_s, point.height_m, lift_).top;
    return {top.x, top.y};
}

}  // namespace apogee
