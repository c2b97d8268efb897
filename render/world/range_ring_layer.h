#pragma once

#include "world/kept_rings.h"
#include "world/layer.h"

namespace apogee {

/// Rings of equal distance round the active flight's start, on the azimuthal map, where they are circles.
class RangeRingLayer : public WorldLayer {
  public:
    void draw(const WorldFrame& frame, GlLines& lines) override;
    void add_names(const WorldFrame& frame, Names& names) const override;

  private:
    KeptRings rings_;
};

}  // namespace apogee
