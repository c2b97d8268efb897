#pragma once

#include <string>

#include "session/session.h"

namespace apogee {

/// Writes the flight's scenario with its changed numbers, leaving every other byte of the text (comments,
/// order, spacing) as it is. Numbers that stand in a vehicle file go into a copy of that file beside the new
/// scenario, NAME-vehicle.toml, which the scenario then names. What was written is read back and must give
/// the same flight.
/// @throws InputError where a change has no place in the text (the message says which), or what was written
/// would not
///         mean the same; FileError where a file cannot be written. Nothing is left behind then but what
///         stood before.
/// @return the files written.
std::vector<std::string> save_as(const LoadedFlight& flight, const std::string& path, bool replace);

/// The text with the number at a place (1-based line and column of the value, or of its { value = ... }
/// table) replaced.
/// @throws InputError where no number stands there.
[[nodiscard]] std::string with_number_at(const std::string& text, const Place& place,
                                         const std::string& value);

}  // namespace apogee
