#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/lat_lon.h"
#include "gl/damage.h"
#include "scene/overlay.h"
#include "scene/profile_camera.h"
#include "scene/raised_arc.h"
#include "session/session.h"
#include "world/pointed.h"
#include "world/world_input.h"

namespace apogee {

/// Draws the four views of the world with OpenGL 3.3 core (restricted to what GLSL ES 3.00 can say), and
/// keeps their cameras. A context must be current for the whole life.
class WorldView {
  public:
    WorldView();
    ~WorldView();
    WorldView(WorldView&&) noexcept;
    WorldView& operator=(WorldView&&) noexcept;

    /// What panels hide of the rectangle, relative to it: names keep out of there, and fitting keeps flights
    /// clear of it as far as they go into the rest.
    void keep_clear(std::vector<PixelRect> panels);
    /// What is there beside the session's flights.
    void show(Overlay overlay);
    /// Names are written anew, where ImGui's fonts were built again.
    void fonts_changed();

    /// Moves the camera of `session.view` by the input.
    void handle(const Session& session, const PixelRect& rect, const WorldInput& input);
    /// Puts all visible flights of the session into view.
    void fit(const Session& session, const PixelRect& rect);
    /// Why the current flight has no arc on the flat map that was drawn last; `none` where it has one, and
    /// where no flat map shows arcs.
    [[nodiscard]] NoArc no_arc(const Session& session) const;
    /// Turns to the current flight where nothing of its ground track is in the picture.
    void face_current(const Session& session, const PixelRect& rect);
    /// Puts a place of the Earth into the middle; the profile has none.
    void look_at(const Session& session, const PixelRect& rect, const LatLon& place);
    /// Turns a globe about the place in the middle, to the right, and tilts it away from the eye.
    void tilt(const Session& session, const PixelRect& rect, double turn_deg, double tilt_deg);
    /// How far the place in the middle of a globe, or the one that is followed, is seen from aside; 0: from
    /// above, and on flat maps.
    [[nodiscard]] double tilt_deg(const Session& session, const PixelRect& rect) const;
    /// Puts a point of a flight into the middle, seen from the side that the middle was seen from; the
    /// profile stays.
    void follow(const Session& session, const PixelRect& rect, const PathPoint& point);
    /// Draws into the bound framebuffer, clipped to the rectangle. `framebuffer_height` turns y round;
    /// `scale` is framebuffer pixels per point (HiDPI). Drawn at once; names are drawn with ImGui's fonts and
    /// OpenGL backend, so both must be there, between ImGui::NewFrame and ImGui::Render.
    void draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale);
    /// The same in two steps, where the framebuffer still holds the last picture: what is to be seen is made,
    /// and what of it differs is damage ...
    void update(const Session& session, const PixelRect& rect, float scale, Damage& damage);
    /// ... and then drawn within some parts of the framebuffer, which do not overlap.
    void paint(int framebuffer_height, const std::vector<PixelRect>& parts);
    /// What of the flights was drawn within `hand` pixels of one of the rectangle.
    [[nodiscard]] std::optional<PointedFlight> flight_at(const Session& session, const PixelRect& rect,
                                                         double x, double y, double hand);
    /// The place of a line on the ground that is drawn near a pixel of the rectangle.
    [[nodiscard]] std::optional<LatLon> line_at(const Session& session, const PixelRect& rect,
                                                const Path& line, double x, double y, double hand) const;
    /// The place below a pixel of the rectangle; nothing off the Earth, or in the profile.
    [[nodiscard]] std::optional<LatLon> pick(const Session& session, const PixelRect& rect, float x,
                                             float y) const;
    /// What is at a pixel of the profile, from the ground upward; nothing in other views.
    [[nodiscard]] std::optional<ProfilePlace> profile_place(const Session& session, const PixelRect& rect,
                                                            double x, double y) const;

    /// Where a place of the Earth is seen, pixels of the rectangle; nothing where it is not, or in the
    /// profile.
    [[nodiscard]] std::optional<PixelPoint> seen_at(const Session& session, const PixelRect& rect,
                                                    const LatLon& place) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace apogee
