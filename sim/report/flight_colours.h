#pragma once

#include <array>
#include <cstdint>

namespace apogee {

/// The colours of flights that stand together, in pictures and in files: 0xRRGGBB, again from the first after
/// the last. Okabe and Ito, "Color Universal Design" (2008): the colour-blind tell them apart.
inline constexpr std::array<std::uint32_t, 5> flight_colours{0xE69F00, 0x56B4E9, 0x009E73, 0xCC79A7,
                                                             0xD55E00};

}  // namespace apogee
