// A study of the reference workload from end to end: random numbers, flights, results on the disk, statistics
// and sensitivities; what `apogee study` does but for the dataset and the printing. Beside it, in turn, plain
// dopri5 on flights of the same workload, as in batch.cpp.
//
// ratio: by processor time of all threads, per core whatever their number. flights: a second, by the clock
// on the wall. Both are medians over the rounds.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include "statistics/summary.h"
#include "store/stored_results.h"
#include "store/study_run.h"
#include "workload.h"

namespace apogee {
namespace {

/// A folder that goes when this does.
class Folder {
  public:
    Folder()
        : path_(std::filesystem::temp_directory_path() /
                ("apogee-bench-study-" + std::to_string(::getpid()))) {}
    ~Folder() { empty(); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string name() const { return path_.string(); }
    void empty() const {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }

  private:
    std::filesystem::path path_;
};

Study study_of(const Workload& workload, std::uint64_t cases) {
    Study study;
    study.title = workload.scenario.title;
    study.seed = 1;
    study.cases = cases;
    study.identity = {{"scenario", workload.scenario.hash}};
    StudyPart part;
    part.name = "reference";
    part.scenario = workload.scenario;
    part.numbers = workload.numbers;
    part.paths = Workload::paths(workload.numbers);
    part.source = std::make_shared<RandomCases>(workload.numbers, study.seed);
    study.parts.push_back(std::move(part));
    return study;
}

/// Wall clock and processor time of all threads, us a flight.
struct Cost {
    double wall = 0, processor = 0;
};

Cost fly_from_end_to_end(const Study& study, const Folder& folder, unsigned threads) {
    folder.empty();
    const auto begin = std::chrono::steady_clock::now();
    const double processor = processor_time_us(CLOCK_PROCESS_CPUTIME_ID);
    Manifest manifest;
    manifest.chunk_cases = usual_chunk_cases;
    manifest.identity = study.identity;
    const ChunkStore store = ChunkStore::create(folder.name(), manifest);
    StudyRunOptions how;
    how.threads = threads;
    const StudyRun run = fly_study(study, store, how);
    benchmark::DoNotOptimize(study_summary(study, StoredResults({store}, run.cases), threads));
    const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - begin;
    const auto flights = static_cast<double>(study.cases);
    return {wall.count() / flights, (processor_time_us(CLOCK_PROCESS_CPUTIME_ID) - processor) / flights};
}

constexpr std::uint64_t flights_of_a_round = 4 * usual_chunk_cases;

void end_to_end(benchmark::State& bench) {
    constexpr int plain_of_a_round = 480;
    const Study study = study_of(workload("reference-25"), flights_of_a_round);
    PlainFlights& plain = plain_flights("reference-25");
    const Folder folder;
    std::vector<double> ours_us, plain_us, ratios, rates;
    for (auto _ : bench) {
        const Cost cost = fly_from_end_to_end(study, folder, static_cast<unsigned>(bench.range(0)));
        const double start = processor_time_us(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < plain_of_a_round; ++i) plain.fly();
        plain_us.push_back((processor_time_us(CLOCK_THREAD_CPUTIME_ID) - start) / plain_of_a_round);
        ours_us.push_back(cost.processor);
        ratios.push_back(plain_us.back() / cost.processor);
        rates.push_back(1e6 / cost.wall);
    }
    bench.counters["us_per_flight"] = median(ours_us);
    bench.counters["plain_us"] = median(plain_us);
    bench.counters["ratio"] = median(ratios);
    bench.counters["flights"] = median(rates);
}

/// How many times faster two threads are than one, in turn. Where others use the machine, the clock on the
/// wall says little: dearer says how much more processor time a flight takes beside another thread.
void two_threads(benchmark::State& bench) {
    const Study study = study_of(workload("reference-25"), flights_of_a_round);
    const Folder folder;
    std::vector<double> faster, dearer;
    for (auto _ : bench) {
        const Cost one = fly_from_end_to_end(study, folder, 1), two = fly_from_end_to_end(study, folder, 2);
        faster.push_back(one.wall / two.wall);
        dearer.push_back(two.processor / one.processor);
    }
    bench.counters["times_faster"] = median(faster);
    bench.counters["dearer"] = median(dearer);
}

}  // namespace

BENCHMARK(end_to_end)->DenseRange(1, 2)->Unit(benchmark::kMillisecond)->Iterations(7)->UseRealTime();
BENCHMARK(two_threads)->Unit(benchmark::kMillisecond)->Iterations(5)->UseRealTime();

}  // namespace apogee
