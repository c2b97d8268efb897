#pragma once

#include <optional>
#include <string>

#include "cli/result_files.h"
#include "estimate/estimate.h"

namespace apogee {

/// `apogee estimate --table FILE` with what may stand beside it.
struct TableCommand {
    std::string file;
    EstimateOptions options;
    std::optional<int> stages;
    bool still = false, no_time = false, json = false;
    FileOptions files;
};

/// Estimates row after row, each on all threads. With --out, what is done is kept, and the same command goes
/// on after an interruption. @return the exit status. @throws InputError, FileError
int estimate_table(const TableCommand& command);

}  // namespace apogee
