#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace apogee {

/// A file that cannot be written: what() is one printable line "path: what went wrong".
class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class Overwrite { refuse, allow };

/// A file that appears complete or not at all: written beside its place under a passing name, flushed to the
/// disk, renamed, and its folder flushed. Without `commit` nothing stays. One at a time in the whole process.
class OutputFile {
  public:
    /// @throws FileError where the file stands already (and may not be replaced), or nothing can be written.
    OutputFile(std::string path, Overwrite overwrite);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view text);
    /// Makes sure beforehand that so many bytes can be written, as far as the file system can tell: for a
    /// library that takes a failing write badly.
    void check_room(std::uint64_t bytes) const;
    /// A name of this file while it is open, for a library that opens its file by name, fills it, and closes
    /// it before `commit`. Nothing of the path stands in it that a library might read otherwise than the
    /// system.
    [[nodiscard]] std::string name_while_open() const;
    void commit();

  private:
    [[noreturn]] void fail(const std::string& what) const;

    std::string path_, passing_path_;
    Overwrite overwrite_;
    int descriptor_ = -1;
};

/// @throws FileError where `path` could not be written: a name in it is too long, something stands there that
/// is no plain file, or that may not be replaced.
void check_writable(const std::string& path, Overwrite overwrite);
/// The same of a file whose folder is not made for it: it is begun there, and given up.
void check_file(const std::string& path, Overwrite overwrite);

/// The middle of the passing name ".NAME.XXXXXX" of a file: its own name, cut where the whole would be longer
/// than file systems allow.
[[nodiscard]] std::string passing_stem(const std::string& name);

/// Whether a folder is there and files can be made in it; errno says why not.
[[nodiscard]] bool takes_files(const std::string& folder);
/// @throws FileError where the folder neither is there and writable nor could be made.
void check_folder(const std::string& folder);
/// Makes a folder and those above it.
void make_folder(const std::string& folder);

/// Removes the file being written, if any. Safe in a signal handler.
void discard_unfinished_file() noexcept;

/// From now on a write that nobody reads (a closed pipe), or into a file larger than the system allows, fails
/// as a full disk does. By default a signal ends the program there, and its unfinished file stays. So does a
/// use of a standard stream that was closed: no file that is opened later takes its number, and its output.
void let_writes_fail();

/// Writes to standard output. @return false where the reader has gone (a closed pipe): no error.
/// @throws FileError where the text could not be written.
bool write_to_standard_output(std::string_view text);

}  // namespace apogee
