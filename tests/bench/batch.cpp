// Many flights of one scenario: ours per lane width, random numbers, plans and results included, beside plain
// dopri5 on the same flights in the same run. Counters: microseconds per flight; the 99th percentile of the
// error at impact against tight tolerance (over 1,280 flights of the reference, 128 of the others).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "batch/engine.h"
#include "batch/sampler.h"
#include "plain_dopri5.h"
#include "scenario/scenario.h"

namespace apogee {
namespace {

/// A scenario with its numbers perturbed uniformly as in the reference workload: propellant 2 %, dry masses
/// and payload 3 %, impulse 1 %, burn time or thrust 3 %, areas, density and ballistic coefficient 5 %,
/// elevation 1 degree.
struct Workload {
    Scenario scenario;
    std::vector<Varied> numbers;
    BatchEngine engine;
    RandomCases cases;

    explicit Workload(const std::string& name)
        : scenario(load_scenario(APOGEE_SCENARIOS_DIR "/" + name + ".toml", one_impulse(name))),
          numbers(perturbed(scenario)),
          engine(scenario, paths(numbers)),
          cases(numbers, 1) {}

    /// The reference vehicle's second stage has one impulse at every pressure, also where it is varied.
    static Overrides one_impulse(const std::string& name) {
        if (!name.starts_with("reference")) return {};
        return {{"stage[2].nozzle_exit_area_m2", "0"}};
    }
    static double share(const Parameter& p) {
        const auto ends = [&](const char* key) { return p.path.ends_with(key); };
        if (p.path.starts_with("shroud.") || p.path.starts_with("reported.") || p.value <= 0) return 0;
        if (ends("propellant_mass_kg")) return 0.02;
        if (ends("mass_kg")) return 0.03;
        if (ends("isp_vacuum_s") || p.path == "stage[1].isp_sea_level_s") return 0.01;
        if (ends("burn_time_s") || ends("thrust_vacuum_kN")) return 0.03;
        if (ends("reference_area_m2") || ends("density_scale")) return 0.05;
        if (ends("diameter_m")) return 0.025;
        if (p.path == "payload.ballistic_coefficient_kg_m2") return 0.05;
        if (ends("burnout_elevation_deg")) return 1 / p.value;
        return 0;
    }
    static std::vector<Varied> perturbed(const Scenario& scenario) {
        std::vector<Varied> list;
        for (const Parameter& p : scenario.parameters)
            if (const double s = share(p); s > 0)
                list.push_back(
                    {p.path, p.value, Uniform{p.value * (1 - s), p.value * (1 + s)}, p.least, p.most});
        return list;
    }
    static std::vector<std::string> paths(const std::vector<Varied>& numbers) {
        std::vector<std::string> list;
        for (const Varied& v : numbers) list.push_back(v.path);
        return list;
    }
    [[nodiscard]] FlightPlan plan(std::uint64_t number) const {
        std::vector<double> values(numbers.size());
        cases.values(number, values);
        return engine.plan(values);
    }
};

const Workload& reference() {
    static const Workload workload("reference-25");
    return workload;
}

/// 99th percentile of the distance between our impact and that of tight tolerance, m.
double error_m(const Workload& workload, std::uint64_t count) {
    std::vector<CaseResult> results(count);
    workload.engine.fly(workload.cases, 0, results);
    std::vector<double> errors;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Trajectory flight = propagate(workload.plan(i), Tolerance::tight());
        if (flight.outcome != results[i].outcome) continue;
        const Geodetic ours{radians(results[i].impact_latitude_deg), radians(results[i].impact_longitude_deg),
                            0};
        errors.push_back(
            geodesic(flight.plan->earth, ours, flight.place(flight.end_s, flight.steps.back().end.r_I))
                .distance_m);
    }
    std::sort(errors.begin(), errors.end());
    return errors.empty() ? NAN : errors[errors.size() * 99 / 100];
}

void count_flights(benchmark::State& bench, std::uint64_t flown) {
    bench.counters["us_per_flight"] = benchmark::Counter(
        static_cast<double>(flown) / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BatchCounts fly(benchmark::State& bench, const Workload& workload, const BatchOptions& options) {
    std::vector<CaseResult> results(1280);
    std::uint64_t first = 0;
    BatchCounts counts;
    for (auto _ : bench) {
        counts = workload.engine.fly(workload.cases, first, results, options);
        first += results.size();
    }
    count_flights(bench, first);
    bench.counters["robust"] = static_cast<double>(counts.robust);
    return counts;
}

/// At 1e-9, the loosest power of ten with the impact within 1 m.
void plain_dopri5(benchmark::State& bench) {
    std::vector<Plain> flights;
    for (std::uint64_t i = 0; i < 64; ++i) flights.emplace_back(reference().plan(i));
    std::uint64_t flown = 0;
    for (auto _ : bench) benchmark::DoNotOptimize(flights[flown++ % flights.size()].fly(1e-9));
    count_flights(bench, flown);
}

void lanes(benchmark::State& bench) {
    const auto width = static_cast<Lanes>(bench.range(0));
    bench.SetLabel(name(width));
    if (!available(width)) return bench.SkipWithError("this processor has no such lanes");
    fly(bench, reference(), {.lanes = width});
    if (width != widest_lanes()) return;
    static const double error = error_m(reference(), 1280);
    bench.counters["error_m"] = error;
}

void threads(benchmark::State& bench) {
    fly(bench, reference(), {.threads = static_cast<unsigned>(bench.range(0))});
}

constexpr std::array classes{"reference-50",
                             "scud-b",
                             "v-2-1942-10-03",
                             "mercury-redstone-3",
                             "al-hussein",
                             "hwasong-12-2017-05-14",
                             "hwasong-15-2017-11-29",
                             "hwasong-17-2022-11-18",
                             "hwasong-19-2024-10-31",
                             "minuteman-iii"};

void vehicle_class(benchmark::State& bench) {
    const char* name_of_class = classes[static_cast<std::size_t>(bench.range(0))];
    bench.SetLabel(name_of_class);
    const Workload workload(name_of_class);
    fly(bench, workload, {});
    bench.counters["error_m"] = error_m(workload, 128);
}

/// The scalar flight of a class at its default tolerance, which promises the same 1 m.
void vehicle_class_scalar(benchmark::State& bench) {
    const char* name_of_class = classes[static_cast<std::size_t>(bench.range(0))];
    bench.SetLabel(name_of_class);
    const FlightPlan plan = Workload(name_of_class).plan(0);
    std::uint64_t flown = 0;
    for (auto _ : bench) {
        benchmark::DoNotOptimize(propagate(plan));
        ++flown;
    }
    count_flights(bench, flown);
}

}  // namespace

BENCHMARK(plain_dopri5)->Unit(benchmark::kMicrosecond);
BENCHMARK(lanes)->DenseRange(1, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(threads)->DenseRange(1, 2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(vehicle_class)->DenseRange(0, classes.size() - 1)->Unit(benchmark::kMillisecond);
BENCHMARK(vehicle_class_scalar)->DenseRange(0, classes.size() - 1)->Unit(benchmark::kMicrosecond);

}  // namespace apogee
