#pragma once

#include <string_view>

/// The map's files as they stand in geo/data, linked into the program: no path is needed at run time.
namespace apogee::embedded {

[[nodiscard]] std::string_view world_110m();
[[nodiscard]] std::string_view world_50m();
[[nodiscard]] std::string_view world_10m();
[[nodiscard]] std::string_view countries();
[[nodiscard]] std::string_view places();

}  // namespace apogee::embedded
