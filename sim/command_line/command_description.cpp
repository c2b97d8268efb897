#include "command_line/command_description.h"

#include <CLI/CLI.hpp>

#include "base/input_error.h"
#include "base/text.h"

namespace apogee {
namespace {

/// Stands between the words of `offer` in the name of the option's type, which `--help` does not show beside
/// the shape that every option here states.
constexpr char between_choices = '|';

std::vector<std::string> parts(const std::string& text, char separator) {
    return text.find(separator) == std::string::npos ? std::vector<std::string>()
                                                     : CLI::detail::split(text, separator);
}

ArgumentDescription describe(const CLI::Option& option) {
    ArgumentDescription argument;
    argument.positional = option.get_positional();
    if (argument.positional) argument.names.push_back(option.get_name(true));
    for (const std::string& name : option.get_snames()) argument.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) argument.names.push_back("--" + name);
    argument.takes_value = option.get_expected_max() > 0;
    if (argument.takes_value) argument.shape = std::string(trimmed(option.get_option_text()));
    argument.about = option.get_description();
    argument.several = option.get_expected_max() > 1;
    argument.choices = parts(option.get_type_name(), between_choices);
    return argument;
}

/// "apogee run [OPTIONS] SCENARIO...", as `--help` has it after "Usage: ".
std::string usage(const CLI::App& app, const std::string& name) {
    const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(app.get_formatter());
    if (!formatter) return name;
    const std::string line = formatter->make_usage(&app, name);
    const std::size_t from = line.find(name);
    return line.substr(from, line.find('\n', from) - from);
}

CommandDescription describe_as(const CLI::App& app, const std::string& name) {
    CommandDescription command;
    command.name = name;
    command.about = app.get_description();
    command.notes = app.get_footer();
    command.other_program = app.get_prefix_command();
    command.usage = usage(app, name);
    for (const CLI::Option* option : app.get_options()) command.arguments.push_back(describe(*option));
    for (const CLI::App* verb : app.get_subcommands(nullptr))
        command.verbs.push_back(describe_as(*verb, name + " " + verb->get_name()));
    return command;
}

}  // namespace

CommandDescription describe(const CLI::App& program) {
    return describe_as(program, program.get_name());
}

void offer(CLI::Option* option, std::span<const std::string_view> words) {
    option->type_name(joined(words, std::string_view(&between_choices, 1)));
}

}  // namespace apogee
