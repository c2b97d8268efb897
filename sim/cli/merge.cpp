#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/input_error.h"
#include "cli/command.h"
#include "cli/study_output.h"
#include "store/output_file.h"
#include "store/stored_results.h"
#include "store/study_folder.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

struct MergeOptions {
    std::vector<std::string> folders;
    std::string out;
    bool force = false;
    StudyOutput output;
};

/// The stores of all folders. @throws StoreError where they are not of one study.
std::vector<ChunkStore> open_stores(const std::vector<std::string>& folders) {
    std::vector<ChunkStore> stores;
    for (const std::string& folder : folders) {
        std::error_code error;
        if (!fs::is_directory(folder, error)) {
            throw InputError(printable(folder) +
                             ": is not a folder; expected one that `apogee study` filled");
        }
        stores.push_back(ChunkStore::open(folder));
        const ChunkStore &first = stores.front(), &last = stores.back();
        if (const auto fact =
                difference(first.manifest(), printable(first.folder()), last.manifest(), printable(folder))) {
            throw StoreError(printable(folder) + ": holds results of another study: " + *fact);
        }
    }
    return stores;
}

/// Refuses before any work what could not be written.
void check_out(const Study& study, const std::string& out, Overwrite overwrite, const StudyOutput& output) {
    if (output.formats().empty()) return;
    check_folder(out);
    for (const std::string& path : dataset_paths(study, out, output.formats()))
        check_writable(path, overwrite);
}

int merge(const MergeOptions& options) {
    static_cast<void>(options.output.formats());
    static_cast<void>(options.output.threads());
    const std::vector<ChunkStore> stores = open_stores(options.folders);
    const Study study = load_stored_study(stores.front());
    // A study's own folder takes its dataset as often as it likes.
    const Overwrite overwrite = options.force || options.out.empty() ? Overwrite::allow : Overwrite::refuse;
    const std::string out = options.out.empty() ? options.folders.front() : options.out;
    StudyOutput output = options.output;
    if (options.out.empty() && !takes_files(out)) output.leave_dataset_in(out);
    check_out(study, out, overwrite, output);
    const Inspection inspection = inspect(study, stores);
    for (const std::string& problem : inspection.problems) say(problem);
    if (inspection.unsound > 0) {
        throw StoreError(
            fmt::format("apogee merge: {} of {} chunks cannot be used; `apogee study` with the same --out "
                        "flies them again",
                        inspection.unsound, inspection.chunks));
    }
    if (!output.formats().empty()) make_folder(out);
    put_out(study, StoredResults(stores, inspection.cases), out, overwrite, output);
    return ExitStatus::done;
}

}  // namespace

void add_merge(CLI::App& program, int& status) {
    auto options = std::make_shared<MergeOptions>();
    CLI::App* verb = program.add_subcommand("merge", "Put the shards of a study together")->group("Verbs");
    verb->add_option("DIRECTORY", options->folders, "Folders that `apogee study` filled")
        ->option_text("...")
        ->required();
    verb->add_option("--out", options->out, "Folder for dataset and summary (the first DIRECTORY)")
        ->option_text("DIR");
    verb->add_flag("--force", options->force, "Replace files that exist");
    add_output_options(*verb, options->output);
    verb->footer(
        "Every chunk is checked first; one that is missing, damaged or of another study is named (exit\n"
        "status 4).\n"
        "\nExamples:\n"
        "  apogee merge shared\n"
        "  apogee merge from-a from-b from-c --out together --format netcdf,csv.gz");
    verb->callback([options, &status] { status = merge(*options); });
}

}  // namespace apogee
