#pragma once

#include <imgui.h>

#include <string>

namespace apogee {

/// The typefaces in their sizes: Inter, with a Korean and Japanese face for what Inter lacks. Where no font
/// file is installed, ImGui's own face stands in.
struct Fonts {
    ImFont* text = nullptr;     ///< 13 points
    ImFont* bold = nullptr;     ///< 13
    ImFont* small = nullptr;    ///< 11
    ImFont* heading = nullptr;  ///< 11, bold
    ImFont* title = nullptr;    ///< 17, bold
    ImFont* large = nullptr;    ///< 26, bold: the one number that matters
};

/// Rasterises the glyphs that occur: Latin, Greek delta and marks, names on the map, and those of `more`
/// (UTF-8).
/// @param scale  pixels per point.
[[nodiscard]] Fonts load_fonts(const std::string& more, float scale);

}  // namespace apogee
