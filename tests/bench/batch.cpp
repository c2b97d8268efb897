// Many flights of one scenario, random numbers, plans and results included, beside plain dopri5 on the same
// flights: a piece of the one, a piece of the other, and so on; the ratio is the median over the rounds, of
// processor time of the thread, so that what else the machine does cancels. Plain dopri5 has the loosest
// tolerance that keeps its impacts and apogees within 1 m. error_m, apogee_error_m: the 99th percentiles of
// ours, against tight tolerance.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "workload.h"

namespace apogee {
namespace {

/// 99th percentiles of how far our impact and our apogee are from those of tight tolerance, m.
struct Errors {
    double impact, apogee;
};

double percentile_99(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? NAN : values[values.size() * 99 / 100];
}

Errors errors_m(const Workload& workload, std::uint64_t count) {
    std::vector<CaseResult> results(count);
    workload.engine.fly(workload.cases, 0, results);
    std::vector<double> impact, apogee;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Trajectory flight = propagate(workload.plan(i), Tolerance::tight());
        if (flight.outcome != results[i].outcome) continue;
        const Geodetic ours{radians(results[i].impact_latitude_deg), radians(results[i].impact_longitude_deg),
                            0};
        impact.push_back(
            geodesic(flight.plan->earth, ours, flight.place(flight.end_s, flight.steps.back().end.r_I))
                .distance_m);
        for (const Event& event : flight.events) {
            if (event.name != event_names::apogee) continue;
            apogee.push_back(
                std::fabs(flight.place(event.time_s, event.state.r_I).height - 1000 * results[i].apogee_km));
        }
    }
    return {percentile_99(impact), percentile_99(apogee)};
}

void against_plain(benchmark::State& bench, const std::string& name, Lanes lanes) {
    if (!available(lanes)) return bench.SkipWithError("this processor has no such lanes");
    const Workload& work = workload(name);
    PlainFlights& plain = plain_flights(name);
    std::vector<CaseResult> results(1280);
    std::vector<double> ours_us, plain_us, ratios;
    std::uint64_t first = 0, robust = 0;
    for (auto _ : bench) {
        const double start = processor_time_us(CLOCK_THREAD_CPUTIME_ID);
        robust += work.engine.fly(work.cases, first, results, {.lanes = lanes}).robust;
        const double middle = processor_time_us(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < 48; ++i) plain.fly();
        const double end = processor_time_us(CLOCK_THREAD_CPUTIME_ID);
        first += results.size();
        ours_us.push_back((middle - start) / static_cast<double>(results.size()));
        plain_us.push_back((end - middle) / 48);
        ratios.push_back(plain_us.back() / ours_us.back());
    }
    bench.counters["us_per_flight"] = median(ours_us);
    bench.counters["plain_us"] = median(plain_us);
    bench.counters["plain_tolerance"] = plain.tolerance();
    bench.counters["ratio"] = median(ratios);
    bench.counters["robust_share"] = static_cast<double>(robust) / static_cast<double>(first);
    if (lanes != Lanes::widest) return;
    static std::map<std::string, Errors> errors;
    if (!errors.contains(name)) errors[name] = errors_m(work, name == "reference-25" ? 1280 : 128);
    bench.counters["error_m"] = errors[name].impact;
    bench.counters["apogee_error_m"] = errors[name].apogee;
}

/// Flights a second on so many threads, wall clock.
void threads(benchmark::State& bench) {
    const Workload& work = workload("reference-25");
    std::vector<CaseResult> results(12'800);
    std::uint64_t first = 0;
    for (auto _ : bench) {
        work.engine.fly(work.cases, first, results, {.threads = static_cast<unsigned>(bench.range(0))});
        first += results.size();
    }
    bench.counters["flights"] = benchmark::Counter(static_cast<double>(first), benchmark::Counter::kIsRate);
}

/// Latency of one flight: a call for a single case.
void one_flight(benchmark::State& bench) {
    const Workload& work = workload("reference-25");
    std::vector<CaseResult> result(1);
    std::uint64_t first = 0;
    for (auto _ : bench) work.engine.fly(work.cases, first++, result, {});
}

/// Two stages flat and steep; one stage burning out in the air; one stage beyond it; two and three stages
/// lofted; three stages.
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

void widths(benchmark::State& bench) {
    const auto lanes = static_cast<Lanes>(bench.range(0));
    bench.SetLabel(name(lanes == Lanes::widest ? widest_lanes() : lanes));
    against_plain(bench, "reference-25", lanes);
}

void vehicle_class(benchmark::State& bench) {
    const char* name_of_class = classes[static_cast<std::size_t>(bench.range(0))];
    bench.SetLabel(name_of_class);
    against_plain(bench, name_of_class, Lanes::widest);
}

}  // namespace

BENCHMARK(widths)->DenseRange(0, 4)->Unit(benchmark::kMillisecond)->Iterations(20);
BENCHMARK(vehicle_class)->DenseRange(0, classes.size() - 1)->Unit(benchmark::kMillisecond)->Iterations(20);
BENCHMARK(one_flight)->Unit(benchmark::kMicrosecond);
BENCHMARK(threads)->DenseRange(1, 2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace apogee
