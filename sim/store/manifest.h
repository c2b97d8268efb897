#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace apogee {

/// A store that is damaged, incomplete or not of the study at hand: what() is one printable line
/// "path: what is wrong; what to do".
class StoreError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Named one-line texts, in order.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// What a store says of itself.
struct Manifest {
    Facts notes;     ///< for people and for `apogee merge`; may change as the study goes on
    Facts identity;  ///< everything that the stored bytes depend on; never changes
    /// Cases of a chunk (the last one may hold fewer), 1 to most_chunk_cases; as unchangeable.
    std::uint64_t chunk_cases = 0;

    /// The note of a name; empty where there is none.
    [[nodiscard]] std::string note(const std::string& name) const;
};

/// The first fact that two stores do not share, "seed: 7 in FIRST, 8 in SECOND"; nothing where they agree.
[[nodiscard]] std::optional<std::string> difference(const Manifest& a, const std::string& name_of_a,
                                                    const Manifest& b, const std::string& name_of_b);

/// 16 hex digits that stand for a text too long to be kept.
[[nodiscard]] std::string fingerprint(std::string_view text);

/// The manifest as its file has it. Names and values are printable there.
[[nodiscard]] std::string manifest_text(const Manifest& manifest);
/// A hundred scenarios of a thousand numbers each, and room to spare.
inline constexpr std::size_t longest_manifest = 1 << 26;
/// @param path  named in the errors
/// @throws StoreError where the text is no manifest.
[[nodiscard]] Manifest parsed_manifest(const std::string& text, const std::string& path);

}  // namespace apogee
