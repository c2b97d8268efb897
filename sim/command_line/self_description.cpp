#include "command_line/self_description.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/input_error.h"
#include "command_line/completions.h"
#include "command_line/man_page.h"
#include "report/flight.h"

namespace apogee {
namespace {

constexpr std::string_view complete_option = "--complete", man_option = "--man";

const CommandDescription* find_verb(const CommandDescription& program, const std::string& verb) {
    const auto found = std::ranges::find(program.verbs, program.name + " " + verb, &CommandDescription::name);
    return found == program.verbs.end() ? nullptr : &*found;
}

std::string page_of(const CommandDescription& program, std::span<char* const> verb) {
    const CommandDescription* command = verb.empty() ? &program : find_verb(program, verb.front());
    if (!command) throw InputError("--man: " + in_quotes(verb.front()) + " is not a verb; expected one");
    return man_page(*command, std::string("apogee ") + version());
}

}  // namespace

bool asks_for_description(std::string_view first_argument) {
    return first_argument == complete_option || first_argument == man_option;
}

bool is_for_other_program(const CLI::App& program, std::span<char* const> arguments) {
    // The last word to complete is still being typed: it is a verb only when another one follows.
    const std::size_t enough = arguments.front() == complete_option ? 3 : 2;
    if (arguments.size() < enough) return false;
    const CommandDescription command = describe(program);
    const CommandDescription* verb = find_verb(command, arguments[1]);
    return verb && verb->other_program;
}

std::optional<std::string> self_description(const CLI::App& program, std::span<char* const> arguments) {
    if (arguments.empty() || !asks_for_description(arguments.front())) return std::nullopt;
    const CommandDescription command = describe(program);
    if (arguments.front() == man_option) return page_of(command, arguments.subspan(1));
    const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    return completions(command, words);
}

}  // namespace apogee
