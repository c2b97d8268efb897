#include "ui/fonts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "geo/country.h"
#include "geo/place.h"
#include "geo/sea.h"

namespace apogee {
namespace {

// Where Debian, Fedora and Arch put them.
constexpr std::array regular_files{
    "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
    "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
    "/usr/share/fonts/rsms-inter-fonts/Inter-Regular.otf",
    "/usr/share/fonts/TTF/Inter-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
};
constexpr std::array bold_files{
    "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
    "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf",
    "/usr/share/fonts/rsms-inter-fonts/Inter-SemiBold.otf",
    "/usr/share/fonts/TTF/Inter-SemiBold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
};
constexpr std::array hangul_files{
    "/usr/share/fonts/truetype/nanum/NanumGothic.ttf",
    "/usr/share/fonts/naver-nanum/NanumGothic.ttf",
};
constexpr std::array kana_files{
    "/usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf",
    "/usr/share/fonts/vl-pgothic/VL-PGothic-Regular.ttf",
};

/// The first one that is there: ImGui 1.86 aborts on a missing file.
template <std::size_t n>
const char* first_present(const std::array<const char*, n>& files) {
    const auto found = std::find_if(files.begin(), files.end(), [](const char* file) {
        std::error_code error;
        return std::filesystem::is_regular_file(file, error);
    });
    return found == files.end() ? nullptr : *found;
}

void add_texts(ImFontGlyphRangesBuilder& glyphs, const std::string& more) {
    glyphs.AddRanges(ImGui::GetIO().Fonts->GetGlyphRangesDefault());
    glyphs.AddText("–—·°±×≤≥−→←↑↓…ΔΩ✓“”‘’²³");
    const auto add = [&](std::string_view text) { glyphs.AddText(text.data(), text.data() + text.size()); };
    for (const PopulatedPlace& place : places()) add(place.name);
    for (const Country& country : countries()) {
        add(country.name);
        add(country.label);
    }
    for (const Sea& sea : seas()) add(sea.name);
    add(more);
}

/// Inter's digits are of different widths and ImGui knows no font features: all get the widest one's place,
/// so that columns stand and a running clock does not jitter.
void make_digits_tabular(ImFont& font) {
    float widest = 0;
    for (ImWchar c = '0'; c <= '9'; ++c) widest = std::max(widest, font.GetCharAdvance(c));
    for (ImFontGlyph& glyph : font.Glyphs) {
        if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
        const float shift = std::floor((widest - glyph.AdvanceX) / 2 + 0.5F);
        glyph.X0 += shift;
        glyph.X1 += shift;
        glyph.AdvanceX = widest;
        font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = widest;
    }
}

}  // namespace

Fonts load_fonts(const std::string& more, float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    ImFontGlyphRangesBuilder all, latin;
    add_texts(all, more);
    latin.AddRanges(atlas.GetGlyphRangesDefault());
    latin.AddText("–·°±×−…✓");
    // The atlas reads the ranges when it is built, below.
    ImVector<ImWchar> all_ranges, latin_ranges;
    all.BuildRanges(&all_ranges);
    latin.BuildRanges(&latin_ranges);
    const char* const regular = first_present(regular_files);
    const char* const bold = first_present(bold_files);

    const auto add = [&](const char* file, float points, bool every_glyph) {
        const float pixels = std::round(points * scale);
        ImFontConfig config;
        config.OversampleH = 2;
        config.OversampleV = 1;
        const ImWchar* const ranges = every_glyph ? all_ranges.Data : latin_ranges.Data;
        if (!file) {
            config.SizePixels = pixels;
            return atlas.AddFontDefault(&config);
        }
        ImFont* const font = atlas.AddFontFromFileTTF(file, pixels, &config, ranges);
        if (every_glyph) {
            config.MergeMode = true;
            for (const char* fallback : {first_present(hangul_files), first_present(kana_files)})
                if (fallback) atlas.AddFontFromFileTTF(fallback, pixels, &config, ranges);
        }
        return font;
    };
    Fonts fonts;
    fonts.text = add(regular, 13, true);
    fonts.bold = add(bold, 13, true);
    fonts.small = add(regular, 11, true);
    fonts.heading = add(bold, 11, false);
    fonts.title = add(bold, 17, false);
    fonts.large = add(bold, 26, false);
    atlas.Build();
    for (ImFont* font : atlas.Fonts) make_digits_tabular(*font);
    return fonts;
}

}  // namespace apogee
