#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "base/input_error.h"
#include "cli/command.h"
#include "store/output_file.h"
#include "store/replay.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// Becomes the program apogee-view that stands beside this one: the command itself needs no window libraries.
[[noreturn]] void become_window(const std::vector<std::string>& arguments) {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const std::string window = (error ? fs::path() : self.parent_path() / "apogee-view").string();
    if (window.empty() || !fs::exists(window, error)) {
        throw FileError(
            "apogee view: the program apogee-view is not beside this one; it is built where Dear ImGui, "
            "GLFW, libepoxy and EGL are found");
    }
    std::vector<char*> words{const_cast<char*>(window.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(window.c_str(), words.data());
    throw FileError(printable(window) + ": cannot be started: " + std::strerror(errno));
}

std::uint64_t case_number(const std::string& word) {
    std::uint64_t number = 0;
    const auto end = word.data() + word.size();
    const auto [read, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc() || read != end) {
        throw InputError("--case: " + in_quotes(word) + " is no case; expected a number such as 4711");
    }
    return number;
}

/// "--case N STUDY" becomes the scenario of the study and its numbers in that case: the window knows no
/// studies.
std::vector<std::string> with_case_replaced(std::vector<std::string> arguments) {
    const auto at = std::find(arguments.begin(), arguments.end(), "--case");
    if (at == arguments.end()) return arguments;
    if (arguments.end() - at < 3) {
        throw InputError("--case: a number and a study are needed; expected --case 4711 study.toml");
    }
    const Study study = load_study(at[2]);
    const std::vector<CaseScenario> cases = case_scenarios(study, case_number(at[1]));
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

}  // namespace

void add_view(CLI::App& program, int&) {
    CLI::App* verb =
        program.add_subcommand("view", "Show flights in a window, or write pictures of it")->group("Verbs");
    // Everything after the verb is the window's own business, --help included.
    verb->set_help_flag();
    verb->prefix_command();
    verb->callback([verb] { become_window(with_case_replaced(verb->remaining())); });
}

}  // namespace apogee
