#pragma once

#include <vector>

#include "gl/pixel_rect.h"

namespace apogee {

/// The parts of a picture that differ from the last one and are drawn anew, rounded outward to tiles. Under
/// a software renderer pixels are what a frame costs.
class Damage {
  public:
    /// Nothing is damaged yet; everything is where the picture's size differs from the last one's.
    void begin(int width, int height);
    void add_all();
    /// What lies outside the picture is left out.
    void add(const PixelRect& part);
    /// A box with fractions of pixels, and the pixel beside it that smoothed edges may reach.
    void add_box(float left, float top, float right, float bottom);
    /// Rectangles that hold every damaged pixel once.
    [[nodiscard]] std::vector<PixelRect> parts() const;

  private:
    int width_ = 0, height_ = 0, columns_ = 0, rows_ = 0;
    std::vector<char> tiles_;  ///< row by row: whether damaged
};

}  // namespace apogee
