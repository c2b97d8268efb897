#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/input_error.h"
#include "cli/command.h"
#include "command_line/self_description.h"
#include "store/output_file.h"
#include "store/replay.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// A program that stands beside this one: the command itself needs none of its libraries.
struct Sibling {
    const char* command;  ///< as a user types it
    const char* program;
    const char* needs;  ///< what it is built from
};

[[noreturn]] void become(const Sibling& sibling, const std::vector<std::string>& arguments) {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const std::string program = (error ? fs::path() : self.parent_path() / sibling.program).string();
    if (program.empty() || !fs::exists(program, error)) {
        throw FileError(
            fmt::format("{}: the program {} is not beside this one; it is built where {} are found",
                        sibling.command, sibling.program, sibling.needs));
    }
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(program.c_str(), words.data());
    throw FileError(printable(program) + ": cannot be started: " + std::strerror(errno));
}

/// "--case N STUDY" becomes the scenario of the study and its numbers in that case: what is drawn is a flight
/// like any other.
std::vector<std::string> with_case_replaced(std::vector<std::string> arguments) {
    if (!arguments.empty() && asks_for_description(arguments.front())) return arguments;
    const auto at = std::find(arguments.begin(), arguments.end(), "--case");
    if (at == arguments.end()) return arguments;
    if (arguments.end() - at < 3) {
        throw InputError("--case: no number or no study; expected --case 4711 study.toml");
    }
    const Study study = load_study(at[2]);
    const std::vector<CaseScenario> cases =
        case_scenarios(study, *whole_number("--case", at[1], 0, most_study_cases - 1));
    if (cases.size() > 1) {
        throw InputError(printable(at[2]) + ": has " + std::to_string(cases.size()) +
                         " scenarios; --case shows that of a study of one");
    }
    std::vector<std::string> words{cases.front().file};
    for (const auto& [key, value] : cases.front().overrides) {
        words.emplace_back("--set");
        words.push_back(key + "=" + value);
    }
    const auto after = arguments.erase(at, at + 3);
    arguments.insert(after, words.begin(), words.end());
    return arguments;
}

/// A verb that is another program: everything after it is that one's business, --help included.
void add_sibling(CLI::App& program, const char* name, const char* description, const Sibling& sibling) {
    CLI::App* verb = program.add_subcommand(name, description)->group("Verbs");
    verb->set_help_flag();
    verb->prefix_command();
    verb->callback([verb, sibling] { become(sibling, with_case_replaced(verb->remaining())); });
}

}  // namespace

void add_report(CLI::App& program, int&) {
    add_sibling(program, "report",
                "Write a page to publish: answer, map, sources, one self-contained HTML file",
                {"apogee report", "apogee-report", "cairo, Pango and libpng"});
}

void add_figure(CLI::App& program, int&) {
    add_sibling(program, "figure", "Draw flights for a page: SVG, PDF, PNG",
                {"apogee figure", "apogee-figure", "cairo, Pango and libpng"});
}

void add_view(CLI::App& program, int&) {
    add_sibling(program, "view", "Show flights in a window, or write pictures of it",
                {"apogee view", "apogee-view", "Dear ImGui, GLFW, libepoxy and EGL"});
}

}  // namespace apogee
