#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenario/key.h"

namespace apogee {

/// Every table of the scenario format. The tables of docs/formats.md are made of them.
namespace tables {
extern const TableKeys scenario, vehicle, launch, initial, ascent, environment, reported, stage, booster,
    thrust_curve, shroud, payload, drag, number;
}

/// The unit that a key's ending states ("kg" for "dry_mass_kg", "m_s" for "kick_speed_m_s"); empty for none.
/// Knows more units than the format uses, to recognise wrong ones.
[[nodiscard]] std::string_view unit_of(std::string_view key);

/// The key without its unit: "dry_mass".
[[nodiscard]] std::string_view base_of(std::string_view key);

/// The row of a number's path, "stage[2].dry_mass_kg", and which stage or booster it is of, counted from 0.
struct KeyPlace {
    const Key* key = nullptr;
    std::size_t index = 0;
};
[[nodiscard]] std::optional<KeyPlace> key_at(std::string_view path);

/// What is right instead of a key that a table does not know: another unit, a near spelling, another table.
struct KeyAdvice {
    std::string problem, right;
};
[[nodiscard]] KeyAdvice advise_on_unknown_key(std::string_view key, const TableKeys& table);

/// The keys that say the same thing as `key` in another way, one of which is given at a time: setting one
/// from outside replaces the others.
[[nodiscard]] std::span<const std::string_view> alternatives_to(std::string_view table, std::string_view key);

}  // namespace apogee
