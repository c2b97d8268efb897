#include "figure/pango_type_setter.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <new>
#include <string_view>

#include "base/exit_status.h"
#include "store/output_file.h"

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

/// GLib aborts where it gets no memory or no thread, and Pango where there is no font.
GLogWriterOutput end_with_one_line(GLogLevelFlags level, const GLogField* fields, gsize count, gpointer) {
    if ((level & G_LOG_LEVEL_ERROR) == 0) return g_log_writer_default(level, fields, count, nullptr);
    const char* why = "a library failed";
    for (gsize i = 0; i < count; ++i)
        if (std::string_view(fields[i].key) == "MESSAGE") why = static_cast<const char*>(fields[i].value);
    std::fprintf(stderr, "apogee: letters cannot be set: %s\n", why);
    discard_unfinished_file();
    ::_exit(ExitStatus::files);
}

/// Reserves so many bytes, and gives them back.
void require_addresses(std::size_t bytes) {
    void* const taken = ::mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (taken == MAP_FAILED) throw std::bad_alloc();
    ::munmap(taken, bytes);
}

PangoFontMap* new_font_map() {
    // It may be set once in a program.
    [[maybe_unused]] static const bool set = [] {
        g_log_set_writer_func(end_with_one_line, nullptr, nullptr);
        return true;
    }();
    // Two threads, for each of which the C library takes up to 136 MB of addresses, and the fonts. A quarter
    // of it was seen to be too little, now and then.
    require_addresses(320'000'000);
    return pango_cairo_font_map_new();
}

}  // namespace

void require_memory_for_letters() {
    require_addresses(64'000'000);
}

PangoTypeSetter::PangoTypeSetter(const std::string& language)
    : families_(families_of(language)),
      fonts_(new_font_map()),
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
    // The first letter makes the libraries look for fonts, in threads.
    static_cast<void>(PangoTypeSetter::size("0", {.size = 8}));
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
