#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/output_file.h"

namespace apogee {

/// The OpenGL that draws: 3.3 core, or ES 3.0, which is what browsers offer as WebGL 2.
enum class OpenGl { core_33, es_30 };

/// An OpenGL context without a display (EGL, surfaceless), current as long as this lives, and a framebuffer
/// of its own.
class Offscreen {
  public:
    /// @throws FileError where this machine's OpenGL cannot do that or cannot do this size.
    Offscreen(int width, int height, OpenGl kind = OpenGl::core_33);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    void bind() const;
    /// The picture as PNG, whatever the file's name. @throws FileError where it cannot be written.
    void write_png(const std::string& path, Overwrite overwrite) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace apogee
