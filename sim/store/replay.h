#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study/study.h"

namespace apogee {

/// One case of a part, as a scenario with some numbers changed: what flies, reports and shows one flight
/// takes it like any other.
struct CaseScenario {
    std::string name;       ///< of the part and the case: names output files
    std::string file;       ///< of the scenario
    Overrides overrides;    ///< every number of the case, exactly
    std::string catalogue;  ///< the study's
};

/// A case of every part.
/// @throws InputError for a case that a study cannot have.
[[nodiscard]] std::vector<CaseScenario> case_scenarios(const Study& study, std::uint64_t number);

}  // namespace apogee
