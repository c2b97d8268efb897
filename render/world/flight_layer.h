#pragma once

#include "world/kept_rings.h"
#include "world/layer.h"

namespace apogee {

/// The session's flights: arcs, ground tracks, events, what was reported, and where they are now.
class FlightLayer : public WorldLayer {
  public:
    void draw(const WorldFrame& frame, GlLines& lines) override;
    void draw_moving(const WorldFrame& frame, GlLines& lines) override;
    void add_names(const WorldFrame& frame, Names& names) const override;

  private:
    void draw_flight(const WorldFrame& frame, std::size_t index, GlLines& lines);
    void draw_reported(const WorldFrame& frame, std::size_t index, GlLines& lines);

    KeptRings rings_;  ///< of reported ranges
};

/// Where an event's mark stands: on the globe at its height, on a flat map on the ground track, but for the
/// apogee, to which the arc rises.
[[nodiscard]] Camera::Pixel mark_pixel(const WorldFrame& frame, const SkyProjector& sky,
                                       const DrawnFlight::Mark& mark);

}  // namespace apogee
