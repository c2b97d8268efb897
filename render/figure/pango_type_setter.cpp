#include "figure/pango_type_setter.h"

#ifdef __SANITIZE_ADDRESS__
// fontconfig keeps its caches to the end. Freeing them (FcFini) races with the thread in which Pango looks
// for fonts, and aborts now and then.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig.so\n";
}
extern "C" const char* __lsan_default_options() {
    return "print_suppressions=0";
}
#endif

namespace apogee {
namespace {

/// The fonts in the order in which they are asked for letters: Latin ones, then those of the language, whose
/// shapes of Chinese characters differ, whatever there is.
const char* families_of(const std::string& language) {
    return language == "ja" ? "Inter,VL PGothic,NanumGothic,sans-serif"
                            : "Inter,NanumGothic,VL PGothic,sans-serif";
}

double points(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

}  // namespace

PangoTypeSetter::PangoTypeSetter(const std::string& language)
    : families_(families_of(language)),
      fonts_(pango_cairo_font_map_new()),
      context_(pango_font_map_create_context(fonts_.get())) {
    // A unit of the figure is a point, whatever a screen says.
    pango_cairo_context_set_resolution(context_.get(), 72);
    pango_context_set_language(context_.get(), pango_language_from_string(language.c_str()));
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    cairo_font_options_t* const options = cairo_font_options_create();
    // Letters stand where they stand in print: the same at every size and on every kind of canvas.
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    layout_.reset(pango_layout_new(context_.get()));
    pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
    // A column of numbers is a column of digits: all of one width.
    PangoAttrList* const attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=0"));
    pango_layout_set_attributes(layout_.get(), attributes);
    pango_attr_list_unref(attributes);
}

PangoLayout* PangoTypeSetter::layout(const std::string& words, const Typeface& face) const {
    PangoFontDescription* const font = pango_font_description_from_string(families_);
    pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
    pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font, face.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(layout_.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout_.get(), -1);
    pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_NONE);
    pango_layout_set_text(layout_.get(), words.data(), static_cast<int>(words.size()));
    return layout_.get();
}

PangoTypeSetter::Size PangoTypeSetter::size(const std::string& words, const Typeface& face) const {
    PangoLayout* const laid_out = layout(words, face);
    PangoRectangle logical;
    pango_layout_get_extents(laid_out, nullptr, &logical);
    const double ascent = points(pango_layout_get_baseline(laid_out) - logical.y);
    return {points(logical.width), ascent, points(logical.height) - ascent};
}

std::vector<std::string> PangoTypeSetter::lines(const std::string& words, const Typeface& face,
                                                double width) const {
    PangoLayout* const laid_out = layout(words, face);
    pango_layout_set_width(laid_out, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(laid_out, PANGO_WRAP_WORD_CHAR);
    std::vector<std::string> result;
    for (int i = 0; i < pango_layout_get_line_count(laid_out); ++i) {
        const PangoLayoutLine* const line = pango_layout_get_line_readonly(laid_out, i);
        std::string part =
            words.substr(static_cast<std::size_t>(line->start_index), static_cast<std::size_t>(line->length));
        while (part.ends_with(' ')) part.pop_back();
        result.push_back(std::move(part));
    }
    return result;
}

}  // namespace apogee
