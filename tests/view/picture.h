#pragma once

#include <array>
#include <filesystem>
#include <vector>

namespace apogee::testing {

/// A part of a picture, pixels; the right and lower edges do not belong to it.
struct Box {
    int left, top, right, bottom;
};

using Rgb = std::array<int, 3>;

inline constexpr Rgb first_flight{0xe6, 0x9f, 0x00}, second_flight{0x56, 0xb4, 0xe9};

struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> rgb;

    Picture() = default;
    /// @throws std::runtime_error where the file is no picture.
    explicit Picture(const std::filesystem::path& png);

    [[nodiscard]] Box whole() const { return {0, 0, width, height}; }
    /// Pixels within a box that are near a colour.
    [[nodiscard]] int count(const Box& box, const Rgb& color) const;
    bool operator==(const Picture&) const = default;
};

/// How much of a picture differs visibly, from 0 to 1.
///
/// Both are blurred first (a box of nine pixels, twice), so that another driver's antialiasing or a font's
/// hinting count for nothing; then the points are counted where a colour channel differs by more than 12 of
/// 255. A line two pixels wide that is missing leaves a band some ten pixels wide of differences of 20 to 40;
/// a picture moved by a whole pixel leaves almost none.
/// Pictures of different sizes differ wholly.
[[nodiscard]] double difference(const Picture& a, const Picture& b, const Box& box);

}  // namespace apogee::testing
