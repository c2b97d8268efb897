#pragma once

#include <span>
#include <string>

#include "command_line/command_description.h"

namespace apogee {

/// What may stand in place of the last of these words, for the scripts of `apogee completion`: a line each,
/// with a tab before what it means; for an option's value only what follows the "--option=" of that word.
/// Two lines stand for what the shell knows better: ":files" and ":folders".
/// @param words  what was typed after the program's name, the word at the cursor last, empty or unfinished.
[[nodiscard]] std::string completions(const CommandDescription& program, std::span<const std::string> words);

}  // namespace apogee
