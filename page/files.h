#pragma once

#include <string>

namespace apogee {

/// Hands a text over under a name, to be read as a file of that name: "launch.toml", "vehicles/v-2.toml". A
/// page has no disk; what scenarios name must have been handed over before they are read. The catalogue is
/// the folder "catalogue".
void keep_text(const std::string& name, std::string text);

}  // namespace apogee
