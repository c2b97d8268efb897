#pragma once

#include <functional>
#include <vector>

#include "gl/gl_program.h"

namespace apogee {

/// The picture of a window whose context is current, kept from frame to frame so that only what changed need
/// be drawn. What a window's own framebuffer holds after a swap is undefined: the picture is kept beside it
/// and copied. Mesa's software renderer does that pixel by pixel, which costs more than the rest of a frame;
/// there the picture is drawn where it is shown from, and parts of it are handed to the X server instead of a
/// swap.
class WindowPicture {
  public:
    WindowPicture();

    /// Binds the framebuffer to draw into. It holds the last picture, unless its size differs.
    void begin(int width, int height);
    /// Shows the picture, which differs from the last one in these parts. @param swap  the window's buffers
    void show(const std::vector<PixelRect>& parts, const std::function<void()>& swap) const;

  private:
    bool shows_parts_;
    GlTarget picture_;
    int width_ = 0, height_ = 0;
};

}  // namespace apogee
