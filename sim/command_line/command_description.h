#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

/// A command line as plain data, read off the parser that also makes `--help`: what shells complete and what
/// the pages for `man` say, so that neither is written down a second time.
namespace apogee {

/// An option, or an argument that stands by itself.
struct ArgumentDescription {
    std::vector<std::string> names;  ///< "-o", "--out"; one without dashes: "SCENARIO"
    std::string shape;               ///< of its value as `--help` shows it: "DIR"; of a flag none
    std::string about;
    bool positional = false;
    bool takes_value = false;
    bool several = false;              ///< may be given more than once
    std::vector<std::string> choices;  ///< what the value may be, where that was said by `offer`
};

struct CommandDescription {
    std::string name;   ///< as it is typed: "apogee run"
    std::string about;  ///< what it does, in a line or two
    std::string usage;  ///< "apogee run [OPTIONS] SCENARIO..."
    std::string notes;  ///< what `--help` ends with: prose, examples
    std::vector<ArgumentDescription> arguments;
    std::vector<CommandDescription> verbs;
    bool other_program = false;  ///< a verb that passes everything after it on
};

[[nodiscard]] CommandDescription describe(const CLI::App& program);

/// Says which words an option's value may be. The parser does not check them: messages are the verb's own.
void offer(CLI::Option* option, std::span<const std::string_view> words);

}  // namespace apogee
