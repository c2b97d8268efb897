#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "figure/type_setter.h"

namespace apogee {

/// Pango, fontconfig and cairo's fonts crash where they get no memory: what the letters of a picture take,
/// once fonts are loaded, is tried beforehand. @throws std::bad_alloc
void require_memory_for_letters();

class PangoTypeSetter : public TypeSetter {
  public:
    /// Loads the fonts. What the libraries cannot do without ends the program with one line, and status 3.
    /// @param language  as in "ko": which of several shapes a Chinese character has.
    /// @throws std::bad_alloc
    explicit PangoTypeSetter(const std::string& language);

    [[nodiscard]] Size size(const std::string& words, const Typeface& face) const override;
    [[nodiscard]] std::vector<std::string> lines(const std::string& words, const Typeface& face,
                                                 double width) const override;

    /// The words laid out in one line, to be shown by cairo.
    [[nodiscard]] PangoLayout* layout(const std::string& words, const Typeface& face) const;

  private:
    struct Unref {
        void operator()(void* object) const { g_object_unref(object); }
    };
    const char* families_;
    std::unique_ptr<PangoFontMap, Unref> fonts_;
    std::unique_ptr<PangoContext, Unref> context_;
    std::unique_ptr<PangoLayout, Unref> layout_;
};

}  // namespace apogee
