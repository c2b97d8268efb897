#pragma once

#include <optional>
#include <string_view>

#include "physics/earth.h"

namespace apogee {

/// Latitude and longitude: "40.61,126.43", in degrees, north and east positive; or with letters, also in
/// minutes and seconds: "40.61N 126.43E", "40°36′ N, 126°26′ E".
/// @param option  names the text in messages. @throws InputError
[[nodiscard]] Geodetic read_place(std::string_view text, std::string_view option);

/// Whether a text is meant as coordinates and not as a name, right or wrong.
[[nodiscard]] bool looks_like_coordinates(std::string_view text);

}  // namespace apogee
