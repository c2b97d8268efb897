#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/length_units.h"

namespace apogee {

/// Which panels are shown; empty: where there is room.
struct Folds {
    std::optional<bool> left, right, lower;
    bool operator==(const Folds&) const = default;
};

/// A panel's name in files, and its place in `Folds`.
struct FoldedPanel {
    const char* name;
    std::optional<bool> Folds::*open;
};
inline constexpr std::array<FoldedPanel, 3> folded_panels{
    {{"left", &Folds::left}, {"right", &Folds::right}, {"lower", &Folds::lower}}};

/// What the window remembers from one time to the next. It is a convenience: where it cannot be read or
/// written, the window begins as it does the first time.
struct Memory {
    std::optional<int> width, height;
    std::optional<bool> dark;
    std::optional<LengthUnit> unit;
    Folds folds;
    std::vector<std::string> recent;  ///< scenarios by their whole names, the last one first

    void opened(const std::string& file);
};

/// $XDG_STATE_HOME/apogee/window.json, or below ~/.local/state; empty where neither variable is set.
[[nodiscard]] std::string memory_file();
[[nodiscard]] Memory read_memory(const std::string& file);
void write_memory(const Memory& memory, const std::string& file);

}  // namespace apogee
