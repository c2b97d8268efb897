#pragma once

#include <filesystem>

#include "view/screen.h"

namespace apogee::testing {

/// Drags a file from another program onto the window on this screen and lets it go there: the X protocol of
/// drag and drop (XDND), whose source this is.
/// @throws std::runtime_error where the window does not take it.
void drop(const Screen& screen, const std::filesystem::path& file);

}  // namespace apogee::testing
