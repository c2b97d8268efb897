#pragma once

#include <array>
#include <cstdint>

#include "report/flight_colours.h"

namespace apogee {

/// A colour as 0xRRGGBB, with an opacity.
struct Color {
    std::uint32_t rgb = 0;
    float alpha = 1;
    [[nodiscard]] float red() const { return static_cast<float>(rgb >> 16 & 255) / 255; }
    [[nodiscard]] float green() const { return static_cast<float>(rgb >> 8 & 255) / 255; }
    [[nodiscard]] float blue() const { return static_cast<float>(rgb & 255) / 255; }
    [[nodiscard]] Color with_alpha(float a) const { return {rgb, a}; }
    [[nodiscard]] Color faded(float a) const { return {rgb, alpha * a}; }
};

/// The colours of the world, in one structure for dark and light.
struct WorldTheme {
    Color ground, sea, land, coast, border, graticule, text, quiet, sea_text, casing;
};

/// The theme for dark or light surroundings.
[[nodiscard]] inline const WorldTheme& world_theme(bool dark) {
    static const WorldTheme night{{0x0e1621}, {0x101c2a}, {0x26374a}, {0x4b5f75}, {0x41546a},
                                  {0x24364a}, {0xe8edf3}, {0x8fa1b5}, {0x5b7fa6}, {0x0b121b}};
    static const WorldTheme day{{0xe6ebf0}, {0xd5e2ee}, {0xf7f5f0}, {0x8798a9}, {0xb3bcc6},
                                {0xbccddc}, {0x17212c}, {0x5a6b7c}, {0x5b83ad}, {0xffffff}};
    return dark ? night : day;
}

/// How a flight is told from others: colour and dash, lengths in points (0: solid).
struct FlightStyle {
    Color color;
    float dash = 0, gap = 0;
};

/// The style with this index; they repeat, first the colours, then with other dashes.
[[nodiscard]] inline FlightStyle flight_style(int index) {
    static constexpr std::array<std::array<float, 2>, 5> dashes{{{0, 0}, {9, 5}, {2, 3}, {14, 4}, {5, 5}}};
    const auto i = static_cast<std::size_t>(index < 0 ? -index : index);
    const auto& dash = dashes[(i + i / 5) % 5];
    return {{flight_colours[i % flight_colours.size()]}, dash[0], dash[1]};
}

}  // namespace apogee
