#pragma once

#include <string>

namespace apogee {

/// A document with the tables of keys as they stand in the program. Each block between `<!-- keys: NAME -->`
/// and `<!-- end of keys -->` is written anew. NAME is "launch" for `[launch]`, "stage" for `[[stage]]`,
/// "scenario", "vehicle" and "number" for those without one, "columns" for those of a time history,
/// "formats" for the formats of files, "reports" and "answers" for a table of reported flights and of what
/// they imply.
/// @throws std::runtime_error for a name that no table has, or a block without end.
[[nodiscard]] std::string with_key_tables(const std::string& document);

}  // namespace apogee
