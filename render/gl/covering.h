#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gl/gl_program.h"
#include "scene/world_theme.h"

namespace apogee {

/// One triangle that covers the whole viewport, without a buffer.
class GlCovering {
  public:
    GlCovering();
    ~GlCovering();
    GlCovering(const GlCovering&) = delete;
    GlCovering& operator=(const GlCovering&) = delete;

    /// What the program in use must have been made with.
    static const char* const vertex_source;
    void draw() const;

  private:
    GLuint empty_array_ = 0;
};

/// Lays a colour over the bound framebuffer.
class GlTint {
  public:
    /// @param coverage  how opaque, a byte a pixel, row by row from the top
    void draw(const std::vector<std::uint8_t>& coverage, int width, int height, Color color);

  private:
    GlCovering covering_;
    GlByteTexture cover_;
    std::optional<GlProgram> program_;  ///< compiled when first needed
};

}  // namespace apogee
