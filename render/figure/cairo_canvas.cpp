#include "figure/cairo_canvas.h"

namespace apogee {

CairoCanvas::CairoCanvas(cairo_surface_t* surface, double scale, const PangoTypeSetter& type)
    : cairo_(cairo_create(surface)), type_(type) {
    cairo_scale(cairo_, scale, scale);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
}

CairoCanvas::~CairoCanvas() {
    cairo_destroy(cairo_);
}

void CairoCanvas::set(Color color) {
    cairo_set_source_rgba(cairo_, color.red(), color.green(), color.blue(), color.alpha);
}

void CairoCanvas::path(const std::vector<PixelRun>& lines, bool closed) {
    cairo_new_path(cairo_);
    for (const PixelRun& line : lines) {
        cairo_new_sub_path(cairo_);
        for (const PixelPoint& p : line) cairo_line_to(cairo_, p.x, p.y);
        if (closed) cairo_close_path(cairo_);
    }
}

void CairoCanvas::fill(const std::vector<PixelRun>& outlines, Color color) {
    path(outlines, true);
    set(color);
    cairo_fill(cairo_);
}

void CairoCanvas::stroke(const std::vector<PixelRun>& lines, const Pen& pen) {
    path(lines, false);
    set(pen.color);
    cairo_set_line_width(cairo_, pen.width);
    const double dashes[] = {pen.dash, pen.gap};
    cairo_set_dash(cairo_, dashes, pen.dash > 0 ? 2 : 0, 0);
    cairo_set_line_cap(cairo_, pen.dash > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cairo_);
}

void CairoCanvas::text(const Text& text) {
    const TypeSetter::Size size = type_.size(text.words, text.face);
    PangoLayout* const layout = type_.layout(text.words, text.face);
    const double before = text.anchor == Anchor::start ? 0
                          : text.anchor == Anchor::end ? size.width
                                                       : size.width / 2;
    cairo_save(cairo_);
    cairo_translate(cairo_, text.x, text.y);
    cairo_rotate(cairo_, -radians(text.turn_deg));
    cairo_move_to(cairo_, -before, -size.ascent);
    if (text.halo.alpha > 0) {
        pango_cairo_layout_path(cairo_, layout);
        set(text.halo);
        cairo_set_line_width(cairo_, 2.2);
        cairo_set_dash(cairo_, nullptr, 0, 0);
        cairo_stroke(cairo_);
        cairo_move_to(cairo_, -before, -size.ascent);
    }
    set(text.color);
    pango_cairo_show_layout(cairo_, layout);
    cairo_restore(cairo_);
    cairo_new_path(cairo_);
}

void CairoCanvas::begin_part(const std::string&, double left, double top,
                             const std::vector<PixelRun>& visible) {
    cairo_save(cairo_);
    cairo_translate(cairo_, left, top);
    if (visible.empty()) return;
    path(visible, true);
    cairo_clip(cairo_);
}

void CairoCanvas::end_part() {
    cairo_restore(cairo_);
}

}  // namespace apogee
