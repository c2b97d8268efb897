#pragma once

#include "world/layer.h"

namespace apogee {

/// Round times along the current flight, as ticks across the line that is drawn first: on flat maps the
/// ground track, on the globe the arc.
class TimeTickLayer : public WorldLayer {
  public:
    void draw(const WorldFrame& frame, GlLines& lines) override;
    void add_names(const WorldFrame& frame, Names& names) const override;
};

}  // namespace apogee
