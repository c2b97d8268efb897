#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

/// How shells and the build ask a program for its command line. Two words, which stand before any verb and in
/// no `--help`: "--complete WORD..." (completions.h), "--man [VERB]" (man_page.h).
namespace apogee {

[[nodiscard]] bool asks_for_description(std::string_view first_argument);

/// Whether such a question is about a verb that is another program. Then that program answers it: its words
/// are the same without the verb.
/// @param arguments  without the program's own name, as below.
[[nodiscard]] bool is_for_other_program(const CLI::App& program, std::span<char* const> arguments);

/// The answer; nothing where the arguments ask no such question. @throws InputError for the page of a verb
/// that there is not.
[[nodiscard]] std::optional<std::string> self_description(const CLI::App& program,
                                                          std::span<char* const> arguments);

}  // namespace apogee
