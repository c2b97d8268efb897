#pragma once

#include <string>

namespace apogee {

/// A word as a shell takes it back.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace apogee
