// Many flights of one scenario, random numbers, plans and results included, beside plain dopri5 on the same
// flights: a piece of the one, a piece of the other, and so on; the ratio is the median over the rounds, of
// processor time of the thread, so that what else the machine does cancels. Plain dopri5 has the loosest
// tolerance that keeps its impacts within 1 m. error_m: the 99th percentile of ours, against tight tolerance.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

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

const Workload& workload(const std::string& name) {
    static std::map<std::string, Workload> known;
    const auto at = known.find(name);
    return at != known.end() ? at->second : known.try_emplace(name, name).first->second;
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

/// Some flights of a workload by plain dopri5, at the loosest tolerance (in steps of 2) that lands all of
/// them within 1 m.
class PlainFlights {
  public:
    explicit PlainFlights(const Workload& workload) {
        for (std::uint64_t i = 0; i < 16; ++i) flights_.emplace_back(workload.plan(i));
        std::vector<Vec3<double>> exact;
        for (Plain& flight : flights_) exact.push_back(unpack(flight.fly(1e-13)).r_I);
        for (tolerance_ = 1e-6; tolerance_ > 1e-12; tolerance_ /= 2) {
            double error = 0;
            for (std::size_t i = 0; i < exact.size(); ++i)
                error = std::max(error, (unpack(flights_[i].fly(tolerance_)).r_I - exact[i]).norm());
            if (error <= 1) break;
        }
    }
    void fly() {
        benchmark::DoNotOptimize(flights_[next_].fly(tolerance_));
        next_ = (next_ + 1) % flights_.size();
    }
    [[nodiscard]] double tolerance() const { return tolerance_; }

  private:
    std::vector<Plain> flights_;
    std::size_t next_ = 0;
    double tolerance_ = 0;
};

PlainFlights& plain_flights(const std::string& name) {
    static std::map<std::string, PlainFlights> known;
    const auto at = known.find(name);
    return at != known.end() ? at->second : known.try_emplace(name, workload(name)).first->second;
}

double thread_time_us() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e6 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_nsec);
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void against_plain(benchmark::State& bench, const std::string& name, Lanes lanes) {
    if (!available(lanes)) return bench.SkipWithError("this processor has no such lanes");
    const Workload& work = workload(name);
    PlainFlights& plain = plain_flights(name);
    std::vector<CaseResult> results(1280);
    std::vector<double> ours_us, plain_us, ratios;
    std::uint64_t first = 0, robust = 0;
    for (auto _ : bench) {
        const double start = thread_time_us();
        robust += work.engine.fly(work.cases, first, results, {.lanes = lanes}).robust;
        const double middle = thread_time_us();
        for (int i = 0; i < 48; ++i) plain.fly();
        const double end = thread_time_us();
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
    static std::map<std::string, double> errors;
    if (!errors.contains(name)) errors[name] = error_m(work, name == "reference-25" ? 1280 : 128);
    bench.counters["error_m"] = errors[name];
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
    for (auto _ : bench) work.engine.fly(work.cases, first++, result, {.lanes = Lanes::one});
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
