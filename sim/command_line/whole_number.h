#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace apogee {

/// The whole number an option states; nothing where it is not given. @throws InputError
[[nodiscard]] std::optional<std::uint64_t> whole_number(const char* option,
                                                        const std::optional<std::string>& text,
                                                        std::uint64_t least, std::uint64_t most);

}  // namespace apogee
