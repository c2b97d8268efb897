#include "browser_type_setter.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace apogee {
namespace {

extern "C" {
/// Of a text of `size` bytes of UTF-8, in the font's own size.
__attribute__((import_module("page"), import_name("text_width"))) double apogee_page_text_width(
    const char* text, std::size_t size, double font_size, std::int32_t bold, std::int32_t italic);
}

/// Inter's, in parts of its size.
constexpr double ascent = 0.969, descent = 0.242;

/// The bytes of the first characters that fit; at least one character.
std::size_t fitting(std::string_view text, const auto& fits) {
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t next = end + std::max<std::size_t>(decode_utf8(text.substr(end)).bytes, 1);
        if (end > 0 && !fits(text.substr(0, next))) break;
        end = next;
    }
    return end;
}

}  // namespace

TypeSetter::Size BrowserTypeSetter::size(const std::string& words, const Typeface& face) const {
    return {apogee_page_text_width(words.data(), words.size(), face.size, face.bold, face.italic),
            ascent * face.size, descent * face.size};
}

/// Greedily, at spaces; a word that is wider than a line, or a text without spaces, between letters.
std::vector<std::string> BrowserTypeSetter::lines(const std::string& words, const Typeface& face,
                                                  double most) const {
    const auto fits = [&](std::string_view text) { return width(std::string(text), face) <= most; };
    if (words.empty()) return {{}};
    std::vector<std::string> result;
    std::string_view rest = words;
    while (!rest.empty()) {
        std::size_t end = rest.size();
        if (!fits(rest)) {
            end = fitting(rest, fits);
            if (const std::size_t space = rest.rfind(' ', end); space != rest.npos && space > 0) end = space;
        }
        std::string line(rest.substr(0, end));
        while (line.ends_with(' ')) line.pop_back();
        result.push_back(std::move(line));
        rest.remove_prefix(end);
        while (rest.starts_with(' ')) rest.remove_prefix(1);
    }
    return result;
}

}  // namespace apogee
