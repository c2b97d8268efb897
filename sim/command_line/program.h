#pragma once

#include <CLI/CLI.hpp>
#include <functional>

/// What the programs do alike: read their command line, and end.
namespace apogee {

/// Reads the command line of a program without verbs into what its options are bound to.
/// @return false where it asks for help, or for a description for shells and man: that is printed then.
/// @throws InputError
[[nodiscard]] bool read_command_line(CLI::App& program, int argc, char** argv);

/// Does a program's work. @return its exit status: that of the work, or of what went wrong, which is one line
/// on standard error
int as_program(const std::function<int()>& work);

}  // namespace apogee
