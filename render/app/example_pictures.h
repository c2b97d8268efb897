#pragma once

#include <vector>

#include "gl/gl_program.h"
#include "panels/panels.h"
#include "world/world_view.h"

namespace apogee {

/// Pictures of the flights that the start page offers, drawn by the window's own scene: one a frame, so that
/// the page is there at once. An OpenGL context must be current for the whole life.
class ExamplePictures {
  public:
    /// Draws the next one that is missing, between ImGui::NewFrame and ImGui::Render.
    /// @param width, height  of each, framebuffer pixels
    /// @param scale          framebuffer pixels per point
    void draw_next(int width, int height, bool dark, float scale);
    [[nodiscard]] bool complete() const { return pictures_.size() == start_examples().size(); }
    /// By example, as far as they are drawn; 0: the flight could not be opened.
    [[nodiscard]] std::vector<ImTextureID> textures() const;

  private:
    struct Look {
        int width = 0, height = 0;
        bool dark = true;
        float scale = 0;
        bool operator==(const Look&) const = default;
    };
    struct Picture {
        GlTarget target;
        bool drawn = false;
    };
    Look look_;
    std::vector<Picture> pictures_;
    WorldView world_;
};

}  // namespace apogee
