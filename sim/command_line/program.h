#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

/// What the programs do alike: read their command line, and end.
namespace apogee {

/// What is wrong with a command line, and what helps: an unknown option is named before one that is missing.
/// @param app  the program, or the verb whose options were read
/// @param name  as the user calls it: "apogee run"
[[nodiscard]] std::string mistake_text(const CLI::App& app, const std::string& name,
                                       const CLI::ParseError& error);

/// Reads the command line of a program without verbs into what its options are bound to.
/// @return false where it asks for help, or for a description for shells and man: that is printed then.
/// @throws InputError
[[nodiscard]] bool read_command_line(CLI::App& program, int argc, char** argv);

/// Does a program's work. @return its exit status: that of the work, or of what went wrong, which is one line
/// on standard error
int as_program(const std::function<int()>& work);

}  // namespace apogee
