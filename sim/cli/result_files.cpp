#include "cli/result_files.h"

#include <algorithm>
#include <filesystem>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "command_line/command_description.h"

namespace apogee {

void add_file_options(CLI::App& verb, FileOptions& options, ResultOf result) {
    verb.add_option("--out", options.out, "Also write files NAME.csv, ... into this folder")
        ->option_text("DIR");
    verb.add_option("--format", options.formats, "Which files: " + format_help(result))
        ->allow_extra_args(false)
        ->option_text("FORMAT,...");
    offer(verb.get_option("--format"), format_words(result));
    verb.add_flag("--force", options.force, "Replace files that exist");
    verb.add_flag("--quiet", options.quiet, "No notes and warnings on standard error");
}

std::vector<FileFormat> chosen_formats(const FileOptions& options, ResultOf result) {
    if (options.out && options.out->empty())
        throw InputError("--out: an empty name; expected a folder such as results");
    const std::vector<FileFormat> formats = read_formats(format_names(options.formats), result);
    if (!formats.empty() && !options.out)
        throw InputError("--format: says what files to write; --out DIR must say where");
    return options.out && formats.empty() ? std::vector{usual_format(result)} : formats;
}

void ResultFiles::add(const std::string& name, Fill fill) {
    std::string path = (std::filesystem::path(*options_.out) / name).string();
    if (std::ranges::find(files_, path, &File::path) != files_.end())
        throw InputError(printable(path) +
                         " would be written twice; expected another file name, or another call");
    files_.push_back({std::move(path), std::move(fill)});
}

void ResultFiles::add_text(const std::string& name, std::function<std::string()> text) {
    add(name, [text = std::move(text)](OutputFile& file, const std::string&) {
        file.write(text());
        return true;
    });
}

void ResultFiles::check() const {
    if (!options_.out) return;
    check_folder(*options_.out);
    for (const File& file : files_) check_writable(file.path, options_.overwrite());
}

void ResultFiles::write() const {
    if (!options_.out) return;
    make_folder(*options_.out);
    for (const File& planned : files_) {
        OutputFile file(planned.path, options_.overwrite());
        if (!planned.fill(file, planned.path)) continue;
        file.commit();
        if (!options_.quiet) say("wrote " + printable(planned.path));
    }
}

}  // namespace apogee
