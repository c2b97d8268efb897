#pragma once

#include <string>

#include "store/output_file.h"

namespace apogee {

/// What stands in the framebuffer that is bound for reading, from its lower left corner on, as PNG, whatever
/// the file's name. @throws FileError where it cannot be written
void write_framebuffer_png(int width, int height, const std::string& path, Overwrite overwrite);

}  // namespace apogee
