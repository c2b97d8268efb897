#pragma once

#include <memory>
#include <vector>

#include "scene/overlay.h"
#include "session/session.h"

namespace apogee {

/// A rectangle of the window in framebuffer pixels, origin at the upper left.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const PixelRect&) const = default;
};

/// What the mouse did over the world this frame, in framebuffer pixels relative to the rectangle.
struct WorldInput {
    bool hovered = false;
    float mouse_x = 0, mouse_y = 0;
    float drag_x = 0, drag_y = 0;  ///< left button held: pixels moved since the last frame
    float wheel = 0;               ///< notches; positive zooms in, at the cursor
    bool double_click = false;     ///< fits the flights into the view
};

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
    /// Draws into the bound framebuffer, clipped to the rectangle. `framebuffer_height` turns y round;
    /// `scale` is framebuffer pixels per point (HiDPI). Drawn at once; names are drawn with ImGui's fonts and
    /// OpenGL backend, so both must be there, between ImGui::NewFrame and ImGui::Render.
    void draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale);
    /// Latitude and longitude in degrees below a pixel of the rectangle; false off the Earth.
    [[nodiscard]] bool pick(const Session& session, const PixelRect& rect, float x, float y,
                            double& latitude_deg, double& longitude_deg) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace apogee
