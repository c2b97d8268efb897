#pragma once

#include <functional>
#include <string>

#include "figure/canvas.h"
#include "figure/type_setter.h"

namespace apogee {

/// How large a figure is, and how many pixels a PNG of it has.
struct FigureSize {
    double width = 0, height = 0;  ///< points
    double pixels_per_point = 1;
    std::string shown_width, shown_height;  ///< with their unit, as SVG says it: "160mm"
    [[nodiscard]] int width_px() const;
    [[nodiscard]] int height_px() const;
};
/// "160x100mm" (a PNG has 300 pixels an inch) or "1200x800px" (96 pixels an inch in every format).
/// @throws InputError
[[nodiscard]] FigureSize read_figure_size(const std::string& text);

enum class FigureFormat { svg, pdf, png };
/// As the name's ending says. @throws InputError
[[nodiscard]] FigureFormat figure_format(const std::string& file);

/// The bytes of the file. @param title, language  noted in the file
[[nodiscard]] std::string figure_bytes(FigureFormat format, const FigureSize& size, const std::string& title,
                                       const std::string& language, const TypeSetter& type,
                                       const std::function<void(Canvas&)>& draw);

}  // namespace apogee
