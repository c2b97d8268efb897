#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace apogee {

/// A 64-bit checksum, eight bytes at a time. Each step is a bijection of the state for given data, and of the
/// data for a given state: a change within one word is always noticed, any other is missed once in 2^64.
class Checksum {
  public:
    void add(std::uint64_t word) {
        state_ = std::rotl(state_ ^ (word * 0x9e3779b97f4a7c15ull), 29) * 0xbf58476d1ce4e5b9ull;
    }
    /// The last word is filled up with zeros.
    void add(std::string_view bytes) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), sizeof(std::uint64_t)))) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data(), std::min(bytes.size(), sizeof word));
            add(word);
        }
    }
    /// A text behind its length, so that no two lists of texts share a sum.
    void add_text(std::string_view text) {
        add(text.size());
        add(text);
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

  private:
    std::uint64_t state_ = 0x243f6a8885a308d3ull;
};

}  // namespace apogee
