#include "figure/svg_canvas.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <sstream>

namespace apogee {
namespace {

/// To a hundredth of a point, which no press prints, without needless zeros.
void append(std::string& out, double value) {
    const auto hundredths = std::llround(value * 100);
    const long long size = hundredths < 0 ? -hundredths : hundredths;
    if (hundredths < 0) out += '-';
    fmt::format_to(std::back_inserter(out), "{}", size / 100);
    if (size % 100 == 0) return;
    if (size % 10 == 0)
        fmt::format_to(std::back_inserter(out), ".{}", size / 10 % 10);
    else
        fmt::format_to(std::back_inserter(out), ".{:02}", size % 100);
}

std::string number(double value) {
    std::string text;
    append(text, value);
    return text;
}

std::string path_data(const std::vector<PixelRun>& lines, bool closed) {
    std::string data;
    for (const PixelRun& line : lines) {
        bool first = true;
        for (const PixelPoint& p : line) {
            data += first ? 'M' : 'L';
            append(data, p.x);
            data += ' ';
            append(data, p.y);
            first = false;
        }
        if (closed && !first) data += 'Z';
    }
    return data;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(value.c_str());
}

void set_paint(pugi::xml_node node, const char* what, Color color) {
    set(node, what, fmt::format("#{:06x}", color.rgb));
    if (color.alpha < 1)
        set(node, (std::string(what) + "-opacity").c_str(), fmt::format("{:.3g}", color.alpha));
}

}  // namespace

SvgCanvas::SvgCanvas(double width, double height, const std::string& shown_width,
                     const std::string& shown_height, const std::string& title, const std::string& language) {
    svg_ = document_.append_child("svg");
    set(svg_, "xmlns", "http://www.w3.org/2000/svg");
    set(svg_, "xml:lang", language);
    set(svg_, "width", shown_width);
    set(svg_, "height", shown_height);
    set(svg_, "viewBox", "0 0 " + number(width) + ' ' + number(height));
    // Where these are not installed, a browser takes others of about their width.
    set(svg_, "font-family",
        "Inter, 'Helvetica Neue', Arial, NanumGothic, 'Malgun Gothic', 'VL PGothic', 'Hiragino Sans', "
        "'Yu Gothic', sans-serif");
    set(svg_, "stroke-linejoin", "round");
    set(svg_, "role", "img");
    svg_.append_child("title").text().set(title.c_str());
    definitions_ = svg_.append_child("defs");
    here_ = svg_;
}

void SvgCanvas::fill(const std::vector<PixelRun>& outlines, Color color) {
    if (outlines.empty()) return;
    pugi::xml_node node = here_.append_child("path");
    set(node, "d", path_data(outlines, true));
    set_paint(node, "fill", color);
}

void SvgCanvas::stroke(const std::vector<PixelRun>& lines, const Pen& pen) {
    if (lines.empty()) return;
    pugi::xml_node node = here_.append_child("path");
    set(node, "d", path_data(lines, false));
    set(node, "fill", "none");
    set_paint(node, "stroke", pen.color);
    set(node, "stroke-width", number(pen.width));
    if (pen.dash > 0)
        set(node, "stroke-dasharray", number(pen.dash) + ' ' + number(pen.gap));
    else
        set(node, "stroke-linecap", "round");
}

void SvgCanvas::text(const Text& text) {
    pugi::xml_node node = here_.append_child("text");
    set(node, "x", number(text.x));
    set(node, "y", number(text.y));
    set(node, "font-size", number(text.face.size));
    if (text.face.bold) set(node, "font-weight", "600");
    if (text.face.italic) set(node, "font-style", "italic");
    if (text.anchor != Anchor::start) set(node, "text-anchor", text.anchor == Anchor::end ? "end" : "middle");
    if (text.turn_deg != 0)
        set(node, "transform",
            fmt::format("rotate({} {} {})", number(-text.turn_deg), number(text.x), number(text.y)));
    set_paint(node, "fill", text.color);
    if (text.halo.alpha > 0) {
        set_paint(node, "stroke", text.halo);
        set(node, "stroke-width", "2.2");
        set(node, "paint-order", "stroke");
    }
    node.text().set(text.words.c_str());
}

void SvgCanvas::begin_part(const std::string& name, double left, double top,
                           const std::vector<PixelRun>& visible) {
    pugi::xml_node part = here_.append_child("g");
    set(part, "id", name);
    if (left != 0 || top != 0) set(part, "transform", "translate(" + number(left) + ' ' + number(top) + ')');
    if (!visible.empty()) {
        const std::string id = fmt::format("visible-{}", ++clips_);
        pugi::xml_node clip = definitions_.append_child("clipPath");
        set(clip, "id", id);
        set(clip.append_child("path"), "d", path_data(visible, true));
        set(part, "clip-path", "url(#" + id + ')');
    }
    here_ = part;
}

void SvgCanvas::end_part() {
    here_ = here_.parent();
}

std::string SvgCanvas::document() const {
    std::ostringstream out;
    // A text's spaces are its own: nothing is indented.
    document_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str() + '\n';
}

}  // namespace apogee
