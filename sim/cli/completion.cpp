#include <array>
#include <memory>

#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "command_line/command_description.h"
#include "store/output_file.h"

namespace apogee {
namespace {

/// A script that has the program itself answer: `--complete` with the words typed so far, a line for each
/// candidate (command_line/completions.h). No option stands in it.
struct Shell {
    std::string_view name;
    const char* script;
};

constexpr std::array<Shell, 3> shells{{
    {"bash", R"(# Completion of apogee in bash, printed by: apogee completion bash
_apogee() {
    # bash splits words at : and =; the program wants them whole.
    local part words=() glued=
    for part in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ ${#words[@]} -gt 0 && ( $part == [:=]* || $glued ) ]]; then words[-1]+=$part; else words+=("$part"); fi
        if [[ $part == [:=] ]]; then glued=yes; else glued=; fi
    done
    local word=${words[-1]} line files=
    [[ $word == --*=* ]] && word=${word#*=}
    local before=${word%"${word##*:}"}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        :files) files=-f ;;
        :folders) files=-d ;;
        *) line=${line%%$'\t'*} && COMPREPLY+=("${line#"$before"}") ;;
        esac
    done < <("${1/#\~\//$HOME/}" --complete "${words[@]}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace
    if [[ $files ]]; then
        local names
        mapfile -t names < <(compgen $files -- "$word")
        [[ ${#names[@]} -eq 0 ]] || compopt -o filenames
        COMPREPLY+=("${names[@]}")
    fi
}
complete -F _apogee apogee
)"},
    {"zsh", R"(#compdef apogee
# Completion of apogee in zsh, printed by: apogee completion zsh
_apogee() {
    local line files typed=$PREFIX
    local -a found shown
    [[ $PREFIX == --*=* ]] && compset -P '*='
    for line in "${(@f)$(${(Q)~words[1]} --complete "${(@Q)words[2,CURRENT-1]}" "${(Q)typed}" 2>/dev/null)}"; do
        case $line in
        :files) files=yes && _files ;;
        :folders) files=yes && _files -/ ;;
        *:) compadd -S '' -- $line ;;
        *:$'\t'*) compadd -S '' -- ${line%%$'\t'*} ;;
        ?*) found+=("${line%%$'\t'*}") && shown+=("${line/$'\t'/  -- }") ;;
        esac
    done
    if [[ ${#found} -gt 0 ]]; then compadd -l -d shown -- $found; else [[ $files ]]; fi
}
if [[ $funcstack[1] == _apogee ]]; then _apogee "$@"; else compdef _apogee apogee; fi
)"},
    {"fish", R"(# Completion of apogee in fish, printed by: apogee completion fish
function __apogee_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l word (commandline -ct)
    set -l before (string match -r -- '^--[^=]+=' $word)
    set -l value (string replace -r -- '^--[^=]+=' '' $word)
    for line in ($program --complete $words "$word" 2>/dev/null)
        switch $line
            case :files
                printf '%s\n' "$before"(__fish_complete_path $value)
            case :folders
                printf '%s\n' "$before"(__fish_complete_directories $value)
            case '*'
                echo "$before$line"
        end
    end
end
complete -c apogee -f -a '(__apogee_complete)'
)"},
}};

constexpr std::array<std::string_view, shells.size()> shell_names() {
    std::array<std::string_view, shells.size()> names;
    for (std::size_t i = 0; i < shells.size(); ++i) names[i] = shells[i].name;
    return names;
}

int print_script(const std::string& name) {
    for (const Shell& shell : shells) {
        if (shell.name != name) continue;
        write_to_standard_output(shell.script);
        return ExitStatus::done;
    }
    throw InputError("apogee completion: unknown shell " + in_quotes(name) + "; expected bash, zsh or fish");
}

}  // namespace

void add_completion(CLI::App& program, int& status) {
    auto shell = std::make_shared<std::string>();
    CLI::App* verb = program.add_subcommand("completion", "Print what makes a shell complete this command")
                         ->group("Verbs");
    CLI::Option* option = verb->add_option("SHELL", *shell, "bash, zsh or fish")->required();
    option->option_text(" ");
    offer(option, shell_names());
    verb->footer(
        "The Tab key then completes verbs, options, their words, names of the catalogue, and files.\n"
        "\nExamples:\n"
        "  source <(apogee completion bash)             for this shell; ~/.bashrc keeps it\n"
        "  source <(apogee completion zsh)              after compinit; ~/.zshrc keeps it\n"
        "  apogee completion fish | source              ~/.config/fish/config.fish keeps it");
    verb->callback([shell, &status] { status = print_script(*shell); });
}

}  // namespace apogee
