#pragma once

#include <string_view>

namespace apogee {

/// A study to start from, every key explained: it flies a scenario of the catalogue as it is.
[[nodiscard]] std::string_view study_template();

}  // namespace apogee
