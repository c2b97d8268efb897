#pragma once

#include <string>

namespace apogee {

/// How large a figure is, and how many pixels a PNG of it has. Pages smaller than a figure's words and marks
/// need are drawn as larger ones and reduced, to three quarters at most: type of 5 points can still be read.
struct FigureSize {
    static constexpr double points_per_inch = 72, mm_per_inch = 25.4;

    double width = 0, height = 0;           ///< points, as drawn
    double reduced = 1;                     ///< points of the page for each that is drawn
    double pixels_per_point = 1;            ///< of the page
    std::string shown_width, shown_height;  ///< with their unit, as SVG says it: "160mm"
    [[nodiscard]] int width_px() const;
    [[nodiscard]] int height_px() const;
};
/// "160x100mm" (a PNG has 300 pixels an inch) or "1200x800px" (96 pixels an inch in every format).
/// @throws InputError
[[nodiscard]] FigureSize read_figure_size(const std::string& text);

}  // namespace apogee
