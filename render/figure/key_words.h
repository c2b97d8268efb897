#pragma once

#include <string>

#include "figure/words.h"

namespace apogee {

/// What a number of a scenario is called in a figure: of "stage[1].isp_vacuum_s" "Stage 1 Isp, vacuum". One
/// that no figure shows often is named in English.
[[nodiscard]] std::string key_words(const std::string& path, Language language);

}  // namespace apogee
