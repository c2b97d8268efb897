#pragma once

#include <cstddef>
#include <string_view>

namespace apogee {

/// One decoded character; `bytes` 0 where the text does not start with valid UTF-8.
struct Utf8 {
    char32_t code_point = 0;
    std::size_t bytes = 0;
};

/// Decodes the first character. Overlong forms, surrogates and values above U+10FFFF are invalid (RFC 3629).
[[nodiscard]] inline Utf8 decode_utf8(std::string_view text) {
    if (text.empty()) return {};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
    char32_t code = lead & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        code = (code << 6) | (byte(i) & 0x3fu);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
    return {code, size};
}

/// The characters that fit into so many bytes.
[[nodiscard]] inline std::string_view beginning(std::string_view text, std::size_t most_bytes) {
    if (text.size() <= most_bytes) return text;
    while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xc0) == 0x80) --most_bytes;
    return text.substr(0, most_bytes);
}

}  // namespace apogee
