#pragma once

namespace apogee {

/// Fonts of pictures and pages on screens, by their names in CSS. Where one is not installed, a browser takes
/// the next. The page for browsers takes the same text (page/web/build.mjs).
inline constexpr const char* screen_fonts =
#include "figure/screen_fonts.inc"
    ;

}  // namespace apogee
