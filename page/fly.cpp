// The core under WebAssembly, flown by tests/page/fly.mjs: prints the JSON of `apogee run --json`, then, of a
// thousand cases of the same scenario with its azimuth turned all round, the bytes of their figures.
//   fly.wasm SCENARIO [FILE...]    the files it names, under their names beside it
#include <bit>
#include <cstdint>
#include <cstdio>
#include <string>

#include "base/exit_status.h"
#include "base/file_name.h"
#include "batch/engine.h"
#include "batch/result_fields.h"
#include "files.h"
#include "report/json.h"
#include "scenario/files.h"

namespace {

using namespace apogee;

std::string bytes_of(const char* file) {
    std::string bytes;
    if (std::FILE* const open = std::fopen(file, "rb")) {
        char part[4096];
        for (std::size_t n; (n = std::fread(part, 1, sizeof part, open)) > 0;) bytes.append(part, n);
        std::fclose(open);
    }
    return bytes;
}

}  // namespace

int main(int count, char** arguments) {
    for (int i = 1; i < count; ++i) keep_text(arguments[i], bytes_of(arguments[i]));
    Flight flight;
    flight.name = stem_of(arguments[1]);
    flight.scenario = load_scenario(arguments[1]);
    flight.trajectory = propagate(plan(flight.scenario), flight.tolerance);
    flight.summary = summarise(flight.trajectory);
    std::fputs(json_text(flight_json(flight)).c_str(), stdout);
    return ExitStatus::done;
}
