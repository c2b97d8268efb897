#pragma once

#include <functional>
#include <string>

#include "figure/canvas.h"
#include "figure/figure_size.h"
#include "figure/pango_type_setter.h"

namespace apogee {

enum class FigureFormat { svg, pdf, png };
/// As the name's ending says. @throws InputError
[[nodiscard]] FigureFormat figure_format(const std::string& file);

/// The bytes of the file. @param title, language  noted in the file
[[nodiscard]] std::string figure_bytes(FigureFormat format, const FigureSize& size, const std::string& title,
                                       const std::string& language, const PangoTypeSetter& type,
                                       const std::function<void(Canvas&)>& draw);

}  // namespace apogee
