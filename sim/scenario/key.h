#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace apogee {

struct CaseNumbers;

/// The range a number must lie in, both ends included, in the unit of its key.
struct Bounds {
    double least = 0, most = 0;
    bool whole = false;  ///< of things that are counted: a fraction between the bounds is refused
};

/// One key of the scenario format, said once: readers, `--set`, sweeps and draws, sliders, the hash of a
/// scenario and the tables of docs/formats.md iterate these rows or look them up. Of the keys that describe a
/// number ("low"), and of a study's, only the names stand in rows.
struct Key {
    /// number: with uncertainty and source. rows: an array of plain numbers. words: a string, true or false,
    /// a date. table: of further keys.
    enum class Holds { number, rows, words, table };
    using SetNumber = void (*)(CaseNumbers& numbers, std::size_t index, double value);

    std::string_view name;  ///< ends in its unit: "dry_mass_kg"
    Holds holds = Holds::words;
    Bounds bounds;                   ///< of a number and of each of the rows
    std::optional<double> fallback;  ///< of a number that need not be stated
    std::string_view otherwise;      ///< what holds where it is not stated, in words: "needed", "none"
    std::string_view meaning;        ///< Markdown, one table cell
    /// How a number varies from case to case: written by stage or booster, counted from 0. Null: never.
    SetNumber set = nullptr;
    /// The keys of its table that say the same in another way, one of which is given at a time.
    std::array<std::string_view, 3> replaces{};
    bool of_the_earth = false;  ///< the Earth's own numbers: cases that differ in them share no air model

    /// As a name among others: "did you mean ...?".
    constexpr operator std::string_view() const { return name; }
};

/// The keys that a kind of table may hold; `name` as in "stage" for [[stage]], empty for the top level.
struct TableKeys {
    std::string_view name;
    std::span<const Key> keys;

    [[nodiscard]] const Key* find(std::string_view key) const {
        for (const Key& row : keys)
            if (row.name == key) return &row;
        return nullptr;
    }
};

/// Of times and spans that a scenario states: up to a day and more.
inline constexpr Bounds seconds_bounds{0, 1e5};

/// Rows in short.
namespace rows {
constexpr Key number(std::string_view name, Bounds bounds, std::string_view otherwise,
                     std::string_view meaning, Key::SetNumber set = nullptr,
                     std::array<std::string_view, 3> replaces = {}) {
    return {name, Key::Holds::number, bounds, {}, otherwise, meaning, set, replaces};
}
constexpr Key number(std::string_view name, Bounds bounds, double fallback, std::string_view meaning,
                     Key::SetNumber set = nullptr) {
    return {name, Key::Holds::number, bounds, fallback, {}, meaning, set};
}
constexpr Key list(std::string_view name, Bounds bounds, std::string_view meaning) {
    return {name, Key::Holds::rows, bounds, {}, "needed", meaning};
}
constexpr Key words(std::string_view name, std::string_view otherwise = {}, std::string_view meaning = {}) {
    return {name, Key::Holds::words, {}, {}, otherwise, meaning};
}
constexpr Key table(std::string_view name, std::string_view otherwise = {}, std::string_view meaning = {}) {
    return {name, Key::Holds::table, {}, {}, otherwise, meaning};
}
/// Of a table whose numbers may have a source of their own.
inline constexpr Key source = words("source", "none", "stands for those of its numbers that name none");
}  // namespace rows

}  // namespace apogee
