#pragma once

#include <string>
#include <string_view>

/// Parts of a file's name, as text: no file system is asked. As std::filesystem::path has them on POSIX.
namespace apogee {

/// "a/b" of "a/b/c.toml"; empty where the name has no folder.
[[nodiscard]] std::string folder_of(std::string_view file);
/// "c.toml" of "a/b/c.toml".
[[nodiscard]] std::string last_part(std::string_view file);
/// "c" of "a/b/c.toml": without the last ending; a dot that begins a name begins no ending.
[[nodiscard]] std::string stem_of(std::string_view file);
/// "a/b/c.toml" of "a/b" and "c.toml".
[[nodiscard]] std::string in_folder(std::string_view folder, std::string_view name);

}  // namespace apogee
