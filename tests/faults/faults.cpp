// Loaded before libc (LD_PRELOAD), makes calls fail as on a full or broken disk, in a folder that can only be
// read, or where the system gives no more threads.
//
//     APOGEE_FAULT=CALL:N:KIND      CALL write, fsync, rename, create (of a new file), open (of a file to be
//                                   read), read (of a file that was opened so), thread, or change (any of
//                                   what a folder that can only be read does not take)
//         ENOSPC, EIO, EROFS, EAGAIN
//                                   the N-th call and all after it fail so
//         EINTR                     every N-th call is interrupted before it does anything
//         short                     (write, read) every N-th call moves half of what it should
//     APOGEE_FAULT_FILES=TEXT       for open and read: only files whose name ends so count
//
// Calls on standard output and error, and on what is no file or folder, do not count.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Fault {
    std::string call, kind;
    long number = 0;
    std::atomic<long> calls = 0;

    Fault() {
        const char* text = std::getenv("APOGEE_FAULT");
        const std::string all = text ? text : "";
        const std::size_t first = all.find(':'), second = all.find(':', first + 1);
        if (second == std::string::npos) return;
        call = all.substr(0, first);
        number = std::atol(all.c_str() + first + 1);
        kind = all.substr(second + 1);
    }

    /// Whether this call goes wrong.
    bool strikes(const char* name) {
        if (call != name || number < 1) return false;
        const long count = ++calls;
        return kind == "EINTR" || kind == "short" ? count % number == 0 : count >= number;
    }
    /// Whether this call fails; sets errno.
    bool fails(const char* name) {
        if (kind == "short" || !strikes(name)) return false;
        errno = kind == "ENOSPC"   ? ENOSPC
                : kind == "EINTR"  ? EINTR
                : kind == "EROFS"  ? EROFS
                : kind == "EAGAIN" ? EAGAIN
                                   : EIO;
        return true;
    }
};

Fault& fault() {
    static Fault the_fault;
    return the_fault;
}

bool is_file(int descriptor) {
    struct stat status {};
    return descriptor > STDERR_FILENO && ::fstat(descriptor, &status) == 0 &&
           (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

/// Whether a file is one of those that APOGEE_FAULT_FILES names.
bool is_of_interest(const char* path) {
    const char* ending = std::getenv("APOGEE_FAULT_FILES");
    return ending && std::string_view(path).ends_with(ending);
}

/// Descriptors that were opened for reading such a file.
constexpr int most_descriptors = 1024;
std::atomic<bool> watched[most_descriptors];

/// The function that this one stands before.
template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    if (!is_file(descriptor)) return real(descriptor, bytes, count);
    if (fault().fails("write")) return -1;
    if (fault().kind == "short" && count > 1 && fault().strikes("write")) count /= 2;
    return real(descriptor, bytes, count);
}

int fsync(int descriptor) {
    static const auto real = next<int (*)(int)>("fsync");
    return is_file(descriptor) && fault().fails("fsync") ? -1 : real(descriptor);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    static const auto real = next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2");
    return fault().fails("rename") ? -1 : real(from_folder, from, to_folder, to, flags);
}

int mkstemp(char* pattern) {
    static const auto real = next<int (*)(char*)>("mkstemp");
    return fault().fails("create") || fault().fails("change") ? -1 : real(pattern);
}

int mkdir(const char* path, mode_t mode) {
    static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
    return fault().fails("change") ? -1 : real(path, mode);
}

int access(const char* path, int mode) {
    static const auto real = next<int (*)(const char*, int)>("access");
    return (mode & W_OK) != 0 && fault().fails("change") ? -1 : real(path, mode);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
    static const auto real =
        next<int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
    return fault().fails("thread") ? errno : real(thread, attributes, start, argument);
}

int open(const char* path, int flags, ...) {
    static const auto real = next<int (*)(const char*, int, ...)>("open");
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
        if (fault().fails("change")) return -1;
    }
    const bool counts = (flags & (O_ACCMODE | O_DIRECTORY)) == O_RDONLY && is_of_interest(path);
    if (counts && fault().fails("open")) return -1;
    const int descriptor = real(path, flags, mode);
    if (descriptor >= 0 && descriptor < most_descriptors) watched[descriptor] = counts;
    return descriptor;
}

ssize_t read(int descriptor, void* bytes, size_t count) {
    static const auto real = next<ssize_t (*)(int, void*, size_t)>("read");
    if (descriptor < 0 || descriptor >= most_descriptors || !watched[descriptor])
        return real(descriptor, bytes, count);
    if (fault().fails("read")) return -1;
    if (fault().kind == "short" && count > 1 && fault().strikes("read")) count /= 2;
    return real(descriptor, bytes, count);
}

}  // extern "C"
