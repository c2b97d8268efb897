#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "gl/damage.h"

namespace apogee {

/// What ImGui wants to be drawn in a frame, flat: lists have commands, commands have triangles.
struct UiFrame {
    struct Command {
        ImVec4 clip;
        ImTextureID texture{};
        std::size_t first = 0, end = 0;  ///< of its triangles
    };
    struct List {
        std::string window;              ///< that it draws
        std::size_t first = 0, end = 0;  ///< of its commands
    };
    struct Triangle {
        ImDrawVert corners[3];
    };
    std::vector<List> lists;
    std::vector<Command> commands;
    std::vector<Triangle> triangles;
};

/// ImGui's drawing, kept from one frame to the next: triangles that come, go or change damage the picture
/// below them, and only damaged parts are drawn.
class UiDrawing {
  public:
    /// Takes a frame, whose textures hold what they held in the last one.
    void take(const ImDrawData& data, Damage& damage);

  private:
    UiFrame last_, now_;
};

/// Draws a frame into the bound framebuffer within parts of it that do not overlap.
void draw_within(const ImDrawData& data, const std::vector<PixelRect>& parts);

}  // namespace apogee
