#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/command.h"
#include "files/output_file.h"
#include "scenario/input_error.h"

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

}  // namespace

void add_view(CLI::App& program, int&) {
    CLI::App* verb =
        program.add_subcommand("view", "Show flights in a window, or write pictures of it")->group("Verbs");
    // Everything after the verb is the window's own business, --help included.
    verb->set_help_flag();
    verb->prefix_command();
    verb->callback([verb] { become_window(verb->remaining()); });
}

}  // namespace apogee
