#pragma once

#include <string>
#include <vector>

#include "figure/canvas.h"

namespace apogee {

/// Measures text: one layout, whatever the figure is drawn on.
class TypeSetter {
  public:
    virtual ~TypeSetter() = default;

    struct Size {
        double width = 0, ascent = 0, descent = 0;  ///< points
        [[nodiscard]] double height() const { return ascent + descent; }
    };
    [[nodiscard]] virtual Size size(const std::string& words, const Typeface& face) const = 0;
    /// The words broken into lines of at most that width; one line at least.
    [[nodiscard]] virtual std::vector<std::string> lines(const std::string& words, const Typeface& face,
                                                         double width) const = 0;

    [[nodiscard]] double width(const std::string& words, const Typeface& face) const {
        return size(words, face).width;
    }
    /// Cut with an ellipsis where it is wider than that.
    [[nodiscard]] std::string shortened(const std::string& words, const Typeface& face, double width) const;
};

}  // namespace apogee
