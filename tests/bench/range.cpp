// How far a missile goes: one azimuth, a ring of 72, and a payload curve, scan and refinement included.
// The argument is the number of threads.
#include "range/range.h"

#include <benchmark/benchmark.h>

namespace apogee {
namespace {

Scenario catalogued(const char* name) {
    return load_scenario(std::string(APOGEE_SCENARIOS_DIR "/") + name + ".toml");
}

RangeOptions with_threads(const benchmark::State& state) {
    RangeOptions options;
    options.threads = static_cast<unsigned>(state.range(0));
    return options;
}

void one_azimuth(benchmark::State& state, const char* name) {
    const Scenario scenario = catalogued(name);
    for (auto _ : state) benchmark::DoNotOptimize(range_at_azimuth(scenario, with_threads(state)));
}

void ring_of_72(benchmark::State& state, const char* name) {
    const Scenario scenario = catalogued(name);
    for (auto _ : state) benchmark::DoNotOptimize(range_ring(scenario, 72, with_threads(state)));
}

void payload_curve_of_25(benchmark::State& state, const char* name) {
    const Scenario scenario = catalogued(name);
    std::vector<double> payloads;
    for (int i = 0; i < 25; ++i) payloads.push_back(300 + 50 * i);
    for (auto _ : state)
        benchmark::DoNotOptimize(range_over_payload(scenario, payloads, with_threads(state)));
}

BENCHMARK_CAPTURE(one_azimuth, reference, "reference-25")
    ->Arg(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ring_of_72, scud, "scud-b")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ring_of_72, intermediate, "hwasong-12-2017-05-14")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ring_of_72, reference, "reference-25")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(payload_curve_of_25, reference, "reference-25")
    ->Arg(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace apogee
