#pragma once

#include <string>

#include "scenario/catalogue.h"
#include "scenario/node.h"
#include "scenario/reader.h"

namespace apogee {

/// Puts the vehicle that the root's `vehicle` names (a file, or "catalogue:NAME") into the root, as if it
/// stood there. Keys of the root's own [payload] replace those of the vehicle's one by one.
/// @param folder  of the scenario file.
/// @throws InputError for a path that leaves the folder, a missing file, a vehicle beside an inline one.
void merge_vehicle(Node& root, const Folders& folders);

/// The vehicle that stands in the tree. @param stages_needed  false where the flight starts at a release.
[[nodiscard]] Vehicle read_vehicle(const TableReader& root, bool stages_needed);

}  // namespace apogee
