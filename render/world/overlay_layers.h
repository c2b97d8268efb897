#pragma once

#include "gl/covering.h"
#include "world/layer.h"

namespace apogee {

/// What the overlay puts on the ground, below the flights.
class ShapeLayer : public WorldLayer {
  public:
    void draw(const WorldFrame& frame, GlLines& lines) override;
    void add_names(const WorldFrame& frame, Names& names) const override;

  private:
    GlTint tint_;
};

/// The overlay's arcs, above the flights.
class ArcLayer : public WorldLayer {
  public:
    void draw(const WorldFrame& frame, GlLines& lines) override;
    void add_names(const WorldFrame& frame, Names& names) const override;
};

}  // namespace apogee
