#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/check_report.h"
#include "scenario/scenario.h"

namespace apogee {

/// What the command tells the shell.
struct ExitStatus {
    static constexpr int done = 0;
    static constexpr int input = 2;  ///< a mistake in the command line or in a file it reads
    static constexpr int files = 3;  ///< a file, or standard output, cannot be written; no memory is left
    static constexpr int store = 4;  ///< stored results are damaged, incomplete or of another study
    static constexpr int not_landed = 5;  ///< a flight ended elsewhere than on the ground
};

/// Each adds its verb; parsing the command line then runs the verb and sets `status`.
void add_run(CLI::App& program, int& status);
void add_range(CLI::App& program, int& status);
void add_estimate(CLI::App& program, int& status);
void add_check(CLI::App& program, int& status);
void add_list(CLI::App& program, int& status);
void add_new(CLI::App& program, int& status);
void add_study(CLI::App& program, int& status);
void add_merge(CLI::App& program, int& status);
void add_view(CLI::App& program, int& status);

/// What to tell where std::bad_alloc was thrown.
inline constexpr const char* out_of_memory =
    "apogee: there is not enough memory for this; expected more of it, or less to do\n";

/// One line on standard error.
void say(const std::string& line);

/// Writes files, then prints a text on standard output, this also where the files cannot be written: what
/// took long to find is not lost with a full disk. @throws FileError
void deliver(const std::function<void()>& write_files, const std::function<std::string()>& text);

/// The whole number an option states; nothing where it is not given. @throws InputError
[[nodiscard]] std::optional<std::uint64_t> whole_number(const char* option,
                                                        const std::optional<std::string>& text,
                                                        std::uint64_t least, std::uint64_t most);

/// Threads to work with: what --jobs says, but no more than there are processors, which more would only
/// hinder; without it one for each of them. @throws InputError
[[nodiscard]] unsigned threads_for(const std::optional<std::string>& jobs);

/// A scenario as the user names it: a file, "-" (standard input) or "catalogue:NAME".
struct ScenarioArgument {
    std::string file;  ///< what to open
    std::string name;  ///< for people and output files: the file's stem
};
/// @throws InputError where the catalogue has no such scenario, or a missing file is in the catalogue.
[[nodiscard]] ScenarioArgument scenario_argument(const std::string& argument);

/// Whether a text is that of a vehicle by itself: stages or a payload, and no launch. @throws InputError
[[nodiscard]] bool is_vehicle_text(const std::string& text, const std::string& file);
/// @throws InputError for anything wrong with it.
[[nodiscard]] VehicleFile parse_vehicle_file(const std::string& text, const std::string& file);

/// `--set` arguments, "key=value" each. @throws InputError
[[nodiscard]] Overrides parse_overrides(const std::vector<std::string>& settings);

}  // namespace apogee
