// Scenarios drawn at random, flown by every engine. To fly more of them: build/tests/agreement.
#include <catch2/catch.hpp>
#include <map>

#include "flight/propagate.h"
#include "properties/engine_agreement.h"
#include "properties/random_scenario.h"
#include "sanitized.h"
#include "temporary_folder.h"

using namespace apogee;
using namespace apogee::testing;

// Would catch any rule that one engine knows and another does not, and a layer, knot or trigger that one of
// them steps across. In parts, so that they run side by side.
TEMPLATE_TEST_CASE_SIG("every engine flies a random scenario alike", "[engines][property]",
                       ((int part), part), 0, 1, 2, 3, 4, 5, 6, 7) {
    constexpr std::uint64_t scenarios = sanitized ? 25 : 125;
    const TemporaryFolder folder;
    for (std::uint64_t i = 0; i < scenarios; ++i) {
        const std::uint64_t number = part * scenarios + i;
        const Agreement agreement =
            compare_engines(read(random_scenario(usual_seed, number), folder.path().string()));
        INFO("build/tests/agreement --show " << number);
        for (const std::string& what : agreement.disagreements) UNSCOPED_INFO(what);
        CHECK(agreement.disagreements.empty());
    }
}

TEST_CASE("random scenarios end in every way that a flight can end", "[engines][property][long]") {
    constexpr std::uint64_t scenarios = sanitized ? 500 : 2000;
    const TemporaryFolder folder;
    std::map<std::string, int> counts;
    for (std::uint64_t number = 0; number < scenarios; ++number)
        ++counts[name(
            propagate(plan(read(random_scenario(usual_seed, number), folder.path().string()))).outcome)];
    for (const char* outcome :
         {"landed", "duration_reached", "escaped", "in_orbit", "lift_off_failed", "time_limit"}) {
        INFO(outcome << " in " << counts[outcome] << " of " << scenarios);
        CHECK(counts[outcome] > 0);
    }
    CHECK(counts["step_limit"] == 0);
}
