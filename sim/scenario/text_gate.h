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

/// How large a kind of text may be, and what to say of one that is larger, or empty.
struct TextRules {
    std::size_t bytes;
    const char *when_empty, *larger_than, *when_larger;
};
inline constexpr TextRules size_of_scenarios{TextLimits::bytes, "`apogee new FILE` writes one to start from",
                                             "1 MiB", "expected a text of some kilobytes"};
/// Rows of figures: reported flights, measurements.
inline constexpr TextRules size_of_tables{64 << 20, "the first line must name the columns", "64 MiB",
                                          "expected fewer rows, such as every tenth"};

/// Refuses bytes that are no text: empty, too long, NUL, invalid UTF-8. @throws InputError
void check_text(std::string_view text, const std::string& file, const TextRules& size = size_of_scenarios);

/// Refuses what would make a TOML parser recurse or swell without limit; strings and comments are skipped
/// over as TOML defines them. @throws InputError
void check_toml_limits(std::string_view text, const std::string& file);

}  // namespace apogee
