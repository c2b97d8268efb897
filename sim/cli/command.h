#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/exit_status.h"
#include "command_line/whole_number.h"
#include "scenario/argument.h"

namespace apogee {

/// Each adds its verb; parsing the command line then runs the verb and sets `status`.
void add_run(CLI::App& program, int& status);
void add_range(CLI::App& program, int& status);
void add_estimate(CLI::App& program, int& status);
void add_distance(CLI::App& program, int& status);
void add_compare(CLI::App& program, int& status);
void add_check(CLI::App& program, int& status);
void add_list(CLI::App& program, int& status);
void add_new(CLI::App& program, int& status);
void add_completion(CLI::App& program, int& status);
void add_study(CLI::App& program, int& status);
void add_merge(CLI::App& program, int& status);
void add_report(CLI::App& program, int& status);
void add_figure(CLI::App& program, int& status);
void add_view(CLI::App& program, int& status);

/// Starts the program that a verb is, in place of this one. @throws FileError where it is not there.
[[noreturn]] void become_verb(std::string_view verb, const std::vector<std::string>& arguments);

/// Writes files, then prints a text on standard output, this also where the files cannot be written: what
/// took long to find is not lost with a full disk. @throws FileError
void deliver(const std::function<void()>& write_files, const std::function<std::string()>& text);

/// Threads to work with: what --jobs says, but no more than there are processors, which more would only
/// hinder; without it one for each of them. @throws InputError
[[nodiscard]] unsigned threads_for(const std::optional<std::string>& jobs);

}  // namespace apogee
