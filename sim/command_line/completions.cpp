#include "command_line/completions.h"

#include <algorithm>
#include <filesystem>

#include "scenario/catalogue.h"

namespace apogee {
namespace {

/// Lines for the shell, of what begins like the word at the cursor.
class Candidates {
  public:
    explicit Candidates(std::string word) : word_(std::move(word)) {}

    void add(const std::string& candidate, const std::string& meaning = {}) {
        if (!candidate.starts_with(word_)) return;
        lines_ += candidate;
        if (!meaning.empty()) lines_ += '\t' + meaning.substr(0, meaning.find('\n'));
        lines_ += '\n';
    }
    void add_files() { lines_ += ":files\n"; }
    void add_folders() { lines_ += ":folders\n"; }

    [[nodiscard]] const std::string& word() const { return word_; }
    [[nodiscard]] const std::string& lines() const { return lines_; }

  private:
    std::string word_, lines_;
};

/// The names of the catalogue; before its colon is typed, nothing but that.
void add_catalogue(Candidates& candidates) {
    const std::string prefix(catalogue_prefix);
    if (!candidates.word().starts_with(prefix)) return candidates.add(prefix, "comes with the program");
    std::vector<std::string> names = names_in(catalogue_folder());
    std::ranges::sort(names);
    for (const std::filesystem::path name : names)
        if (name.extension() == ".toml") candidates.add(prefix + name.stem().string());
}

/// What a value is follows from how `--help` names it.
bool begins_with_one_of(const std::string& shape, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return shape.starts_with(word); });
}

/// @param word  of a list, "csv,js", the part after the last comma is completed.
std::string value_candidates(const ArgumentDescription& argument, const std::string& word) {
    Candidates candidates(word);
    const std::string& shape = argument.positional ? argument.names.front() : argument.shape;
    const bool list = argument.shape.ends_with(",...");
    const std::string before = list ? word.substr(0, word.rfind(',') + 1) : "";
    for (const std::string& choice : argument.choices) candidates.add(before + choice);
    if (argument.about.find(catalogue_prefix) != std::string::npos) add_catalogue(candidates);
    if (begins_with_one_of(shape, {"DIR", "FOLDER"})) candidates.add_folders();
    if (begins_with_one_of(shape, {"FILE", "SCENARIO", "STUDY", "DATA"})) candidates.add_files();
    return candidates.lines();
}

const ArgumentDescription* find_option(const CommandDescription& command, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    for (const ArgumentDescription& argument : command.arguments)
        if (std::ranges::find(argument.names, name) != argument.names.end()) return &argument;
    return nullptr;
}

/// Where the cursor stands, after the words before it.
struct Position {
    const CommandDescription* command = nullptr;
    const ArgumentDescription* open_option = nullptr;  ///< whose value comes next
    std::vector<const ArgumentDescription*> given;
    std::size_t positionals = 0;  ///< how many came before
    bool options_ended = false;   ///< by --
    bool known = true;            ///< false after a verb that there is not

    void pass(const std::string& word) {
        if (open_option) {
            open_option = nullptr;
        } else if (!options_ended && word == "--") {
            options_ended = true;
        } else if (!options_ended && word.starts_with('-') && word != "-") {
            const ArgumentDescription* option = find_option(*command, word);
            given.push_back(option);
            const bool value_follows = option && option->takes_value && word.find('=') == std::string::npos;
            if (value_follows) open_option = option;
        } else if (!command->verbs.empty()) {
            const std::string name = command->name + " " + word;
            const auto verb = std::ranges::find(command->verbs, name, &CommandDescription::name);
            known = verb != command->verbs.end();
            if (known) command = &*verb;
        } else {
            ++positionals;
        }
    }
};

std::string verb_candidates(const CommandDescription& command, const std::string& word) {
    Candidates candidates(word);
    for (const CommandDescription& verb : command.verbs)
        candidates.add(verb.name.substr(command.name.size() + 1), verb.about);
    return candidates.lines();
}

std::string option_candidates(const Position& at, const std::string& word) {
    Candidates candidates(word);
    for (const ArgumentDescription& argument : at.command->arguments) {
        const bool again = std::ranges::find(at.given, &argument) != at.given.end() && !argument.several;
        if (!argument.positional && !again) candidates.add(argument.names.back(), argument.about);
    }
    return candidates.lines();
}

std::string positional_candidates(const Position& at, const std::string& word) {
    const ArgumentDescription* argument = nullptr;
    std::size_t number = 0;
    for (const ArgumentDescription& each : at.command->arguments) {
        if (!each.positional) continue;
        if (number == at.positionals || each.several) argument = &each;
        ++number;
    }
    return argument ? value_candidates(*argument, word) : "";
}

}  // namespace

std::string completions(const CommandDescription& program, std::span<const std::string> words) {
    if (words.empty()) return {};
    Position at;
    at.command = &program;
    for (const std::string& word : words.first(words.size() - 1)) at.pass(word);
    const std::string& word = words.back();
    if (!at.known) return {};
    if (at.open_option) return value_candidates(*at.open_option, word);
    if (!at.options_ended && word.starts_with("--") && word.find('=') != std::string::npos) {
        const ArgumentDescription* option = find_option(*at.command, word);
        return option && option->takes_value ? value_candidates(*option, word.substr(word.find('=') + 1))
                                             : "";
    }
    if (!at.options_ended && word.starts_with('-')) return option_candidates(at, word);
    if (!at.command->verbs.empty()) return verb_candidates(*at.command, word);
    return positional_candidates(at, word);
}

}  // namespace apogee
