#pragma once

#include <map>
#include <string>
#include <vector>

#include "batch/engine.h"

namespace apogee::testing {

/// One scenario as every engine flies it: `propagate` at its default and its tight tolerance, and the lanes
/// of every width that this processor has. The tight flight is the truth; the others keep within the bounds
/// of `engine_agreement.cpp`, and all widths give the same bits.
struct Agreement {
    Outcome outcome = Outcome::step_limit;  ///< of the tight flight
    bool robust = false;                    ///< the lanes' fast path gave it up
    double place_m = 0;                     ///< farthest of the other engines' impacts from the true one
    /// By figure ("place" for the impact's): the largest difference as a share of what is allowed.
    std::map<std::string, double> of_allowed;
    /// "lanes: range_km 123.4 for 123.5, 0.001 allowed", one each.
    std::vector<std::string> disagreements;
};
[[nodiscard]] Agreement compare_engines(const Scenario& scenario);

}  // namespace apogee::testing
