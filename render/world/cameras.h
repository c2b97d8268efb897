#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "gl/pixel_rect.h"
#include "scene/flight_path.h"
#include "scene/ground_shape.h"
#include "session/session.h"
#include "world/world_input.h"

namespace apogee {

/// Where the maps and the globe look, one camera a view.
class WorldCameras {
  public:
    /// Of the session's view, for a picture of this size.
    [[nodiscard]] Camera camera(const Session& session, const PixelRect& rect) const;
    [[nodiscard]] bool fitted(ViewKind view) const { return stands_.contains(view); }
    /// Moves by the mouse; what is below it stays there.
    void handle(const Session& session, const PixelRect& rect, const WorldInput& input);
    /// Turns the globe about the place in the middle and tilts it, up to `most_tilt_deg`.
    void tilt(const Session& session, const PixelRect& rect, double turn_deg, double tilt_deg);
    static constexpr double most_tilt_deg = 75;
    [[nodiscard]] double tilt_deg(const Session& session, const PixelRect& rect) const;
    /// Puts a point of the sky into the middle; the globe keeps its tilt there.
    void follow(const Session& session, const PixelRect& rect, const PathPoint& point);
    /// Puts the middle of a path there, at the scale that is.
    void face(const Session& session, const PixelRect& rect, const Path& path);
    /// Puts a place into the middle, near enough to be found.
    void look_at(const Session& session, const PixelRect& rect, const LatLon& place);
    /// Puts points of the sky, with the ground below them, and shapes on the ground into view.
    /// @param arcs     more points that must be seen, pixels of a camera: the arcs of a flat map
    /// @param covered  by panels: points keep clear of them as far as they go into the rest
    void fit(const Session& session, const PixelRect& rect, const Path& points,
             const std::vector<GroundShape>& shapes, const std::function<PixelRun(const Camera&)>& arcs,
             const std::vector<PixelRect>& covered);

  private:
    /// A camera with a place in the middle; a globe then stands upright.
    [[nodiscard]] Camera turned_to(const Session& session, const PixelRect& rect, const LatLon& place);
    struct Stand {
        LatLon centre;
        double x = 0, y = 0, scale = 0;  ///< scale 0: never fitted
        double parallel_deg = 0;
        double roll_deg = 0;
        bool tilted = false;             ///< by the user: zooming keeps it
        std::optional<LatLon> followed;  ///< the place below the point that is followed
    };
    void keep(const Session& session, const Camera& camera);

    std::map<ViewKind, Stand> stands_;
};

}  // namespace apogee
