#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace apogee {
namespace {

struct Span {
    char32_t first, last;
};

bool in_any(char32_t value, std::initializer_list<Span> spans) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const Span& span) { return value >= span.first && value <= span.last; });
}

std::size_t columns_of(char32_t c) {
    if (in_any(c, {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}})) return 0;
    const bool wide = in_any(c, {{0x1100, 0x115f},
                                 {0x2e80, 0xa4cf},
                                 {0xac00, 0xd7a3},
                                 {0xf900, 0xfaff},
                                 {0xfe30, 0xfe6f},
                                 {0xff00, 0xff60},
                                 {0xffe0, 0xffe6},
                                 {0x1f300, 0x1faff},
                                 {0x20000, 0x3fffd}});
    return wide ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Utf8 c = decode_utf8(text);
        width += c.bytes == 0 ? 1 : columns_of(c.code_point);
        text.remove_prefix(std::max<std::size_t>(c.bytes, 1));
    }
    return width;
}

std::string shortened(const std::string& text, std::size_t width) {
    if (display_width(text) <= width) return text;
    std::string_view rest = text;
    std::size_t used = 0;
    while (!rest.empty()) {
        const Utf8 c = decode_utf8(rest);
        const std::size_t columns = c.bytes == 0 ? 1 : columns_of(c.code_point);
        if (used + columns + 3 > width) break;
        used += columns;
        rest.remove_prefix(std::max<std::size_t>(c.bytes, 1));
    }
    return text.substr(0, text.size() - rest.size()) + "...";
}

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        begin = end + 1;
        if (lines.empty() || display_width(lines.back()) + 1 + display_width(word) > width) {
            lines.push_back(word);
        } else {
            lines.back() += ' ' + word;
        }
    }
    return lines;
}

std::string indented(const std::string& label, const std::string& text) {
    std::string out;
    for (const std::string& part : wrapped(text, page_width - display_width(label))) {
        out += (out.empty() ? label : std::string(display_width(label), ' ')) + part + '\n';
    }
    return out;
}

std::string count_of(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

int decimals_for(double largest) {
    if (!(std::abs(largest) > 0)) return 1;
    return std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(largest)))), 1, 3);
}

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text[0] == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
    return text;
}

std::string number_among(double value, double largest) {
    const bool tiny = std::abs(largest) < 0.1 && std::isfinite(value);
    return tiny ? plain(value, 3) : fixed(value, decimals_for(largest));
}

std::string with_sign(double value, int decimals) {
    const std::string text = fixed(value, decimals);
    return text.find_first_of("123456789") != std::string::npos && value > 0 ? '+' + text : text;
}

std::string heading(const std::string& text) {
    return '\n' + text + '\n';
}

std::optional<double> finite_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string plain(double value, int digits) {
    return fmt::format("{:.{}g}", value, digits);
}

void TextTable::column(std::string heading, Align align) {
    Column column{{}, align};
    std::size_t begin = 0;
    for (std::size_t end; (end = heading.find('\n', begin)) != std::string::npos; begin = end + 1) {
        column.heading.push_back(heading.substr(begin, end - begin));
    }
    column.heading.push_back(heading.substr(begin));
    columns_.push_back(std::move(column));
}

void TextTable::row(std::vector<std::string> cells) {
    assert(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

std::string TextTable::print(std::size_t indent) const {
    std::size_t heading_lines = 0;
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = 0;
        for (const auto& cells : rows_) width = std::max(width, display_width(cells[i]));
        if (width > 0) {
            heading_lines = std::max(heading_lines, columns_[i].heading.size());
            for (const auto& line : columns_[i].heading) width = std::max(width, display_width(line));
        }
        widths.push_back(width);  // 0: an empty column, not printed
    }
    std::string out;
    const auto print_line = [&](const auto& cell_of) {
        std::string line(indent, ' ');
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (widths[i] == 0) continue;
            const std::string cell = cell_of(i);
            const std::string padding(widths[i] - display_width(cell), ' ');
            line += columns_[i].align == Align::left ? cell + padding : padding + cell;
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    };
    for (std::size_t k = 0; k < heading_lines; ++k) {
        print_line([&](std::size_t i) {
            const auto& heading = columns_[i].heading;
            return k < heading.size() ? heading[k] : std::string();
        });
    }
    if (out.find_first_not_of(" \n") == std::string::npos) out.clear();  // no column has a heading
    for (const auto& cells : rows_) print_line([&](std::size_t i) { return cells[i]; });
    return out;
}

}  // namespace apogee
