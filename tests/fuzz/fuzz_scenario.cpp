// A scenario text of any kind is refused in one line or flies to a named end: it never crashes, hangs or
// swells. Input for libFuzzer (APOGEE_FUZZ) and for replay.cpp, which the tests run.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/input_error.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

/// What must hold for anything that flew; stops the program otherwise, as fuzzers expect.
void require(bool holds) {
    if (!holds) std::abort();
}

void fly(const Scenario& scenario) {
    FlightPlan flight_plan = plan(scenario);
    // Coarse and short: the way into the propagator matters here, not how far it goes.
    flight_plan.duration_s = std::fmin(flight_plan.duration_s.value_or(600.0), 600.0);
    const Trajectory flight = propagate(flight_plan, {1e-5});
    require(std::isfinite(flight.end_s));
    for (const Event& event : flight.events) require(event.time_s >= 0 && event.time_s <= flight.end_s);
    const FlightSummary summary = summarise(flight);
    require(std::isfinite(summary.final.place.height));
    require(summary.final.mass_kg > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        // Beside the catalogue, so that its vehicles are found.
        const Scenario scenario = parse_scenario(text, APOGEE_SCENARIOS_DIR "/fuzz.toml");
        require(scenario.hash.size() == 16);
        static_cast<void>(warnings(scenario));
        fly(scenario);
    } catch (const InputError& error) {
        const std::string line = error.what();
        require(!line.empty() && line.find('\n') == std::string::npos &&
                line.find('\x1b') == std::string::npos);
    }
    return 0;
}
