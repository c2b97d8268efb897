#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace apogee {

/// What a text may hold before a parser sees it. A real scenario stays a hundredfold below each limit; they
/// bound time and memory, and the recursion of the TOML parser.
struct TextLimits {
    static constexpr std::size_t bytes = 1 << 20;
    static constexpr int nesting =
        64;  ///< brackets and braces inside one another, dotted keys counted in full
    static constexpr int key_parts = 32;  ///< a.b.c has three
    static constexpr int headers = 1000;  ///< [table] and [[table]] lines
    static constexpr int keys = 20000;
    static constexpr int elements = 100000;  ///< commas
};

/// Refuses bytes that are no text: empty, too long, NUL, invalid UTF-8. @throws InputError
void check_text(std::string_view text, const std::string& file);

/// Refuses what would make a TOML parser recurse or swell without limit; strings and comments are skipped
/// over as TOML defines them. @throws InputError
void check_toml_limits(std::string_view text, const std::string& file);

}  // namespace apogee
