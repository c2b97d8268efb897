#include "figure/svg_canvas.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "figure/screen_fonts.h"

namespace apogee {
namespace {

/// To a hundredth of a point, which no press prints, without needless zeros.
void append(std::string& out, double value) {
    assert(std::fabs(value) < 1e12);  // else a page that looks done has letters where a place should stand
    const auto hundredths = std::llround(value * 100);
    const long long size = hundredths < 0 ? -hundredths : hundredths;
    if (hundredths < 0) out += '-';
    std::array<char, 20> whole;  // to_chars: a map has a hundred thousand of these numbers
    out.append(whole.data(), std::to_chars(whole.data(), whole.data() + whole.size(), size / 100).ptr);
    if (size % 100 == 0) return;
    out += '.';
    out += static_cast<char>('0' + size / 10 % 10);
    if (size % 10 != 0) out += static_cast<char>('0' + size % 10);
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

/// A browser takes the first typeface that has a letter: for Japanese a Japanese one, whose Chinese
/// characters have other shapes than Korean ones.
std::string fonts_for(std::string_view language) {
    std::string fonts = screen_fonts;
    if (language != "ja") return fonts;
    constexpr std::string_view korean = "NanumGothic, 'Malgun Gothic', ", last = "sans-serif";
    fonts.erase(fonts.find(korean), korean.size());
    return fonts.insert(fonts.rfind(last), korean);
}

void set_paint(XmlElement& element, const std::string& what, Color color) {
    element.set(what, fmt::format("#{:06x}", color.rgb));
    if (color.alpha < 1) element.set(what + "-opacity", fmt::format("{:.3g}", color.alpha));
}

}  // namespace

SvgCanvas::SvgCanvas(double width, double height, const SvgWords& words)
    : svg_("svg"), parts_{&svg_}, ids_(words.ids) {
    svg_.set("xmlns", "http://www.w3.org/2000/svg");
    svg_.set("xml:lang", words.language);
    svg_.set("viewBox", "0 0 " + number(width) + ' ' + number(height));
    svg_.set("font-family", fonts_for(words.language));
    svg_.set("stroke-linejoin", "round");
    svg_.set("role", "img");
    svg_.add("title", words.title);
    if (!words.description.empty()) svg_.add("desc", words.description);
}

void SvgCanvas::fill(const std::vector<PixelRun>& outlines, Color color) {
    if (outlines.empty()) return;
    XmlElement& path = here().add("path").set("d", path_data(outlines, true));
    set_paint(path, "fill", color);
}

void SvgCanvas::stroke(const std::vector<PixelRun>& lines, const Pen& pen) {
    if (lines.empty()) return;
    XmlElement& path = here().add("path").set("d", path_data(lines, false)).set("fill", "none");
    set_paint(path, "stroke", pen.color);
    path.set("stroke-width", number(pen.width));
    if (pen.dash > 0)
        path.set("stroke-dasharray", number(pen.dash) + ' ' + number(pen.gap));
    else
        path.set("stroke-linecap", "round");
}

void SvgCanvas::text(const Text& text) {
    XmlElement& element = here().add("text", text.words);
    element.set("x", number(text.x)).set("y", number(text.y)).set("font-size", number(text.face.size));
    if (text.face.bold) element.set("font-weight", "600");
    if (text.face.italic) element.set("font-style", "italic");
    if (text.anchor != Anchor::start)
        element.set("text-anchor", text.anchor == Anchor::end ? "end" : "middle");
    if (text.turn_deg != 0)
        element.set("transform",
                    fmt::format("rotate({} {} {})", number(-text.turn_deg), number(text.x), number(text.y)));
    set_paint(element, "fill", text.color);
    if (text.halo.alpha > 0) {
        set_paint(element, "stroke", text.halo);
        element.set("stroke-width", "2.2").set("paint-order", "stroke");
    }
}

void SvgCanvas::begin_part(const std::string& name, double left, double top,
                           const std::vector<PixelRun>& visible) {
    std::string clip;
    if (!visible.empty()) {
        clip = fmt::format("{}visible-{}", ids_, ++clips_);
        here().add("clipPath").set("id", clip).add("path").set("d", path_data(visible, true));
    }
    XmlElement& part = here().add("g").set("id", ids_ + name);
    if (left != 0 || top != 0) part.set("transform", "translate(" + number(left) + ' ' + number(top) + ')');
    if (!clip.empty()) part.set("clip-path", "url(#" + clip + ')');
    parts_.push_back(&part);
}

void SvgCanvas::end_part() {
    parts_.pop_back();
}

XmlElement svg_picture(double width, double height, const SvgWords& words,
                       const std::function<void(Canvas&)>& draw) {
    SvgCanvas canvas(width, height, words);
    draw(canvas);
    return std::move(canvas).picture();
}

std::string svg_file(double width, double height, const std::string& shown_width,
                     const std::string& shown_height, const SvgWords& words,
                     const std::function<void(Canvas&)>& draw) {
    XmlElement svg = svg_picture(width, height, words, draw);
    svg.set("width", shown_width).set("height", shown_height);
    return std::string(xml_declaration) + svg.text(XmlLayout::dense) + '\n';
}

}  // namespace apogee
