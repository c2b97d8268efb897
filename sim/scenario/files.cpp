#include "scenario/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/input_error.h"
#include "scenario/text_gate.h"

namespace apogee {

namespace fs = std::filesystem;

namespace {

class FileDescriptor {
  public:
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor() {
        if (number_ > STDERR_FILENO) close(number_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

/// Trouble with a file as a whole is reported at its beginning, so that every message has one form.
InputError whole_file_error(const std::string& file, std::string_view problem, std::string_view right) {
    return input_error({file, 1, 1}, {}, problem, right);
}

void require_regular(int descriptor, const std::string& file) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0)
        throw whole_file_error(file, fmt::format("cannot be examined: {}", std::strerror(errno)), {});
    if (S_ISDIR(status.st_mode)) throw whole_file_error(file, "is a directory", "expected a text file");
    if (!S_ISREG(status.st_mode))
        throw whole_file_error(file, "is a device, pipe or socket",
                               "expected a regular file, or - for standard input");
}

std::string read_limited(int descriptor, const std::string& file, std::size_t most) {
    constexpr std::size_t piece = 1 << 20;
    std::string text;
    std::size_t size = 0;
    while (size <= most) {
        if (size == text.size()) text.resize(std::min(size + piece, most + 1));
        const ssize_t got = read(descriptor, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw whole_file_error(file, fmt::format("cannot be read: {}", std::strerror(errno)), {});
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    return text;
}

}  // namespace

namespace {

std::string read_whole(const std::string& file, const TextRules& size) {
    std::string text;
    if (file == "-") {
        text = read_limited(STDIN_FILENO, file, size.bytes);
    } else {
        // Non-blocking: opening a pipe that nobody writes to must not wait.
        const FileDescriptor descriptor(open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
        if (descriptor.number() < 0)
            throw whole_file_error(file, fmt::format("cannot be opened: {}", std::strerror(errno)),
                                   errno == ENOENT ? "check the name" : "");
        require_regular(descriptor.number(), file);
        text = read_limited(descriptor.number(), file, size.bytes);
    }
    check_text(text, file, size);
    return text;
}

}  // namespace

std::string read_text(const std::string& file) {
    return read_whole(file, size_of_scenarios);
}

std::string read_table(const std::string& file) {
    return read_whole(file, size_of_tables);
}

std::string resolve_beside(const std::string& folder, const std::string& name, const Place& place,
                           const std::string& key) {
    if (name.empty() || name.find('\0') != std::string::npos)
        throw input_error(place, key, fmt::format("{} is not a file name", in_quotes(name)),
                          "expected a path relative to this file");
    if (fs::path(name).is_absolute())
        throw input_error(place, key, fmt::format("{} is an absolute path", in_quotes(name)),
                          "expected a path relative to this file, inside its folder");
    std::error_code error;
    const fs::path base = fs::canonical(folder.empty() ? "." : folder, error);
    if (error)
        throw input_error(place, key, fmt::format("the folder {} cannot be found", in_quotes(folder)), {});
    const fs::path wanted = (fs::path(folder) / name).lexically_normal();
    const fs::path real = fs::weakly_canonical(base / name, error);
    if (error)
        throw input_error(place, key, fmt::format("{} cannot be followed", in_quotes(name)), error.message());
    const auto [base_end, unused] = std::mismatch(base.begin(), base.end(), real.begin(), real.end());
    if (base_end != base.end())
        throw input_error(place, key, fmt::format("{} leaves the folder of this file", in_quotes(name)),
                          "expected a path inside its folder tree");
    if (!fs::exists(real, error)) {
        const std::vector<std::string> names = names_in(real.parent_path().string());
        const std::vector<std::string_view> words(names.begin(), names.end());
        throw input_error(
            place, key, fmt::format("no file {}", in_quotes(name)),
            did_you_mean(real.filename().string(), words, "it is looked up relative to this file", "\""));
    }
    return wanted.string();
}

bool file_exists(const std::string& file) {
    std::error_code error;
    return fs::exists(file, error);
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    return names;
}

std::string catalogue_folder() {
    if (const char* chosen = std::getenv("APOGEE_SCENARIOS"); chosen && *chosen) return chosen;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "apogee" / "scenarios";
        if (fs::is_directory(installed, error)) return installed.string();
    }
#ifdef APOGEE_SCENARIOS_DIR
    return APOGEE_SCENARIOS_DIR;
#else
    return "scenarios";
#endif
}

}  // namespace apogee
