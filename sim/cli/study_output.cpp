#include "cli/study_output.h"

#include <algorithm>

#include "base/input_error.h"
#include "cli/command.h"
#include "command_line/command_description.h"
#include "report/json.h"
#include "report/map_content.h"
#include "report/study_report.h"
#include "statistics/summary.h"
#include "store/output_file.h"

namespace apogee {

std::vector<FileFormat> StudyOutput::formats() const {
    if (words.empty()) return {usual_format(ResultOf::study)};
    const std::vector<std::string> names = format_names(words);
    if (names.size() == 1 && names.front() == "none") return {};
    if (std::ranges::find(names, "none") != names.end())
        throw InputError("--format: none stands with others; expected none alone");
    return read_formats(names, ResultOf::study);
}

unsigned StudyOutput::threads() const {
    return threads_for(jobs);
}

void StudyOutput::leave_dataset_in(const std::string& folder) {
    if (!words.empty()) return;
    words = {"none"};
    if (!quiet) say(printable(folder) + ": takes no files; the dataset stays as it is");
}

double dataset_bytes(const Study& study, const std::vector<FileFormat>& formats) {
    if (study.median_range_interval_km) return 0;
    double bytes = 0;
    for (std::size_t part = 0; part < study.parts.size(); ++part)
        for (const FileFormat format : formats) bytes += dataset_bytes(study, part, format, study.cases);
    return bytes;
}

void add_output_options(CLI::App& verb, StudyOutput& output) {
    verb.add_flag("--json", output.json, "Print the summary as one JSON object");
    verb.add_option("--format", output.words, "Which files: " + format_help(ResultOf::study) + ", or none")
        ->allow_extra_args(false)
        ->option_text("FORMAT,...");
    std::vector<std::string_view> words = format_words(ResultOf::study);
    words.emplace_back("none");
    offer(verb.get_option("--format"), words);
    verb.add_option("--jobs", output.jobs, "Threads, at most one for each processor (the default)")
        ->option_text("N");
    verb.add_flag("--quiet", output.quiet, "No notes and no progress on standard error");
}

void put_out(const Study& study, const ResultReader& results, const std::string& folder, Overwrite overwrite,
             const StudyOutput& output) {
    std::optional<StudySummary> made;
    const auto summary = [&]() -> const StudySummary& {
        if (!made) made = study_summary(study, results, output.threads());
        return *made;
    };
    const auto text_of = [&](std::size_t part, FileFormat format) {
        return format == FileFormat::json ? json_text(study_json(study, part, summary()))
                                          : map_text(format, study_content(study, part, results));
    };
    const auto write_files = [&] {
        write_dataset(study, results, folder, output.formats(), overwrite, text_of,
                      [&](const std::string& path) {
                          if (!output.quiet) say("wrote " + printable(path));
                      });
    };
    deliver(write_files, [&] {
        return output.json ? json_text(study_json(study, summary())) : study_report(study, summary());
    });
}

}  // namespace apogee
