#include "scenario/text_gate.h"

#include <fmt/format.h>

#include <vector>

#include "base/input_error.h"
#include "base/utf8.h"

namespace apogee {

namespace {

/// Walks over TOML as its lexer would, only as closely as needed to tell structure from strings and comments.
class Scan {
  public:
    Scan(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    void run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'')
                skip_string(c);
            else if (c == '#')
                skip_comment();
            else
                structure(c);
        }
    }

  private:
    void structure(char c) {
        switch (c) {
            case '\n':
                key_dots_ = 0;
                if (open_.empty()) assigned_dots_ = 0;
                line_begins_ = true;
                advance();
                return;
            case ' ':
            case '\t':
            case '\r':
                advance();
                return;
            case '[':
            case '{':
                if (line_begins_ && open_.empty() && c == '[') count(headers_, TextLimits::headers, "tables");
                open_bracket();
                break;
            case ']':
            case '}':
                close_bracket();
                break;
            case '.':
                if (++key_dots_ >= TextLimits::key_parts)
                    fail(fmt::format("a key has more than {} dotted parts", TextLimits::key_parts));
                break;
            case '=':
                assigned_dots_ = key_dots_;
                key_dots_ = 0;
                count(keys_, TextLimits::keys, "keys");
                break;
            case ',':
                key_dots_ = assigned_dots_ = 0;
                count(elements_, TextLimits::elements, "values");
                break;
            default:
                break;
        }
        line_begins_ = false;
        advance();
    }

    /// A dotted key nests a table for each of its dots, so what a bracket opens may lie deeper by these.
    void open_bracket() {
        open_.push_back(assigned_dots_ + 1);
        depth_ += open_.back();
        key_dots_ = assigned_dots_ = 0;
        if (depth_ > TextLimits::nesting)
            fail(fmt::format("brackets are nested more than {} deep", TextLimits::nesting));
    }

    void close_bracket() {
        key_dots_ = assigned_dots_ = 0;
        if (open_.empty()) return;
        depth_ -= open_.back();
        open_.pop_back();
    }

    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') advance();
    }

    /// An unfinished one-line string ends with its line: the parser stops there with an error of its own.
    void skip_string(char quote) {
        line_begins_ = false;
        const bool several_lines = text_.substr(at_, 3) == std::string(3, quote);
        advance(several_lines ? 3 : 1);
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\\' && quote == '"' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
                advance(2);
            } else if (c == '\n' && !several_lines) {
                return;
            } else if (c == quote && !several_lines) {
                advance();
                return;
            } else if (c == quote && text_.substr(at_, 3) == std::string(3, quote)) {
                // Up to two quotes may stand directly before the closing three.
                while (at_ < text_.size() && text_[at_] == quote) advance();
                return;
            } else {
                advance();
            }
        }
    }

    void count(int& counter, int most, std::string_view what) {
        if (++counter > most) fail(fmt::format("there are more than {} {}", most, what));
    }

    void advance(std::size_t bytes = 1) {
        for (std::size_t i = 0; i < bytes && at_ < text_.size(); ++i, ++at_) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '\n') {
                ++line_;
                column_ = 1;
            } else if ((byte & 0xc0) != 0x80) {
                ++column_;
            }
        }
    }

    [[noreturn]] void fail(std::string_view problem) const {
        throw input_error({file_, line_, column_}, {}, problem, "expected fewer");
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
    int line_ = 1, column_ = 1;
    bool line_begins_ = true;
    std::vector<int> open_;  ///< levels that each open bracket stands for
    int depth_ = 0;          ///< their sum
    int key_dots_ = 0;       ///< of the key being read
    int assigned_dots_ = 0;  ///< of the key whose value is being read
    int headers_ = 0, keys_ = 0, elements_ = 0;
};

}  // namespace

void check_text(std::string_view text, const std::string& file, const TextRules& size) {
    if (text.empty()) throw input_error({file, 1, 1}, {}, "is empty", size.when_empty);
    if (text.size() > size.bytes)
        throw input_error({file, 1, 1}, {}, std::string("is larger than ") + size.larger_than,
                          size.when_larger);
    int line = 1, column = 1;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8 next = decode_utf8(text.substr(at));
        if (next.bytes == 0 || next.code_point == 0) {
            const bool nul = next.bytes != 0;
            throw input_error({file, line, column}, {}, nul ? "a NUL byte" : "bytes that are not UTF-8",
                              "expected a UTF-8 text");
        }
        at += next.bytes;
        ++column;
        if (next.code_point == '\n') {
            ++line;
            column = 1;
        }
    }
}

void check_toml_limits(std::string_view text, const std::string& file) {
    Scan(text, file).run();
}

}  // namespace apogee
