#pragma once

namespace apogee {

/// What the mouse did over the world this frame, in framebuffer pixels relative to the rectangle.
struct WorldInput {
    bool hovered = false;
    float mouse_x = 0, mouse_y = 0;
    float drag_x = 0, drag_y = 0;  ///< left button held: pixels moved since the last frame
    float tilt_x = 0, tilt_y = 0;  ///< the same with the right button, or with Shift: turns and tilts a globe
    float wheel = 0;               ///< notches; positive zooms in, at the cursor
    bool double_click = false;     ///< fits the flights into the view
};

}  // namespace apogee
