#pragma once

#include <string>
#include <vector>

#include "range/standard_family.h"

namespace apogee {

/// A family of trajectories other than the standard one, to show what an answer owes to the choice.
struct AscentFamily {
    std::string name;         ///< "kick from 25 m/s", ...
    std::string free_number;  ///< "kick angle", "elevation at burnout", "loft angle"
    Scenario scenario;        ///< re-flown in the family; the free number can be varied
    FreeNumber number;
};

/// The kick earlier, later, faster and slower than the standard family's; elevation linear in time; the
/// scenario's own programme where it has one free number. The bound on dynamic pressure holds in all of them;
/// angles of attack have none outside the gravity turn.
/// @throws InputError where the scenario has no launch.
[[nodiscard]] std::vector<AscentFamily> other_ascent_families(const Scenario& scenario,
                                                              const StandardFamily& family);

}  // namespace apogee
