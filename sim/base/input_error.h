#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace apogee {

/// Where a value stands: file, 1-based line and column. Line 0: given by no file (a default).
struct Place {
    std::string file;
    int line = 0, column = 0;
};

/// A user's mistake: what() is the one line "file:line:column: key: what is wrong; what was expected".
/// Control characters and escapes from the user's text are made harmless.
class InputError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A user's text as one harmless line of valid UTF-8: control characters (terminal escapes, newlines, C1),
/// invisible direction marks and broken bytes become visible escapes such as `\x1b` and `\u202e`.
[[nodiscard]] std::string printable(std::string_view text);

/// The same in double quotes, cut after some 60 characters: for quoting a value in a message.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The line "file:line:column: key: problem; right". Line 0 leaves line and column out; an empty key or
/// `right` its part. Everything is made printable.
[[nodiscard]] InputError input_error(const Place& place, std::string_view key, std::string_view problem,
                                     std::string_view right = {});

/// The shortest text that reads back as the same number: 41000, 0.5, 1e-06.
[[nodiscard]] std::string number_text(double value);

/// The words one after the other with a separator between them.
[[nodiscard]] std::string joined(std::span<const std::string_view> words, std::string_view separator);

/// The candidate that a misspelt word most likely means, or nothing where none is near.
[[nodiscard]] std::string_view nearest_word(std::string_view word,
                                            std::span<const std::string_view> candidates);

/// What was expected instead of a word that is not among the candidates: "did you mean NEAR?", or `otherwise`
/// where none is near. @param quote  stands round the candidate
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                                       std::string_view otherwise, std::string_view quote = {});

}  // namespace apogee
