#pragma once

#include <string>

/// What a program tells the shell, and people on standard error.
namespace apogee {

/// What the command tells the shell.
struct ExitStatus {
    static constexpr int done = 0;
    static constexpr int input = 2;  ///< a mistake in the command line or in a file it reads
    static constexpr int files = 3;  ///< a file, or standard output, cannot be written; no memory is left
    static constexpr int store = 4;  ///< stored results are damaged, incomplete or of another study
    static constexpr int not_landed = 5;  ///< a flight ended elsewhere than on the ground
};

/// What to tell where std::bad_alloc was thrown.
inline constexpr const char* out_of_memory =
    "apogee: there is not enough memory for this; expected more of it, or less to do\n";

/// One line on standard error.
void say(const std::string& line);

}  // namespace apogee
