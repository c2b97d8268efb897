#pragma once

#include <epoxy/gl.h>

#include <vector>

#include "gl/gl_program.h"
#include "scene/flight_path.h"
#include "scene/world_theme.h"

namespace apogee {

/// How a line looks; lengths in pixels.
struct LineLook {
    Color color;
    float width = 1;
    float dash = 0, gap = 0;  ///< gap 0: solid
};

/// What a piece of a line covers.
struct LineBox {
    float left, top, right, bottom;
    bool operator==(const LineBox&) const = default;
};

/// Lines and dots of any width, antialiased in the shader: each piece is a quad around a capsule. Coordinates
/// are pixels from the upper left of the picture.
class GlLines {
  public:
    GlLines();
    ~GlLines();
    GlLines(const GlLines&) = delete;
    GlLines& operator=(const GlLines&) = delete;

    void add(double x0, double y0, double x1, double y1, const LineLook& look, double along = 0);
    void add(const PixelRun& run, const LineLook& look);
    void add(const std::vector<PixelRun>& runs, const LineLook& look);
    void dot(double x, double y, double radius, Color color);
    void circle(double x, double y, double radius, const LineLook& look);
    /// The mark of an event: a ring, or a cross for an impact, with a casing.
    void mark(double x, double y, float scale, bool cross, Color color, Color casing);
    /// A filled triangle, its edges not antialiased.
    void triangle(PixelPoint a, PixelPoint b, PixelPoint c, Color color);

    /// Draws triangles, then lines in the order of adding, into a picture of this size with the blending that
    /// is set; forgets them.
    /// @param as_mask  for GL_MAX: colour channels carry the coverage
    void flush(int width, int height, bool as_mask = false);
    /// The same within some parts of the picture alone, whose lower left corner is at (x, y) of the bound
    /// framebuffer.
    void flush_within(const std::vector<PixelRect>& parts, int width, int height, int x, int y);
    /// Of the lines that were added and not yet drawn.
    [[nodiscard]] std::vector<LineBox> boxes() const;

  private:
    struct Piece {
        float x0, y0, x1, y1, along, radius, dash, gap;
        unsigned char color[4];
    };
    struct Corner {
        float x, y;
        unsigned char color[4];
    };
    void load(int width, int height, bool as_mask);
    void draw() const;
    void forget();

    GlProgram line_program_, fill_program_;
    GLuint line_array_ = 0, line_buffer_ = 0, fill_array_ = 0, fill_buffer_ = 0;
    std::vector<Piece> pieces_;
    std::vector<Corner> corners_;
};

}  // namespace apogee
