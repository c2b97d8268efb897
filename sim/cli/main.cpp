#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <span>
#include <sstream>
#include <string_view>

#include "base/input_error.h"
#include "cli/command.h"
#include "command_line/program.h"
#include "command_line/self_description.h"
#include "report/flight.h"
#include "store/output_file.h"

namespace apogee {
namespace {

/// Leaves no half-written file behind. Calls nothing but unlink and _exit, as a handler must.
extern "C" void interrupted(int signal_number) {
    discard_unfinished_file();
    ::_exit(128 + signal_number);
}

void install_handlers() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) {
        struct sigaction action {};
        ::sigaction(number, nullptr, &action);
        if (action.sa_handler == SIG_IGN) continue;  // nohup, or a job in the background
        action.sa_handler = interrupted;
        ::sigaction(number, &action, nullptr);
    }
}

/// The stack grows as it is used, and a program that finds no memory for its next page ends by a signal;
/// where other memory is lacking it can say so. What the deepest calls take (buffers of Eigen, 128 kB each)
/// is therefore taken at the start.
[[gnu::noinline]] void take_stack() {
    volatile char stack[512 * 1024];
    constexpr std::size_t page = 4096;
    for (std::size_t i = sizeof stack; i > 0; i -= page) stack[i - 1] = 0;
}

std::vector<std::string> verbs_of(const CLI::App& program) {
    std::vector<std::string> verbs;
    for (const CLI::App* verb : program.get_subcommands([](const CLI::App*) { return true; }))
        verbs.push_back(verb->get_name());
    return verbs;
}

/// "there are run, check and view"
std::string there_are(std::span<const std::string_view> verbs) {
    return "there are " + joined(verbs.first(verbs.size() - 1), ", ") + " and " + std::string(verbs.back());
}

void refuse_unknown_verb(const CLI::App& program, std::span<char*> arguments) {
    const std::vector<std::string> names = verbs_of(program);
    const std::vector<std::string_view> verbs(names.begin(), names.end());
    if (arguments.empty())
        throw InputError("apogee: no verb given; " + there_are(verbs) + " (apogee --help)");
    const std::string_view verb = arguments.front();
    constexpr std::array<std::string_view, 3> options{"-h", "--help", "--version"};
    if (std::ranges::find(verbs, verb) != verbs.end()) return;
    if (std::ranges::find(options, verb) != options.end()) return;
    if (verb.starts_with('-'))
        throw InputError("apogee: " + in_quotes(verb) + " is not a verb; " + there_are(verbs));
    throw InputError("apogee: unknown verb " + in_quotes(verb) + "; " +
                     did_you_mean(verb, verbs, there_are(verbs)));
}

/// "--out=" without a value would take the next option for one.
void refuse_missing_values(std::span<char*> arguments) {
    for (const std::string_view argument : arguments) {
        if (argument == "--") return;
        if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
            throw InputError(printable(argument.substr(0, argument.size() - 1)) +
                             ": nothing stands after the =; expected a value");
    }
}

/// Help and version go to standard output; a mistake becomes one line on standard error.
int answer(const CLI::App& program, const CLI::ParseError& error) {
    std::ostringstream out, err;
    if (program.exit(error, out, err) == 0) {
        write_to_standard_output(out.str());
        return ExitStatus::done;
    }
    const std::vector<const CLI::App*> used =
        program.get_subcommands([](const CLI::App* verb) { return verb->parsed(); });
    if (used.empty()) throw InputError(mistake_text(program, "apogee", error));
    throw InputError(mistake_text(*used.front(), "apogee " + used.front()->get_name(), error));
}

/// What shells and man ask: nothing of it is a verb or an option of the command.
int describe_command_line(const CLI::App& program, std::span<char*> arguments) {
    if (is_for_other_program(program, arguments)) {
        std::vector<std::string> words(arguments.begin(), arguments.end());
        const std::string verb = words[1];
        words.erase(words.begin() + 1);
        become_verb(verb, words);
    }
    write_to_standard_output(self_description(program, arguments).value());
    return ExitStatus::done;
}

int parse_and_run(int argc, char** argv) {
    CLI::App program{
        "Apogee flies ballistic missiles and sounding rockets on paper: from a scenario file to apogee, "
        "range,\n"
        "flight time and impact, three degrees of freedom, textbook physics.",
        "apogee"};
    program.footer(
        "Examples:\n"
        "  apogee list                                  what the catalogue holds\n"
        "  apogee run catalogue:v-2                     fly one of it\n"
        "  apogee new mine.toml && apogee run mine.toml start a scenario of your own\n"
        "  apogee run --help                            everything about a verb\n"
        "\nExit status: 0 done, 2 mistake in the input, 3 a file cannot be written or memory is lacking,\n"
        "4 stored results are damaged or incomplete, 5 the flight did not land, 130 interrupted (143 by "
        "SIGTERM).");
    program.set_version_flag("--version", std::string("apogee ") + version(), "Print the version and exit");
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.require_subcommand(1);
    program.get_formatter()->column_width(28);
    program.get_formatter()->label("SUBCOMMAND", "VERB");
    int status = ExitStatus::done;
    add_run(program, status);
    add_range(program, status);
    add_estimate(program, status);
    add_distance(program, status);
    add_compare(program, status);
    add_study(program, status);
    add_merge(program, status);
    add_check(program, status);
    add_list(program, status);
    add_new(program, status);
    add_completion(program, status);
    add_report(program, status);
    add_figure(program, status);
    add_view(program, status);
    const std::span arguments = std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0);
    if (!arguments.empty() && asks_for_description(arguments[0]))
        return describe_command_line(program, arguments);
    refuse_unknown_verb(program, arguments);
    refuse_missing_values(arguments.subspan(1));
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(program, error);
    }
    return status;
}

}  // namespace

void deliver(const std::function<void()>& write_files, const std::function<std::string()>& text) {
    std::exception_ptr failure;
    try {
        write_files();
    } catch (const FileError&) {
        failure = std::current_exception();
    }
    try {
        write_to_standard_output(text());
    } catch (const FileError&) {
        if (!failure) throw;  // of two, which mostly have one cause, the first is told
    }
    if (failure) std::rethrow_exception(failure);
}

int run_command(int argc, char** argv) {
    take_stack();
    install_handlers();
    return as_program([&] { return parse_and_run(argc, argv); });
}

}  // namespace apogee

int main(int argc, char** argv) {
    return apogee::run_command(argc, argv);
}
