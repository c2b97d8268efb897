#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenario/node.h"

namespace apogee {

/// What a text is as a TOML value; nothing where it is none. Nothing is thrown for that: where a throw ends
/// the program, a page, a bare word is a text all the same. @throws InputError where it has more parts
/// than TextLimits allow
[[nodiscard]] std::optional<Node> parse_toml_value(std::string_view text, const std::string& file);

}  // namespace apogee
