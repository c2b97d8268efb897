#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

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

/// Empty where no unit is called so.
[[nodiscard]] constexpr std::optional<LengthUnit> find_length_unit(std::string_view text) {
    const auto found =
        std::ranges::find_if(length_units, [&](const LengthUnitRow& row) { return text == row.name; });
    return found == length_units.end() ? std::nullopt : std::optional(found->unit);
}

}  // namespace apogee
