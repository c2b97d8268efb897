#include <memory>

#include "base/input_error.h"
#include "cli/command.h"
#include "scenario/template.h"
#include "store/output_file.h"
#include "study/template.h"

namespace apogee {
namespace {

struct NewOptions {
    std::string file;
    bool force = false, study = false;
};

int write_template(const NewOptions& options) {
    if (options.file.empty()) throw InputError("apogee new: an empty name; expected mine.toml");
    const std::string text = options.study ? std::string(study_template()) : scenario_template();
    if (options.file == "-") {
        write_to_standard_output(text);
        return ExitStatus::done;
    }
    OutputFile file(options.file, options.force ? Overwrite::allow : Overwrite::refuse);
    file.write(text);
    file.commit();
    say("wrote " + printable(options.file) + "; fly it with: apogee " + (options.study ? "study " : "run ") +
        printable(options.file));
    return ExitStatus::done;
}

}  // namespace

void add_new(CLI::App& program, int& status) {
    auto options = std::make_shared<NewOptions>();
    CLI::App* verb =
        program.add_subcommand("new", "Write a commented scenario or study to start from")->group("Verbs");
    verb->add_option("FILE", options->file, "The file to write; - is standard output")
        ->option_text(" ")
        ->required();
    verb->add_flag("--study", options->study, "A study instead of a scenario");
    verb->add_flag("--force", options->force, "Replace the file if it exists");
    verb->footer(
        "Examples:\n"
        "  apogee new mine.toml\n"
        "  apogee new --study mc.toml\n"
        "  apogee new - | less");
    verb->callback([options, &status] { status = write_template(*options); });
}

}  // namespace apogee
