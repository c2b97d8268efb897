#pragma once

#include <optional>
#include <vector>

#include "scene/overlay.h"
#include "scene/raised_arc.h"
#include "session/session.h"
#include "world/kept_flight.h"

namespace apogee {

/// The tracks from which flat maps raise arcs, kept while projection and flights stay.
class RaisedTracks {
  public:
    /// @param overlay_changes  counts what was shown in the overlay
    void update(const Projection& projection, const Session& session, const std::vector<KeptFlight>& flights,
                const Overlay& overlay, long overlay_changes);

    /// Of the flight or the overlay's arc with this index; empty where it has no arc on this map.
    [[nodiscard]] const RaisedTrack& of_flight(std::size_t index) const { return flights_[index].track; }
    [[nodiscard]] const RaisedTrack& of_arc(std::size_t index) const { return arcs_[index]; }
    /// All that is shown shares it.
    [[nodiscard]] double lift() const { return lift_; }

  private:
    struct Kept {
        RaisedTrack track;
        long revision = -1;
    };
    struct Key {
        ProjectionKind kind{};
        double latitude = 0, longitude = 0;
        bool shown = false;
        bool operator==(const Key&) const = default;
    };
    Key key_;
    std::vector<Kept> flights_;
    std::vector<RaisedTrack> arcs_;
    long overlay_changes_ = -1;
    double lift_ = 1;
};

/// Where a flight stands above the ground in a picture: on the globe in the sky, on a flat map on its raised
/// arc; nowhere where it has none.
class SkyProjector {
  public:
    SkyProjector(const Camera& camera, const RaisedTrack& track, double lift)
        : camera_(camera), track_(track), lift_(lift) {}

    [[nodiscard]] std::vector<PixelRun> project(const Path& part) const;
    [[nodiscard]] Camera::Pixel pixel(const PathPoint& point) const;

  private:
    [[nodiscard]] bool globe() const { return camera_.projection.kind() == ProjectionKind::globe; }
    const Camera& camera_;
    const RaisedTrack& track_;
    double lift_;
};

}  // namespace apogee
