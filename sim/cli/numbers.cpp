#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/input_error.h"
#include "batch/threads.h"
#include "cli/command.h"

namespace apogee {

std::optional<std::uint64_t> whole_number(const char* option, const std::optional<std::string>& text,
                                          std::uint64_t least, std::uint64_t most) {
    if (!text) return std::nullopt;
    std::uint64_t number = 0;
    const char* const end = text->data() + text->size();
    const auto parsed = std::from_chars(text->data(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end && number >= least && number <= most) return number;
    throw InputError(fmt::format("{}: found {}; expected a whole number from {} to {}", option,
                                 in_quotes(*text), least, most));
}

unsigned threads_for(const std::optional<std::string>& jobs) {
    constexpr std::uint64_t most = 1'000'000;
    const std::uint64_t wanted = whole_number("--jobs", jobs, 1, most).value_or(most);
    return static_cast<unsigned>(std::min<std::uint64_t>(wanted, processors()));
}

}  // namespace apogee
