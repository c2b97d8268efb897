#include "command_line/program.h"

#include <fmt/format.h>

#include <cstdio>
#include <new>
#include <sstream>
#include <system_error>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "command_line/self_description.h"
#include "store/chunk_store.h"
#include "store/output_file.h"

namespace apogee {

namespace {

/// The first word that is no option of the program, nor a value of one; empty for none.
std::string unknown_option(const CLI::App& app) {
    for (const std::string& word : app.remaining())
        if (word.starts_with('-')) return word;
    return {};
}

/// The option that a misspelt one most likely means: "; did you mean --json?", or nothing.
std::string option_suggestion(const CLI::App& app, const std::string& word) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::string_view near = nearest_word(word.substr(0, word.find('=')), candidates);
    return near.empty() ? "" : "; did you mean " + std::string(near) + "?";
}

/// The option that has more values than it may; null for none.
const CLI::Option* given_again(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        if (option->get_multi_option_policy() == CLI::MultiOptionPolicy::Throw &&
            option->results().size() > static_cast<std::size_t>(option->get_items_expected_max()))
            return option;
    return nullptr;
}

}  // namespace

std::string mistake_text(const CLI::App& app, const std::string& name, const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        if (const CLI::Option* option = given_again(app))
            return fmt::format(
                "{}: {} is given {}; expected once", name, option->get_name(),
                option->results().size() == 2 ? "twice" : fmt::format("{} times", option->results().size()));
    const std::string unknown = unknown_option(app);
    const bool missing = dynamic_cast<const CLI::RequiredError*>(&error);
    std::string text =
        name + ": " +
        printable(missing && !unknown.empty() ? CLI::ExtrasError({unknown}).what() : error.what());
    const std::string near = unknown.empty() ? "" : option_suggestion(app, unknown);
    return text + (near.empty() ? "; see " + name + " --help" : near);
}

bool read_command_line(CLI::App& program, int argc, char** argv) {
    if (const auto text = self_description(program, {argv + 1, argv + argc})) {
        write_to_standard_output(*text);
        return false;
    }
    try {
        program.parse(argc, argv);
        return true;
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const std::string& name = program.get_name();
        if (program.exit(error, out, err) != 0) throw InputError(mistake_text(program, name, error));
        write_to_standard_output(out.str());
        return false;
    }
}

int as_program(const std::function<int()>& work) {
    let_writes_fail();
    try {
        return work();
    } catch (const InputError& error) {
        say(error.what());
        return ExitStatus::input;
    } catch (const FileError& error) {
        say(error.what());
        return ExitStatus::files;
    } catch (const StoreError& error) {
        say(error.what());
        return ExitStatus::store;
    } catch (const std::bad_alloc&) {
        std::fputs(out_of_memory, stderr);
        return ExitStatus::files;
    } catch (const std::system_error& error) {  // such as a current folder that was deleted
        say("apogee: " + printable(error.what()));
        return ExitStatus::files;
    }
}

}  // namespace apogee
