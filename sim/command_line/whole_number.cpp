#include "command_line/whole_number.h"

#include <fmt/format.h>

#include <charconv>

#include "base/input_error.h"

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

}  // namespace apogee
