#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/file_formats.h"
#include "store/output_file.h"

namespace apogee {

/// What a command line says of the files that a result leaves.
struct FileOptions {
    std::vector<std::string> formats;
    std::optional<std::string> out;
    bool force = false, quiet = false;

    [[nodiscard]] Overwrite overwrite() const { return force ? Overwrite::allow : Overwrite::refuse; }
};
/// --out, --format, --force, --quiet.
void add_file_options(CLI::App& verb, FileOptions& options, ResultOf result);

/// The formats that are asked for: without --format the usual one; none without --out. @throws InputError
[[nodiscard]] std::vector<FileFormat> chosen_formats(const FileOptions& options, ResultOf result);

/// The files that a result will leave: named, and refused where they could not be written, before any work.
class ResultFiles {
  public:
    explicit ResultFiles(FileOptions options) : options_(std::move(options)) {}

    /// @return false where the result has nothing for this file.
    using Fill = std::function<bool(OutputFile& file, const std::string& path)>;
    /// @throws InputError where another file of this name is planned
    void add(const std::string& name, Fill fill);
    void add_text(const std::string& name, std::function<std::string()> text);
    /// @throws FileError where a file could not be written
    void check() const;
    /// @throws FileError
    void write() const;

  private:
    struct File {
        std::string path;
        Fill fill;
    };
    FileOptions options_;
    std::vector<File> files_;
};

}  // namespace apogee
