// One flight of REF, warm: ours at its default tolerance beside plain dopri5 on the unsmoothed model, in one
// run. Counters: right-hand sides, and the error at impact against 1e-13.
#include <benchmark/benchmark.h>

#include <boost/numeric/odeint.hpp>
#include <cmath>

#include "../reference/reference_flight.h"
#include "flight/propagate.h"
#include "plain_dopri5.h"

namespace apogee {
namespace {

const Vec3<double>& exact_impact() {
    static const Vec3<double> r = propagate(ReferenceFlight(25).plan(), {1e-13}).steps.back().end.r_I;
    return r;
}

void apogee_default(benchmark::State& bench) {
    const FlightPlan plan = ReferenceFlight(25).plan();
    Trajectory flight;
    for (auto _ : bench) {
        flight = propagate(plan);
        benchmark::DoNotOptimize(flight);
    }
    bench.counters["right_hand_sides"] = static_cast<double>(flight.right_hand_sides);
    bench.counters["impact_error_m"] = (flight.steps.back().end.r_I - exact_impact()).norm();
}

void plain_dopri5(benchmark::State& bench) {
    Plain plain(ReferenceFlight(25).plan());
    const double tolerance = std::pow(10.0, static_cast<double>(-bench.range(0)));
    StateVector end{};
    for (auto _ : bench) {
        plain.evaluations = 0;
        end = plain.fly(tolerance);
        benchmark::DoNotOptimize(end);
    }
    bench.counters["right_hand_sides"] = static_cast<double>(plain.evaluations);
    bench.counters["impact_error_m"] = (unpack(end).r_I - exact_impact()).norm();
}

void reading_a_plan(benchmark::State& bench) {
    const ReferenceFlight reference(25);
    for (auto _ : bench) benchmark::DoNotOptimize(reference.plan());
}

}  // namespace

BENCHMARK(apogee_default)->Unit(benchmark::kMicrosecond);
BENCHMARK(plain_dopri5)->DenseRange(6, 9)->Unit(benchmark::kMicrosecond);
BENCHMARK(reading_a_plan)->Unit(benchmark::kMicrosecond);

}  // namespace apogee
