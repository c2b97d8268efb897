#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/small_letters.h"

namespace apogee {

/// Units in which people state distances over the ground.
enum class LengthUnit { km, nmi, mi, m };

struct LengthUnitRow {
    LengthUnit unit;
    const char* name;
    double metres;
};
/// In the order of the enumeration. Exact by definition; nmi is the international nautical mile, mi the
/// statute mile.
inline constexpr std::array length_units{
    LengthUnitRow{LengthUnit::km, "km", 1000}, LengthUnitRow{LengthUnit::nmi, "nmi", 1852},
    LengthUnitRow{LengthUnit::mi, "mi", 1609.344}, LengthUnitRow{LengthUnit::m, "m", 1}};

[[nodiscard]] constexpr double metres_per(LengthUnit unit) {
    return length_units[static_cast<std::size_t>(unit)].metres;
}
[[nodiscard]] constexpr const char* name(LengthUnit unit) {
    return length_units[static_cast<std::size_t>(unit)].name;
}

/// Other words for them.
struct LengthUnitWord {
    std::string_view word;
    LengthUnit unit;
};
inline constexpr std::array length_unit_words{
    LengthUnitWord{"kilometres", LengthUnit::km}, LengthUnitWord{"kilometers", LengthUnit::km},
    LengthUnitWord{"nm", LengthUnit::nmi},        LengthUnitWord{"miles", LengthUnit::mi},
    LengthUnitWord{"mile", LengthUnit::mi},       LengthUnitWord{"metres", LengthUnit::m},
    LengthUnitWord{"meters", LengthUnit::m}};

/// Empty where no unit is called so. Letters may be small or great.
[[nodiscard]] constexpr std::optional<LengthUnit> find_length_unit(std::string_view text) {
    const auto is_text = [&](std::string_view word) {
        return std::ranges::equal(text, word, {}, small_letter);
    };
    for (const LengthUnitRow& row : length_units)
        if (is_text(row.name)) return row.unit;
    for (const LengthUnitWord& other : length_unit_words)
        if (is_text(other.word)) return other.unit;
    return std::nullopt;
}

}  // namespace apogee
