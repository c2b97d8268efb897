// Scenarios drawn at random, each flown by every engine: how far they agree.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "properties/engine_agreement.h"
#include "properties/random_scenario.h"
#include "temporary_folder.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

constexpr const char* usage =
    R"(usage: agreement [COUNT [FIRST [THREADS]]]    compare COUNT scenarios from number FIRST on
       agreement --show NUMBER                 print a scenario, the files it names, and what disagrees
)";

struct Tally {
    std::map<std::string, std::uint64_t> outcomes;
    std::uint64_t robust = 0, disagreeing = 0;
    double worst_m = 0, worst_of_allowed = 0;
    std::uint64_t worst_m_number = 0, worst_of_allowed_number = 0;

    void add(std::uint64_t number, const Agreement& agreement) {
        ++outcomes[name(agreement.outcome)];
        robust += agreement.robust ? 1 : 0;
        if (!agreement.disagreements.empty()) {
            ++disagreeing;
            for (const std::string& what : agreement.disagreements) fmt::print("{}: {}\n", number, what);
        }
        if (agreement.allowed_m <= 0) return;
        if (agreement.place_m > worst_m) {
            worst_m = agreement.place_m;
            worst_m_number = number;
        }
        if (agreement.place_m / agreement.allowed_m > worst_of_allowed) {
            worst_of_allowed = agreement.place_m / agreement.allowed_m;
            worst_of_allowed_number = number;
        }
    }
    void print(std::uint64_t count) const {
        for (const auto& [outcome, flights] : outcomes) fmt::print("{:16} {}\n", outcome, flights);
        fmt::print("flown by the robust path: {} of {}\n", robust, count);
        fmt::print("worst impact: {:.3g} m (number {}); {:.3g} of what is allowed (number {})\n", worst_m,
                   worst_m_number, worst_of_allowed, worst_of_allowed_number);
        fmt::print("disagreeing: {} of {}\n", disagreeing, count);
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

std::uint64_t whole_number(const char* text) {
    std::uint64_t value = 0;
    const char* end = text + std::strlen(text);
    if (const auto read = std::from_chars(text, end, value); read.ec != std::errc() || read.ptr != end) {
        fmt::print(stderr, "agreement: {} is no whole number\n{}", text, usage);
        std::exit(2);
    }
    return value;
}

}  // namespace

int main(int count, char** words) {
    if (count == 3 && std::strcmp(words[1], "--show") == 0) return show(whole_number(words[2]));
    if (count > 4 || (count > 1 && words[1][0] == '-')) {
        fmt::print(stderr, "{}", usage);
        return 2;
    }
    return compare(count > 1 ? whole_number(words[1]) : 1000, count > 2 ? whole_number(words[2]) : 0,
                   static_cast<unsigned>(count > 3 ? whole_number(words[3]) : 1));
}
