#include "base/input_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/utf8.h"

namespace apogee {

namespace {

constexpr std::size_t longest_quote = 60;
constexpr std::size_t longest_key = 120;

/// Characters that a terminal obeys instead of showing, and those that reorder what stands around them.
bool is_hidden(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xfeff;
}

std::string escape(char32_t c) {
    if (c == '\n') return "\\n";
    if (c == '\r') return "\\r";
    if (c == '\t') return "\\t";
    return c < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c))
                     : fmt::format("\\u{:04x}", static_cast<unsigned>(c));
}

std::string shortened(std::string_view text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        if (characters == most) return std::string(text.substr(0, at)) + "...";
        at += std::max<std::size_t>(1, decode_utf8(text.substr(at)).bytes);
    }
    return std::string(text);
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Utf8 next = decode_utf8(text.substr(at));
        if (next.bytes == 0) {
            out += escape(static_cast<unsigned char>(text[at]));
            ++at;
            continue;
        }
        if (is_hidden(next.code_point))
            out += escape(next.code_point);
        else
            out.append(text.substr(at, next.bytes));
        at += next.bytes;
    }
    return out;
}

std::string in_quotes(std::string_view text) {
    return '"' + printable(shortened(text, longest_quote)) + '"';
}

InputError input_error(const Place& place, std::string_view key, std::string_view problem,
                       std::string_view right) {
    std::string line = printable(place.file);
    if (place.line > 0) line += fmt::format(":{}:{}", place.line, place.column);
    if (!key.empty()) line += ": " + printable(shortened(key, longest_key));
    line += ": " + printable(problem);
    if (!right.empty()) line += "; " + printable(right);
    return InputError(line);
}

std::string number_text(double value) {
    return fmt::format("{}", value);
}

std::string joined(std::span<const std::string_view> words, std::string_view separator) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest = 64;  // nothing longer resembles a key
    if (word.empty() || word.size() > longest) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                         std::string_view otherwise, std::string_view quote) {
    const std::string_view near = nearest_word(word, candidates);
    if (near.empty()) return std::string(otherwise);
    return fmt::format("did you mean {}{}{}?", quote, near, quote);
}

}  // namespace apogee
