#pragma once

#include <string_view>

#include "physics/earth.h"

namespace apogee {

/// "40.61,126.43": latitude and longitude in degrees, north and east positive.
/// @param option  names the text in messages. @throws InputError
[[nodiscard]] Geodetic read_place(std::string_view text, std::string_view option);

}  // namespace apogee
