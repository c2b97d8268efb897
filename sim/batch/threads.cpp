#include "batch/threads.h"

#ifdef __STDCPP_THREADS__  // the standard's own word for a platform with threads

#include <algorithm>
#include <future>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace apogee {

unsigned processors() {
    return std::max(1u, std::thread::hardware_concurrency());
}

void in_parallel(unsigned count, const std::function<void(unsigned index)>& work) {
    std::vector<std::future<void>> others;
    try {
        for (unsigned i = 1; i < count; ++i)
            others.push_back(std::async(std::launch::async, std::cref(work), i));
    } catch (const std::system_error&) {  // no more threads: those there are do it all
    } catch (const std::bad_alloc&) {     // no memory for what a thread needs: the same
    }
    work(0);
    for (std::future<void>& other : others) other.get();
}

struct Exclusive::Lock {
    std::mutex mutex;
};

void Exclusive::operator()(const std::function<void()>& change) {
    const std::scoped_lock lock(lock_->mutex);
    change();
}

}  // namespace apogee

#else

namespace apogee {

unsigned processors() {
    return 1;
}

void in_parallel(unsigned, const std::function<void(unsigned index)>& work) {
    work(0);
}

struct Exclusive::Lock {};

void Exclusive::operator()(const std::function<void()>& change) {
    change();
}

}  // namespace apogee

#endif

namespace apogee {

Exclusive::Exclusive() : lock_(std::make_unique<Lock>()) {}
Exclusive::~Exclusive() = default;

}  // namespace apogee
