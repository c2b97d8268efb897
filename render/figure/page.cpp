#include "figure/page.h"

#include <algorithm>
#include <cmath>

#include "report/flight.h"
#include "scene/labels.h"

namespace apogee {
namespace {

constexpr double margin = 11;

/// Relative luminance, WCAG 2.1.
double luminance(Color c) {
    const auto linear = [](float v) {
        return v <= 0.04045F ? v / 12.92 : std::pow((static_cast<double>(v) + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.red()) + 0.7152 * linear(c.green()) + 0.0722 * linear(c.blue());
}

double contrast(Color a, Color b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

Color mixed(Color a, Color b, double part) {
    const auto channel = [&](int shift) {
        const auto from = static_cast<double>(a.rgb >> shift & 255),
                   to = static_cast<double>(b.rgb >> shift & 255);
        return static_cast<std::uint32_t>(std::lround(from + (to - from) * part)) << shift;
    };
    return {channel(16) | channel(8) | channel(0), a.alpha};
}

/// Lines below each other; the y below the last.
double write_lines(Canvas& canvas, const std::vector<std::string>& lines, double x, double y,
                   const Typeface& face, Color color, const Look& look) {
    for (const std::string& line : lines) {
        const TypeSetter::Size size = look.type.size(line, face);
        canvas.text({.words = line, .x = x, .y = y + size.ascent, .face = face, .color = color});
        y += size.height() * 1.04;
    }
    return y;
}

/// At most so many lines, the last one cut.
std::vector<std::string> few_lines(const std::string& words, const Typeface& face, double width,
                                   std::size_t most, const Look& look) {
    if (words.empty()) return {};
    std::vector<std::string> lines = look.type.lines(words, face, width);
    if (lines.size() <= most) return lines;
    lines.resize(most);
    lines.back() = look.type.shortened(lines.back() + " …", face, width);
    return lines;
}

std::string credit(const PageWords& words, const Look& look) {
    std::string text = look.phrase(Word::computed_with, version());
    if (words.map) text += " · " + look.phrase(Word::map_data, map_credit);
    return text;
}

}  // namespace

Color Look::ink(Color color) const {
    const Color end{dark ? 0xffffffU : 0x000000U};
    for (double part = 0; part < 1; part += 0.05)
        if (const Color c = mixed(color, end, part); contrast(c, paper()) >= 4.5) return c;
    return end;
}

Box draw_page(Canvas& canvas, const Box& whole, const PageWords& words, const Look& look) {
    const WorldTheme& colors = look.colors();
    canvas.rectangle(whole, look.paper());
    Box inside{whole.left + margin, whole.top + margin, whole.width - 2 * margin, whole.height - 2 * margin};
    const double width = inside.width;
    canvas.begin_part("words", 0, 0, {});
    double top = write_lines(canvas, few_lines(words.title, faces::title, width, 2, look), inside.left,
                             inside.top, faces::title, colors.text, look);
    top = write_lines(canvas, few_lines(words.subtitle, faces::subtitle, width, 2, look), inside.left,
                      top + 1, faces::subtitle, look.ink(colors.quiet), look);

    std::vector<std::string> foot;
    const auto add = [&](const std::string& text, std::size_t most) {
        if (text.empty()) return;
        for (std::string& line : few_lines(text, faces::small, width, most, look))
            foot.push_back(std::move(line));
    };
    add(words.note, 2);
    std::string sources;
    for (const std::string& source : words.sources) sources += (sources.empty() ? "" : "; ") + source;
    if (!sources.empty()) add(look.phrase(Word::sources, sources), 3);
    add(credit(words, look), 2);
    double height = 0;
    for (const std::string& line : foot) height += look.type.size(line, faces::small).height() * 1.04;
    const double bottom = inside.bottom() - height;
    write_lines(canvas, foot, inside.left, bottom, faces::small, look.ink(colors.quiet), look);
    canvas.end_part();
    constexpr double air = 6;
    return {inside.left, top + air, width, std::max(1.0, bottom - air - (top + air))};
}

}  // namespace apogee
