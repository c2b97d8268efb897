#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.h"
#include "store/output_file.h"

namespace apogee {

/// The command line of apogee-report.
struct SheetOptions {
    std::vector<std::string> scenarios;
    std::optional<std::string> all;  ///< a folder of scenarios: an index and a sheet each
    std::string out;                 ///< a file; with `all` a folder
    Overrides changes;
    std::vector<std::string> claims;
    std::uint64_t samples = 0, seed = 0;
    Overwrite overwrite = Overwrite::refuse;
    std::string command;  ///< as it was typed, for the page
};

/// @return nothing where help was asked for, and printed. @throws InputError
[[nodiscard]] std::optional<SheetOptions> parse_sheet_options(int argc, char** argv);

/// @throws InputError, FileError
void make_sheets(const SheetOptions& options);

}  // namespace apogee
