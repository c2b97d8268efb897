#include <algorithm>

#include "batch/threads.h"
#include "cli/command.h"

namespace apogee {

unsigned threads_for(const std::optional<std::string>& jobs) {
    constexpr std::uint64_t most = 1'000'000;
    const std::uint64_t wanted = whole_number("--jobs", jobs, 1, most).value_or(most);
    return static_cast<unsigned>(std::min<std::uint64_t>(wanted, processors()));
}

}  // namespace apogee
