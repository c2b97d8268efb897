#pragma once

#include "figure/type_setter.h"

namespace apogee {

/// Measures text as the browser will draw it: widths are its own (page/web/core.ts hands them in), heights
/// those of Inter, of which other fonts for screens hardly differ.
class BrowserTypeSetter : public TypeSetter {
  public:
    [[nodiscard]] Size size(const std::string& words, const Typeface& face) const override;
    [[nodiscard]] std::vector<std::string> lines(const std::string& words, const Typeface& face,
                                                 double width) const override;
};

}  // namespace apogee
