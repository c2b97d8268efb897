#pragma once

#include <vector>

#include "gl/gl_lines.h"
#include "scene/labels.h"
#include "scene/overlay.h"
#include "world/kept_flight.h"
#include "world/raised_tracks.h"

namespace apogee {

/// A picture of the map or the globe that is being drawn.
struct WorldFrame {
    const Session& session;
    const std::vector<KeptFlight>& flights;  ///< one for each of the session's
    const Overlay& overlay;
    const Camera& camera;
    const WorldTheme& colors;
    const RaisedTracks& raised;  ///< on flat maps
    float scale = 1;             ///< pixels per point

    /// Where a flight, or an arc of the overlay, stands above the ground.
    [[nodiscard]] SkyProjector sky_of_flight(std::size_t index) const {
        return {camera, raised.of_flight(index), raised.lift()};
    }
    [[nodiscard]] SkyProjector sky_of_arc(std::size_t index) const {
        return {camera, raised.of_arc(index), raised.lift()};
    }
    /// Whether heights are seen as they are; flat maps have the ground track first.
    [[nodiscard]] bool globe() const { return camera.projection.kind() == ProjectionKind::globe; }

    [[nodiscard]] int width() const { return static_cast<int>(camera.width); }
    [[nodiscard]] int height() const { return static_cast<int>(camera.height); }
};

/// Names that would like to stand in a picture, the most important first, and what they keep off.
struct Names {
    std::vector<Label> wanted;
    std::vector<Obstacle> taken;
};

/// One kind of thing on the Earth: draws itself into the bound framebuffer and names itself.
class WorldLayer {
  public:
    WorldLayer() = default;
    virtual ~WorldLayer() = default;
    WorldLayer(const WorldLayer&) = delete;
    WorldLayer& operator=(const WorldLayer&) = delete;

    /// What rests while the camera and the flights do. Lines may stay in `lines`, unflushed.
    virtual void draw(const WorldFrame& frame, GlLines& lines) = 0;
    /// What moves with the session's time.
    virtual void draw_moving(const WorldFrame&, GlLines&) {}
    virtual void add_names(const WorldFrame& frame, Names& names) const = 0;
};

}  // namespace apogee
