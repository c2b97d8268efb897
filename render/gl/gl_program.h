#pragma once

#include <epoxy/gl.h>

#include <string>

#include "gl/pixel_rect.h"

namespace apogee {

/// A shader program of OpenGL 3.3 core, written in what GLSL ES 3.00 also knows.
class GlProgram {
  public:
    /// Sources without a version line. A mistake in them is ours: asserts, with the compiler's log on stderr.
    GlProgram(const std::string& vertex_source, const std::string& fragment_source);
    ~GlProgram();
    GlProgram(const GlProgram&) = delete;
    GlProgram& operator=(const GlProgram&) = delete;

    void use() const { glUseProgram(program_); }
    [[nodiscard]] GLint uniform(const char* name) const { return glGetUniformLocation(program_, name); }

  private:
    GLuint program_ = 0;
};

/// A picture that can be drawn into and read by shaders (unfiltered).
class GlTarget {
  public:
    GlTarget() = default;
    ~GlTarget();
    GlTarget(GlTarget&& other) noexcept;
    GlTarget& operator=(GlTarget&& other) noexcept;

    /// Makes it this large; its content is lost when the size changes.
    void resize(int width, int height);
    /// Binds it for drawing, viewport over all of it.
    void bind() const;
    void bind_texture(int unit) const;
    /// For ImGui, which binds it by its name.
    [[nodiscard]] GLuint texture() const { return texture_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    /// Copies it into the bound framebuffer, its lower left corner to (x, y) there; faster than drawing it as
    /// a texture.
    void copy_to(int x, int y) const;
    /// The same of a part, which comes to stand where it would in the whole copy.
    void copy_part_to(const PixelRect& part, int x, int y) const;

  private:
    GLuint framebuffer_ = 0, texture_ = 0;
    int width_ = 0, height_ = 0;
};

/// A texture of one byte a pixel, filled from memory, first row at the top of the picture.
class GlByteTexture {
  public:
    GlByteTexture() = default;
    ~GlByteTexture();
    GlByteTexture(const GlByteTexture&) = delete;
    GlByteTexture& operator=(const GlByteTexture&) = delete;

    void upload(int width, int height, const unsigned char* bytes);
    void bind_texture(int unit) const;

  private:
    GLuint texture_ = 0;
    int width_ = 0, height_ = 0;
};

}  // namespace apogee
