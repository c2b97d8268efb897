// The core flown without a disk: prints the JSON of `apogee run --json` for a scenario, then a hash over the
// bytes of a thousand cases of it (it needs a [launch]), with azimuths all round. `./dev wasm` holds what
// this prints under WebAssembly against what it prints built for this machine (page/fly.mjs).
//   fly SCENARIO [FILE...]    the files that it names, each under its name beside it
#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "base/exit_status.h"
#include "base/file_name.h"
#include "base/input_error.h"
#include "batch/engine.h"
#include "batch/result_fields.h"
#include "files.h"
#include "report/json.h"

namespace {

using namespace apogee;

std::string bytes_of(const char* file) {
    std::string bytes;
    if (std::FILE* const open = std::fopen(file, "rb")) {
        std::array<char, 4096> part;
        for (std::size_t n; (n = std::fread(part.data(), 1, part.size(), open)) > 0;)
            bytes.append(part.data(), n);
        std::fclose(open);
    }
    return bytes;
}

Flight flown(const std::string& file) {
    Flight flight;
    flight.name = stem_of(file);
    flight.scenario = load_scenario(file);
    flight.trajectory = propagate(plan(flight.scenario), flight.tolerance);
    flight.summary = summarise(flight.trajectory);
    return flight;
}

class AllRound : public CaseSource {
  public:
    static constexpr std::uint64_t cases = 1000;
    void values(std::uint64_t number, std::span<double> values) const override {
        values[0] = 360 * static_cast<double>(number) / cases;
    }
};

/// FNV-1a over the bits of every figure of every case: equal on every platform, or the core is not portable.
std::uint64_t hash_of_cases(const Scenario& scenario) {
    std::vector<CaseResult> results(AllRound::cases);
    BatchEngine(scenario, {"launch.azimuth_deg"}).fly(AllRound(), 0, results);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const CaseResult& result : results) {
        for (const ResultField& field : result_fields()) {
            const auto bits = std::bit_cast<std::uint64_t>(result.*field.member);
            for (int shift = 0; shift < 64; shift += 8)
                hash = (hash ^ ((bits >> shift) & 0xff)) * 0x100000001b3;
        }
    }
    return hash;
}

}  // namespace

int main(int count, char** arguments) try {
    if (count < 2) return ExitStatus::input;
    for (int i = 1; i < count; ++i) keep_text(arguments[i], bytes_of(arguments[i]));
    const Flight flight = flown(arguments[1]);
    std::fputs(json_text(flight_json(flight)).c_str(), stdout);
    std::printf("cases %016llx\n", static_cast<unsigned long long>(hash_of_cases(flight.scenario)));
    return ExitStatus::done;
} catch (const InputError& error) {
    std::fprintf(stderr, "apogee: %s\n", error.what());
    return ExitStatus::input;
}
