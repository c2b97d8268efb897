#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/dataset.h"
#include "statistics/results.h"
#include "study/study.h"

namespace apogee {

/// What `study` and `merge` leave when all results are there.
struct StudyOutput {
    std::vector<std::string> words;  ///< of --format
    std::optional<std::string> jobs;
    bool json = false, quiet = false;

    /// @throws InputError for an unknown word.
    [[nodiscard]] std::vector<FileFormat> formats() const;
    /// @throws InputError
    [[nodiscard]] unsigned threads() const;
    /// Where a dataset was asked for by no word and its folder takes no files, the summary is printed alone.
    void leave_dataset_in(const std::string& folder);
};

/// About how much room the dataset of a study takes: of one that a rule may end nothing is known before.
[[nodiscard]] double dataset_bytes(const Study& study, const std::vector<FileFormat>& formats);

/// --json, --format, --jobs, --quiet.
void add_output_options(CLI::App& verb, StudyOutput& output);
/// Writes the dataset into a folder and prints the summary, this also where the dataset cannot be written.
void put_out(const Study& study, const ResultReader& results, const std::string& folder, Overwrite overwrite,
             const StudyOutput& output);

}  // namespace apogee
