#pragma once

#include <optional>
#include <vector>

#include "gl/gl_lines.h"
#include "scene/labels.h"
#include "scene/overlay.h"
#include "scene/profile_camera.h"
#include "world/kept_flight.h"
#include "world/world_input.h"

namespace apogee {

class DrawnPlaces;
class LabelPen;

/// Height over ground range at true scale, the Earth curved.
class ProfilePicture {
  public:
    /// Its arcs, and its span along the ground.
    void show(const Overlay& overlay);
    void handle(const PixelRect& rect, const WorldInput& input);
    void fit(const Session& session, const std::vector<KeptFlight>& drawn, const PixelRect& rect);
    void draw(const Session& session, const std::vector<KeptFlight>& drawn, const PixelRect& rect,
              float scale, GlLines& lines) const;
    void draw_moving(const Session& session, const std::vector<KeptFlight>& drawn, const PixelRect& rect,
                     float scale, GlLines& lines) const;
    void draw_labels(const Session& session, const std::vector<KeptFlight>& drawn,
                     std::vector<Obstacle> obstacles, const PixelRect& rect, LabelPen& pen,
                     float scale) const;
    /// Where its flights are, for a pointer.
    void add_flights(const Session& session, const std::vector<KeptFlight>& drawn, const PixelRect& rect,
                     DrawnPlaces& places) const;
    [[nodiscard]] std::optional<ProfilePlace> place(const PixelRect& rect, double x, double y) const;
    [[nodiscard]] const ProfileCamera& camera() const { return camera_; }

  private:
    [[nodiscard]] ProfileCamera camera(const PixelRect& rect) const;
    /// A line of constant height.
    [[nodiscard]] PixelRun level(double height_m, double from, double to, const PixelRect& rect) const;
    /// The reported apogee, over the middle of a flight of this range (an angle).
    [[nodiscard]] PixelRun reported_level(double height_m, double range, const PixelRect& rect,
                                          float scale) const;
    /// The reported range: from the ground up.
    [[nodiscard]] PixelRun reported_post(double range_m, const PixelRect& rect, float scale) const;
    void add_reported_labels(const Session& session, std::size_t index, const KeptFlight& drawn,
                             const PixelRect& rect, float scale, std::vector<Obstacle>& obstacles,
                             std::vector<Label>& wanted) const;
    /// A round length, at least that many points long in the picture.
    [[nodiscard]] double step_m(double points, const Session& session, float scale) const;
    /// Where lines of height stand.
    [[nodiscard]] std::vector<double> heights_m(const Session& session, const ProfileCamera::Frame& frame,
                                                float scale) const;
    void draw_flight(const Session& session, std::size_t index, const KeptFlight& drawn,
                     const PixelRect& rect, float scale, GlLines& lines) const;
    void draw_overlay(const Session& session, const PixelRect& rect, float scale, GlLines& lines) const;
    void add_overlay_labels(const PixelRect& rect, float scale, std::vector<Obstacle>& obstacles,
                            std::vector<Label>& labels) const;
    [[nodiscard]] PixelPoint pixel(double angle, double height_m, const PixelRect& rect) const;

    struct Arc {
        SkyArc shown;
        std::vector<double> downrange;
    };
    std::vector<Arc> arcs_;
    std::optional<GroundSpan> span_;
    ProfileCamera camera_;  ///< but for the picture's size
};

}  // namespace apogee
