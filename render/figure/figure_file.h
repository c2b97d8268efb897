#pragma once

#include <functional>
#include <string>

#include "figure/canvas.h"
#include "figure/figure_size.h"
#include "figure/page.h"
#include "figure/pango_type_setter.h"

namespace apogee {

enum class FigureFormat { svg, pdf, png };
/// As the name's ending says. @throws InputError
[[nodiscard]] FigureFormat figure_format(const std::string& file);

/// The bytes of the file, in which the words and the language are noted.
[[nodiscard]] std::string figure_bytes(FigureFormat format, const FigureSize& size, const PageWords& words,
                                       const std::string& language, const PangoTypeSetter& type,
                                       const std::function<void(Canvas&)>& draw);

}  // namespace apogee
