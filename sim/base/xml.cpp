#include "base/xml.h"

#include <algorithm>

#include "base/utf8.h"

namespace apogee {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool has_a_place(char32_t c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

/// Stands as it is: nearly all that a picture's paths hold, which is copied at once.
bool is_plain(char c) {
    return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"';
}

void append_escaped(std::string& out, std::string_view text) {
    while (true) {
        const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) return;
        const Utf8 character = decode_utf8(text);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        if (character.bytes == 0 || !has_a_place(character.code_point))
            out += replacement;
        else if (text.front() == '&')
            out += "&amp;";
        else if (text.front() == '<')
            out += "&lt;";
        else if (text.front() == '>')
            out += "&gt;";
        else if (text.front() == '"')
            out += "&quot;";
        else
            out += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_escaped(out, text);
    return out;
}

}  // namespace

XmlElement& XmlElement::add(std::string name) {
    return add(XmlElement(std::move(name)));
}

XmlElement& XmlElement::add(std::string name, std::string_view text) {
    return add(std::move(name)).add_text(text);
}

XmlElement& XmlElement::add(XmlElement element) {
    content_.push_back({{}, std::make_unique<XmlElement>(std::move(element))});
    return *content_.back().element;
}

XmlElement& XmlElement::add_text(std::string_view text) {
    content_.push_back({escaped(text), nullptr});
    return *this;
}

XmlElement& XmlElement::set(std::string name, std::string_view value) {
    attributes_.emplace_back(std::move(name), escaped(value));
    return *this;
}

std::string XmlElement::text(XmlLayout layout) const {
    std::string out;
    write(out, layout, 0);
    return out;
}

void XmlElement::write(std::string& out, XmlLayout layout, std::size_t depth) const {
    out += '<' + name_;
    for (const auto& [name, value] : attributes_) out += ' ' + name + "=\"" + value + '"';
    if (content_.empty() && layout != XmlLayout::html) {
        out += "/>";
        return;
    }
    out += '>';
    // Text is never moved to a line of its own: its spaces would change.
    const bool lines = layout == XmlLayout::indented &&
                       std::ranges::all_of(content_, [](const Content& c) { return c.element != nullptr; });
    for (const Content& content : content_) {
        if (lines) out += '\n' + std::string(depth + 1, ' ');
        if (content.element)
            content.element->write(out, layout, depth + 1);
        else
            out += content.text;
    }
    if (lines) out += '\n' + std::string(depth, ' ');
    out += "</" + name_ + '>';
}

}  // namespace apogee
