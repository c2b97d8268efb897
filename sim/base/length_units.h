#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace apogee {

/// Units in which people state distances over the ground.
struct LengthUnit {
    std::string_view name;
    double km;
};
inline constexpr std::array length_units{LengthUnit{"km", 1}, LengthUnit{"m", 1e-3},
                                         LengthUnit{"mi", 1.609344}, LengthUnit{"nmi", 1.852}};

/// Null where no unit is called so.
[[nodiscard]] constexpr const LengthUnit* find_length_unit(std::string_view name) {
    const auto* const found = std::ranges::find(length_units, name, &LengthUnit::name);
    return found == length_units.end() ? nullptr : found;
}

}  // namespace apogee
