#pragma once

#include <epoxy/gl.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gl/gl_program.h"

namespace apogee {

/// Small pictures that are drawn once and then copied from a sheet wherever they are shown. Coordinates are
/// pixels from the upper left of the sheet, or of the picture that is shown.
class Sheet {
  public:
    struct Place {
        int x = 0, y = 0, width = 0, height = 0;
    };

    Sheet();
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    /// Empties it and makes it this large.
    void clear(int width, int height);
    /// Where the picture of this name stands.
    [[nodiscard]] std::optional<Place> find(const std::string& name) const;
    /// Room for a picture that is not there yet, transparent; none: the sheet is full.
    [[nodiscard]] std::optional<Place> add(const std::string& name, int width, int height);
    /// To draw the pictures into, colours multiplied by their opacity.
    [[nodiscard]] const GlTarget& target() const { return target_; }
    /// The picture at this place will be copied to (x, y).
    void show(const Place& place, int x, int y);
    /// Copies into the bound framebuffer of this size what was to be shown, in that order, and forgets it.
    void flush(int width, int height);

  private:
    struct Copy {
        float x, y, from_x, from_y, width, height;
    };
    GlProgram program_;
    GlTarget target_;
    GLuint array_ = 0, buffer_ = 0;
    std::map<std::string, Place> places_;
    std::vector<Copy> copies_;
    int next_x_ = 0, next_y_ = 0, row_height_ = 0;  ///< pictures stand in rows
};

}  // namespace apogee
