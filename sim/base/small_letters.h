#pragma once

#include <string>
#include <string_view>

namespace apogee {

/// An ASCII letter small; any other byte as it is.
[[nodiscard]] constexpr char small_letter(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string small_letters(std::string_view text) {
    std::string small;
    for (const char c : text) small += small_letter(c);
    return small;
}

}  // namespace apogee
