#include "base/exit_status.h"

#include <cstdio>

namespace apogee {

void say(const std::string& line) {
    // One write, so that lines of programs run side by side do not mix, and no memory: it may be what lacks.
    // A lost message is no reason to fail.
    std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace apogee
