#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace apogee::testing {

/// A scenario drawn at random, as the files that a user would write: so that all of it passes the reader.
struct RandomScenario {
    struct File {
        std::string name, text;
    };
    std::string text;         ///< the scenario
    std::vector<File> files;  ///< what it names: tables of air and wind, its vehicle
};

/// Every key of docs/formats.md, and every way in which a flight may begin and end, comes up within some
/// hundred numbers. The same seed and number give the same text on every machine with the same libm.
[[nodiscard]] RandomScenario random_scenario(std::uint64_t seed, std::uint64_t number);

/// The seed of the suite and of build/tests/agreement, so that a number means one scenario.
inline constexpr std::uint64_t usual_seed = 1;

/// Reads it; the files it names are put into `folder` on the way.
[[nodiscard]] Scenario read(const RandomScenario& scenario, const std::string& folder);

}  // namespace apogee::testing
