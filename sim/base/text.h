#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace apogee {

/// Columns that printable UTF-8 text takes on a terminal: wide East Asian characters count two, combining
/// marks none.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text in at most `width` columns, its end replaced by "..." where it does not fit.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t width);

/// Text broken at spaces into lines of at most `width` columns; longer words stand alone.
[[nodiscard]] std::vector<std::string> wrapped(const std::string& text, std::size_t width);

/// Columns of a page.
inline constexpr std::size_t page_width = 100;

/// A label, and the text wrapped to the page beside it.
[[nodiscard]] std::string indented(const std::string& label, const std::string& text);

/// A line of its own between paragraphs.
[[nodiscard]] std::string heading(const std::string& text);

/// "1 case", "2 cases".
[[nodiscard]] std::string count_of(std::uint64_t count, const char* one, const char* many);

/// Decimals with which numbers up to `largest` show at least four digits, between 1 and 3.
[[nodiscard]] int decimals_for(double largest);

/// "12.34"; "-" where the number is not finite. Never "-0.00".
[[nodiscard]] std::string fixed(double value, int decimals);

/// A number among others up to `largest`: with their decimals, "12.3"; "1.23e-06" where the greatest of them
/// is so small that these would show little or nothing of it.
[[nodiscard]] std::string number_among(double value, double largest);

/// As `fixed`, with its sign, "+1.2" or "-1.2"; plain "0.0" where nothing is left of it.
[[nodiscard]] std::string with_sign(double value, int decimals);

/// A number as a person would have typed it: up to `digits` significant digits, no trailing zeros.
[[nodiscard]] std::string plain(double value, int digits = 9);

/// The number that a text is, all of it; nothing for another text and for what is not finite.
[[nodiscard]] std::optional<double> finite_number(std::string_view text);

/// The text without the spaces and tabs at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A table of text: columns as wide as their widest cell, two spaces apart.
class TextTable {
  public:
    enum class Align { left, right };
    /// Headings may hold a newline: the unit stands on the line below.
    void column(std::string heading, Align align = Align::right);
    void row(std::vector<std::string> cells);
    /// Columns in which every cell is empty are left out.
    [[nodiscard]] std::string print(std::size_t indent = 2) const;

  private:
    struct Column {
        std::vector<std::string> heading;
        Align align;
    };
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace apogee
