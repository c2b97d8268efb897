// Loaded before libc (LD_PRELOAD), makes calls on files fail as a full or broken disk would.
//
//     APOGEE_FAULT=CALL:N:KIND      CALL write, fsync, rename or open (of a new file)
//         ENOSPC, EIO               the N-th call and all after it fail so
//         EINTR                     every N-th call is interrupted before it does anything
//         short                     (write) every N-th call writes half of what it should
//
// Calls on standard output and error, and on what is no file or folder, do not count.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

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
        return kind == "ENOSPC" || kind == "EIO" ? count >= number : count % number == 0;
    }
    /// Whether this call fails; sets errno.
    bool fails(const char* name) {
        if (kind == "short" || !strikes(name)) return false;
        errno = kind == "ENOSPC" ? ENOSPC : kind == "EINTR" ? EINTR : EIO;
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
    return fault().fails("open") ? -1 : real(pattern);
}

}  // extern "C"
