#pragma once

#include <string>

#include "command_line/command_description.h"

namespace apogee {

/// The page of a command for `man`, section 1: what `--help` says, in the man macros of roff.
/// @param program  whose version the foot of the page names: "apogee 0.1.0".
[[nodiscard]] std::string man_page(const CommandDescription& command, const std::string& program);

}  // namespace apogee
