#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "figure/canvas.h"

namespace apogee {

/// The fonts in the order in which they are asked for letters: Latin, Korean, Japanese, whatever there is.
inline constexpr const char* font_families = "Inter,NanumGothic,VL PGothic,sans-serif";

/// Measures text with Pango: one layout, whatever the figure is drawn on.
class TypeSetter {
  public:
    /// @param language  as in "ko": which of several shapes a Chinese character has.
    explicit TypeSetter(const std::string& language);

    struct Size {
        double width = 0, ascent = 0, descent = 0;  ///< points
        [[nodiscard]] double height() const { return ascent + descent; }
    };
    [[nodiscard]] Size size(const std::string& words, const Typeface& face) const;
    [[nodiscard]] double width(const std::string& words, const Typeface& face) const {
        return size(words, face).width;
    }
    /// The words broken into lines of at most that width.
    [[nodiscard]] std::vector<std::string> lines(const std::string& words, const Typeface& face,
                                                 double width) const;
    /// Cut with an ellipsis where it is wider than that.
    [[nodiscard]] std::string shortened(const std::string& words, const Typeface& face, double width) const;

    /// The words laid out in one line, to be shown by cairo.
    [[nodiscard]] PangoLayout* layout(const std::string& words, const Typeface& face) const;

  private:
    struct Unref {
        void operator()(void* object) const { g_object_unref(object); }
    };
    std::unique_ptr<PangoFontMap, Unref> fonts_;
    std::unique_ptr<PangoContext, Unref> context_;
    std::unique_ptr<PangoLayout, Unref> layout_;
};

}  // namespace apogee
