#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <string_view>

namespace apogee {

/// Takes the next row's fields, between tabs, off the front of one of the map's text tables; comment lines
/// (#) are left out. False at the end. The fields point into the text. Our own data: a row of another width
/// is a mistake of ours and asserts.
template <std::size_t columns>
[[nodiscard]] bool next_row(std::string_view& text, std::array<std::string_view, columns>& fields) {
    std::string_view line;
    do {
        if (text.empty()) return false;
        line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + 1);
    } while (line.starts_with('#'));
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t end = line.find('\t');
        assert((end == line.npos) == (i + 1 == columns));
        fields[i] = line.substr(0, end);
        if (end != line.npos) line.remove_prefix(end + 1);
    }
    return true;
}

/// A field as a number; asserts that all of it is one.
template <class Number>
[[nodiscard]] Number table_number(std::string_view field);

}  // namespace apogee
