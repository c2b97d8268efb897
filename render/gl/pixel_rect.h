#pragma once

namespace apogee {

/// A rectangle of a picture in framebuffer pixels, origin at the upper left.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const PixelRect&) const = default;
};

/// What two rectangles share; empty (no width or no height) where they share nothing.
[[nodiscard]] constexpr PixelRect common_part(const PixelRect& a, const PixelRect& b) {
    const int left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
    const int a_right = a.x + a.width, b_right = b.x + b.width, a_bottom = a.y + a.height,
              b_bottom = b.y + b.height;
    const int width = (a_right < b_right ? a_right : b_right) - left,
              height = (a_bottom < b_bottom ? a_bottom : b_bottom) - top;
    return width > 0 && height > 0 ? PixelRect{left, top, width, height} : PixelRect{};
}

}  // namespace apogee
