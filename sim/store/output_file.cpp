#include "store/output_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/input_error.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// The passing name of the file being written, for the signal handler; empty while there is none.
constexpr std::size_t longest_path = 4096, longest_name = 255;
char unfinished_path[longest_path];

[[noreturn]] void fail_at(const std::string& path, const std::string& what) {
    throw FileError(printable(path) + ": " + printable(what));
}

std::string reason(int error) {
    return std::strerror(error);
}

/// The name beside its place under which a file is written: mkstemp replaces the X.
std::string passing_pattern(const fs::path& target) {
    return (target.parent_path() / ("." + passing_stem(target.filename().string()) + ".XXXXXX")).string();
}

/// Of folders that are not there yet the system says nothing: what is too long in any of them is found here.
/// @throws FileError
void check_length(const std::string& path) {
    bool fits = passing_pattern(path).size() < longest_path;
    for (const fs::path& name : fs::path(path)) fits = fits && name.native().size() <= longest_name;
    if (!fits) fail_at(path, "cannot be written: " + reason(ENAMETOOLONG));
}

/// Writes all of `text`; false with errno set where that failed.
bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// A call again for as long as a signal interrupts it.
template <typename Call>
int uninterrupted(const Call& call) {
    int result;
    do {
        result = call();
    } while (result < 0 && errno == EINTR);
    return result;
}

/// Some file systems know no fsync (EINVAL); there the rename alone has to do.
bool flushed(int descriptor) {
    return uninterrupted([&] { return ::fsync(descriptor); }) == 0 || errno == EINVAL;
}

/// A rename is on the disk once its folder is. A folder that nobody may read cannot be flushed.
bool flush_folder(const fs::path& folder) {
    const char* name = folder.empty() ? "." : folder.c_str();
    const int descriptor = uninterrupted([&] { return ::open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0) return errno == EACCES;
    const bool done = flushed(descriptor);
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return done;
}

}  // namespace

OutputFile::OutputFile(std::string path, Overwrite overwrite)
    : path_(std::move(path)), overwrite_(overwrite) {
    assert(unfinished_path[0] == '\0' && "one file at a time");
    check_writable(path_, overwrite_);
    const std::string pattern = passing_pattern(path_);
    descriptor_ = uninterrupted([&] {
        passing_path_ = pattern;  // mkstemp writes into it
        return ::mkstemp(passing_path_.data());
    });
    if (descriptor_ < 0) {
        passing_path_.clear();
        fail("cannot be written: " + reason(errno));
    }
    std::memcpy(unfinished_path, passing_path_.c_str(), passing_path_.size() + 1);
    // mkstemp gives the owner alone access; a result gets what any new file would.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor_, 0666 & ~mask);
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    discard_unfinished_file();
}

std::string OutputFile::name_while_open() const {
    return "/proc/self/fd/" + std::to_string(descriptor_);
}

void OutputFile::write(std::string_view text) {
    if (!write_all(descriptor_, text)) fail("cannot be written: " + reason(errno));
}

void OutputFile::check_room(std::uint64_t bytes) const {
    const auto size = static_cast<off_t>(bytes);
    int taken = uninterrupted([&] { return ::fallocate(descriptor_, 0, 0, size); });
    // Where space cannot be reserved, the length alone is tried: the system may limit it.
    if (taken != 0 && errno == EOPNOTSUPP)
        taken = uninterrupted([&] { return ::ftruncate(descriptor_, size); });
    if (taken != 0) fail("cannot be written: " + reason(errno));
    if (uninterrupted([&] { return ::ftruncate(descriptor_, 0); }) != 0)
        fail("cannot be written: " + reason(errno));
}

void OutputFile::commit() {
    if (!flushed(descriptor_)) fail("cannot be written: " + reason(errno));
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    // Interrupted or not, Linux has closed it.
    if (closed != 0 && errno != EINTR) fail("cannot be written: " + reason(errno));
    const unsigned flags = overwrite_ == Overwrite::refuse ? RENAME_NOREPLACE : 0u;
    int renamed = uninterrupted(
        [&] { return ::renameat2(AT_FDCWD, passing_path_.c_str(), AT_FDCWD, path_.c_str(), flags); });
    // Not every file system can refuse to replace within the rename itself.
    if (renamed != 0 && errno == EINVAL && flags != 0) {
        check_writable(path_, overwrite_);
        renamed = uninterrupted([&] { return ::rename(passing_path_.c_str(), path_.c_str()); });
    }
    if (renamed != 0) fail("cannot be written: " + reason(errno));
    unfinished_path[0] = '\0';
    if (!flush_folder(fs::path(path_).parent_path())) fail("cannot be written: " + reason(errno));
}

void OutputFile::fail(const std::string& what) const {
    fail_at(path_, what);
}

std::string passing_stem(const std::string& name) {
    constexpr std::size_t around = sizeof "..XXXXXX" - 1;
    return name.substr(0, longest_name - around);
}

void check_writable(const std::string& path, Overwrite overwrite) {
    check_length(path);
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return;
        fail_at(path, "cannot be written: " + reason(errno));
    }
    if (S_ISDIR(status.st_mode)) fail_at(path, "is a folder; expected the name of a file");
    if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
        fail_at(path, "is not a regular file and is not replaced");
    }
    if (overwrite == Overwrite::refuse) fail_at(path, "exists already; --force replaces it");
}

void check_file(const std::string& path, Overwrite overwrite) {
    static_cast<void>(OutputFile(path, overwrite));
}

void check_folder(const std::string& folder) {
    check_length(folder);
    fs::path path(folder);
    struct stat status {};
    while (::stat(path.empty() ? "." : path.c_str(), &status) != 0) {
        if (errno != ENOENT) fail_at(folder, "cannot be used as a folder: " + reason(errno));
        const fs::path above = path.parent_path();
        if (above == path) break;
        path = above;
    }
    const std::string nearest = path.empty() ? "." : path.string();
    if (!S_ISDIR(status.st_mode)) fail_at(nearest, "is a file; --out needs a folder");
    if (!takes_files(nearest)) fail_at(nearest, "nothing can be written there: " + reason(errno));
}

bool takes_files(const std::string& folder) {
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

void make_folder(const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) fail_at(folder, "cannot be made: " + error.message());
}

void discard_unfinished_file() noexcept {
    if (unfinished_path[0] == '\0') return;
    ::unlink(unfinished_path);
    unfinished_path[0] = '\0';
}

void let_writes_fail() {
    for (const int number : {SIGPIPE, SIGXFSZ}) ::signal(number, SIG_IGN);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // The lowest free number is taken: the stream's, since those before it are there.
        if (::fcntl(stream, F_GETFD) < 0)
            static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
    }
}

bool write_to_standard_output(std::string_view text) {
    if (write_all(STDOUT_FILENO, text)) return true;
    if (errno == EPIPE) return false;
    throw FileError("standard output: cannot be written: " + reason(errno));
}

}  // namespace apogee
