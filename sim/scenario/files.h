#pragma once

#include <string>
#include <vector>

#include "base/input_error.h"

/// The one place of the core where files are read. files.cpp reads them from the disk; a platform without
/// one, a page in a browser, brings its own definitions of these functions (page/files.cpp).
namespace apogee {

/// Reads a whole text file, or standard input for "-"; never more than the limit (`size_of_scenarios`) and
/// one byte.
/// @throws InputError for a missing file, a directory, anything else that is no regular file (it might never
///         end), and what `check_text` refuses.
[[nodiscard]] std::string read_text(const std::string& file);
/// The same of rows of figures, reported flights or measurements: they may be larger (`size_of_tables`).
[[nodiscard]] std::string read_table(const std::string& file);

/// A file that another one names, beside or below the folder of the naming one.
/// @param folder  of the naming file; empty for the current one.
/// @param place, key  where the name stands, for messages.
/// @throws InputError for an absolute path, one that leaves the folder (by .. or a link), or no such file.
[[nodiscard]] std::string resolve_beside(const std::string& folder, const std::string& name,
                                         const Place& place, const std::string& key);

[[nodiscard]] bool file_exists(const std::string& file);

/// Names of what stands in a folder, without the folder; none where it cannot be read.
[[nodiscard]] std::vector<std::string> names_in(const std::string& folder);

/// The folder of the scenarios that come with the program: the environment variable APOGEE_SCENARIOS where it
/// is set, else ../share/apogee/scenarios beside the running program, else the source tree it was built from.
/// The folder may be missing; then its users report what they did not find.
[[nodiscard]] std::string catalogue_folder();

}  // namespace apogee
