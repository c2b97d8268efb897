#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/dataset.h"
#include "study/results.h"
#include "study/study.h"

namespace apogee {

/// What `study` and `merge` leave when all results are there.
struct StudyOutput {
    std::vector<std::string> words;  ///< of --format
    std::optional<std::string> jobs;
    bool json = false, quiet = false;

    /// @throws InputError for an unknown word.
    [[nodiscard]] std::vector<DatasetFormat> formats() const;
    /// As many as --jobs says, or one for each processor. @throws InputError
    [[nodiscard]] unsigned threads() const;
};

/// About how much room the dataset of a study takes: of one that a rule may end nothing is known before.
[[nodiscard]] double dataset_bytes(const Study& study, const std::vector<DatasetFormat>& formats);

/// --json, --format, --jobs, --quiet.
void add_output_options(CLI::App& verb, StudyOutput& output);
/// Writes the dataset into a folder, then prints the summary.
void put_out(const Study& study, const ResultReader& results, const std::string& folder, Overwrite overwrite,
             const StudyOutput& output);

}  // namespace apogee
