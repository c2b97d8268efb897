#include "figure/page.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/flight.h"

namespace apogee {
namespace {

constexpr double margin = 11, line_pitch = 1.04;

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
        y += size.height() * line_pitch;
    }
    return y;
}

/// At most so many lines, the last one cut.
std::vector<std::string> few_lines(const std::string& words, const Typeface& face, double width,
                                   std::size_t most, const Look& look) {
    if (words.empty()) return {};
    std::vector<std::string> lines =
        look.type.lines(std::string(beginning(words, most_bytes_laid_out)), face, width);
    if (lines.size() <= most) return lines;
    lines.resize(most);
    lines.back() = look.type.shortened(lines.back() + " …", face, width);
    return lines;
}

double height_of(const std::vector<std::string>& lines, const Typeface& face, const Look& look) {
    double height = 0;
    for (const std::string& line : lines) height += look.type.size(line, face).height() * line_pitch;
    return height;
}

std::string credit(const PageWords& words, const Look& look) {
    std::string text = look.phrase(Word::computed_with, version());
    if (words.map) text += std::string(" · ") + look.word(Word::map_data);
    return text;
}

/// The words of a page in lines.
struct PageLines {
    std::vector<std::string> title, subtitle, foot;

    /// @param most  lines of each part
    PageLines(const PageWords& words, double width, std::size_t most, const Look& look)
        : title(few_lines(words.title, faces::title, width, std::min<std::size_t>(most, 2), look)),
          subtitle(few_lines(words.subtitle, faces::subtitle, width, std::min<std::size_t>(most, 2), look)) {
        const auto add = [&](const std::string& text, std::size_t lines) {
            for (std::string& line : few_lines(text, faces::small, width, std::min(most, lines), look))
                foot.push_back(std::move(line));
        };
        add(words.note, 4);
        std::string sources;
        for (const std::string& source : words.sources) sources += (sources.empty() ? "" : "; ") + source;
        if (!sources.empty()) add(look.phrase(Word::sources, sources), 3);
        add(credit(words, look), 2);
    }

    [[nodiscard]] double height(const Look& look) const {
        return height_of(title, faces::title, look) + height_of(subtitle, faces::subtitle, look) +
               height_of(foot, faces::small, look);
    }
};

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
    const Box inside{whole.left + margin, whole.top + margin, whole.width - 2 * margin,
                     whole.height - 2 * margin};
    constexpr std::size_t as_needed = 9;
    PageLines lines(words, inside.width, as_needed, look);
    // A small page is no page of words.
    if (lines.height(look) > inside.height / 2) lines = PageLines(words, inside.width, 1, look);
    canvas.begin_part("words", 0, 0, {});
    double top = write_lines(canvas, lines.title, inside.left, inside.top, faces::title, colors.text, look);
    top = write_lines(canvas, lines.subtitle, inside.left, top + 1, faces::subtitle, look.ink(colors.quiet),
                      look);
    const double bottom = inside.bottom() - height_of(lines.foot, faces::small, look);
    write_lines(canvas, lines.foot, inside.left, bottom, faces::small, look.ink(colors.quiet), look);
    canvas.end_part();
    constexpr double air = 6;
    return {inside.left, top + air, inside.width, std::max(1.0, bottom - air - (top + air))};
}

}  // namespace apogee
