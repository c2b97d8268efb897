#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace apogee {

/// Signed areas of polygons over a grid of pixels: each edge leaves in its cells what it changes to their
/// right; a running sum along the row gives the winding number, partial at edges.
class AreaGrid {
  public:
    using Pixel = std::array<float, 2>;

    AreaGrid(int width, int height)
        : width_(width),
          height_(height),
          stride_(static_cast<std::size_t>(width) + 2),
          cells_(stride_ * static_cast<std::size_t>(height)) {}

    void begin(const Pixel&) {}
    void edge(Pixel a, Pixel b);

    /// 0 to 255 for each pixel, row by row from the top.
    /// @param bias  winding number of what lies outside all polygons: 1 adds the whole picture
    [[nodiscard]] std::vector<std::uint8_t> coverage(float bias) const;

  private:
    /// An edge from x0 to x1 > x0 within one row, over the share `dy` of its height.
    void span(float* cell, float x0, float x1, float dy) const;

    int width_, height_;
    std::size_t stride_;
    std::vector<float> cells_;
};

}  // namespace apogee
