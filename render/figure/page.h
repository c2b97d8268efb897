#pragma once

#include <string>
#include <vector>

#include "figure/canvas.h"
#include "figure/type_setter.h"
#include "figure/words.h"

namespace apogee {

/// How a figure is to look: what does not depend on its kind.
struct Look {
    bool dark = false;
    LengthUnit unit = LengthUnit::km;
    Language language = Language::english;
    const TypeSetter& type;

    [[nodiscard]] const WorldTheme& colors() const { return world_theme(dark); }
    [[nodiscard]] Color paper() const { return dark ? colors().ground : Color{0xffffff}; }
    /// The colour, darkened or lightened until letters in it can be read on the paper: a contrast of 4.5 as
    /// WCAG 2.1 (1.4.3) defines it.
    [[nodiscard]] Color ink(Color color) const;

    [[nodiscard]] const char* word(Word which) const { return apogee::word(which, language); }
    [[nodiscard]] std::string phrase(Word which, std::string_view inserted) const {
        return apogee::phrase(which, language, inserted);
    }
    [[nodiscard]] std::string length(double metres) const { return length_words(metres, unit, language); }
    [[nodiscard]] std::string number(double value, int decimals) const {
        return localised(grouped(value, decimals), language);
    }
};

/// Sizes of type on the page.
namespace faces {
inline constexpr Typeface title{13, true}, subtitle{9}, label{8}, strong{8, true}, small{6.5};
}

/// Of a text: more than a page's lines or a label hold. What is longer is cut, for layout takes the square of
/// it.
inline constexpr std::size_t most_bytes_laid_out = 4000;

/// What stands round the picture.
struct PageWords {
    std::string title, subtitle;
    std::string note;                  ///< on the picture itself: its projection, its scale
    std::vector<std::string> sources;  ///< of what was reported; each once
    bool map = false;                  ///< the picture shows the map

    /// The figures that the picture shows, for those who do not see it.
    [[nodiscard]] std::string description() const {
        return subtitle + (subtitle.empty() || note.empty() ? "" : " · ") + note;
    }
};

/// Paper, title, subtitle, note, sources, credit. @return what is left for the picture
[[nodiscard]] Box draw_page(Canvas& canvas, const Box& whole, const PageWords& words, const Look& look);

}  // namespace apogee
