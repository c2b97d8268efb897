#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/input_error.h"
#include "cli/command.h"
#include "store/output_file.h"
#include "store/replay.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// A verb that is another program, which stands beside this one: the command itself needs none of its
/// libraries.
struct Sibling {
    std::string_view verb;
    const char* description;
    const char* needs;  ///< what it is built from
};

constexpr std::array<Sibling, 3> siblings{{
    {"report", "Write a page to publish: answer, map, sources, one self-contained HTML file",
     "cairo, Pango and libpng"},
    {"figure", "Draw flights for a page: SVG, PDF, PNG", "cairo, Pango and libpng"},
    {"view", "Show flights in a window, or write pictures of it", "Dear ImGui, GLFW, libepoxy and EGL"},
}};

const Sibling& sibling_of(std::string_view verb) {
    return *std::ranges::find(siblings, verb, &Sibling::verb);
}

[[noreturn]] void become(const Sibling& sibling, const std::vector<std::string>& arguments) {
    const std::string name = fmt::format("apogee-{}", sibling.verb);
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const std::string program = (error ? fs::path() : self.parent_path() / name).string();
    if (program.empty() || !fs::exists(program, error)) {
        throw FileError(
            fmt::format("apogee {}: the program {} is not beside this one; it is built where {} are found",
                        sibling.verb, name, sibling.needs));
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

/// Everything after the verb is the other program's business, --help included.
void add_sibling(CLI::App& program, std::string_view name) {
    const Sibling& sibling = sibling_of(name);
    CLI::App* verb = program.add_subcommand(std::string(name), sibling.description)->group("Verbs");
    verb->set_help_flag();
    verb->prefix_command();
    verb->callback([verb, &sibling] { become(sibling, with_case_replaced(verb->remaining())); });
}

}  // namespace

void become_verb(std::string_view verb, const std::vector<std::string>& arguments) {
    become(sibling_of(verb), arguments);
}

void add_report(CLI::App& program, int&) {
    add_sibling(program, "report");
}

void add_figure(CLI::App& program, int&) {
    add_sibling(program, "figure");
}

void add_view(CLI::App& program, int&) {
    add_sibling(program, "view");
}

}  // namespace apogee
