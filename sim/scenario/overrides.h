#pragma once

#include <string>
#include <string_view>

#include "scenario/node.h"
#include "scenario/scenario.h"

namespace apogee {

/// Applies one change to a tree: the value at a path such as "launch.azimuth_deg", "stage[1].dry_mass_kg" or
/// "ascent.elevation_deg[3]" (counted from 1) is replaced, or added where the table lacks the key. The value
/// is TOML; a bare word is taken as a string. Keys that say the same in another way (burn time and thrust)
/// give way. Whether the path and the value make sense is left to the readers of the tree: the new nodes
/// carry the place "--set".
/// @throws InputError for a path that cannot be followed.
void apply_override(Node& root, std::string_view path, std::string_view value);

/// Whether an override wrote the value, not the file.
[[nodiscard]] bool was_set(const Node& node);

/// Removes from `table` the keys that say what `key` says in another way.
void remove_alternatives(Node& table, std::string_view table_name, std::string_view key);

}  // namespace apogee
