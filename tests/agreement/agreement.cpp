// Scenarios drawn at random, each flown by every engine: how far they agree.
#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/input_error.h"
#include "properties/engine_agreement.h"
#include "properties/random_scenario.h"
#include "temporary_folder.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

constexpr const char* usage =
    R"(usage: agreement [COUNT [FIRST [THREADS]]]    compare COUNT scenarios from number FIRST on
       agreement --show NUMBER                 print a scenario, the files it names, and what disagrees
       agreement --files SCENARIO...           compare scenarios of your own
)";

/// The largest value so far and the scenario it comes from.
struct Worst {
    double value = 0;
    std::uint64_t number = 0;
    void add(double other, std::uint64_t from) {
        if (other > value) *this = {other, from};
    }
};

struct Tally {
    std::map<std::string, std::uint64_t> outcomes;
    std::map<std::string, Worst> of_allowed;
    std::uint64_t robust = 0, disagreeing = 0;
    Worst place_m;

    void add(std::uint64_t number, const Agreement& agreement) {
        ++outcomes[name(agreement.outcome)];
        robust += agreement.robust ? 1 : 0;
        disagreeing += agreement.disagreements.empty() ? 0 : 1;
        for (const std::string& what : agreement.disagreements) fmt::print("{}: {}\n", number, what);
        place_m.add(agreement.place_m, number);
        for (const auto& [figure, share] : agreement.of_allowed) of_allowed[figure].add(share, number);
    }
    void print(std::uint64_t count) const {
        for (const auto& [outcome, flights] : outcomes) fmt::print("{:30} {:8}\n", outcome, flights);
        fmt::print("{:30} {:8.3g} (number {})\n", "worst impact, m", place_m.value, place_m.number);
        for (const auto& [figure, worst] : of_allowed)
            fmt::print("{:30} {:8.3g} of what is allowed (number {})\n", figure, worst.value, worst.number);
        fmt::print("{:30} {:8} of {}\n", "flown by the robust path", robust, count);
        fmt::print("{:30} {:8} of {}\n", "disagreeing", disagreeing, count);
    }
};

int compare(std::uint64_t count, std::uint64_t first, unsigned threads) {
    Tally tally;
    std::mutex mutex;
    std::atomic<std::uint64_t> next = 0;
    const auto work = [&] {
        const TemporaryFolder folder;
        for (std::uint64_t i = next++; i < count; i = next++) {
            const Agreement agreement =
                compare_engines(read(random_scenario(usual_seed, first + i), folder.path().string()));
            const std::scoped_lock lock(mutex);
            tally.add(first + i, agreement);
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& thread : others) thread.join();
    tally.print(count);
    return tally.disagreeing == 0 ? 0 : 1;
}

int show(std::uint64_t number) {
    const RandomScenario scenario = random_scenario(usual_seed, number);
    fmt::print("{}", scenario.text);
    for (const RandomScenario::File& file : scenario.files) fmt::print("\n---- {}\n{}", file.name, file.text);
    const TemporaryFolder folder;
    const Agreement agreement = compare_engines(read(scenario, folder.path().string()));
    fmt::print("\n---- {}\n", name(agreement.outcome));
    for (const std::string& what : agreement.disagreements) fmt::print("{}\n", what);
    return 0;
}

/// Prints what disagrees, and each figure that uses more than a tenth of its bound.
int compare_files(int count, char** paths) {
    int disagreeing = 0;
    for (int i = 0; i < count; ++i) {
        Scenario scenario;
        try {
            scenario = load_scenario(paths[i]);
        } catch (const InputError& error) {
            fmt::print(stderr, "agreement: {}\n", error.what());
            return 2;
        }
        const Agreement agreement = compare_engines(scenario);
        fmt::print("{}: {}{}\n", paths[i], name(agreement.outcome), agreement.robust ? ", robust path" : "");
        for (const std::string& what : agreement.disagreements) fmt::print("    {}\n", what);
        for (const auto& [figure, share] : agreement.of_allowed)
            if (share > 0.1) fmt::print("    {:30} {:8.3g} of what is allowed\n", figure, share);
        disagreeing += agreement.disagreements.empty() ? 0 : 1;
    }
    return disagreeing == 0 ? 0 : 1;
}

std::uint64_t whole_number(const char* text) {
    std::uint64_t value = 0;
    const char* end = text + std::strlen(text);
    if (const auto read = std::from_chars(text, end, value); read.ec != std::errc() || read.ptr != end) {
        fmt::print(stderr, "agreement: {} is not a whole number\n{}", text, usage);
        std::exit(2);
    }
    return value;
}

}  // namespace

int main(int count, char** words) {
    if (count == 3 && std::strcmp(words[1], "--show") == 0) return show(whole_number(words[2]));
    if (count > 2 && std::strcmp(words[1], "--files") == 0) return compare_files(count - 2, words + 2);
    if (count > 4 || (count > 1 && words[1][0] == '-')) {
        fmt::print(stderr, "{}", usage);
        return 2;
    }
    return compare(count > 1 ? whole_number(words[1]) : 1000, count > 2 ? whole_number(words[2]) : 0,
                   static_cast<unsigned>(count > 3 ? whole_number(words[3]) : 1));
}
