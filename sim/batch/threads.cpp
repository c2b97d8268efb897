#include "batch/threads.h"

#include <algorithm>
#include <new>
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

std::jthread alongside(std::function<void(const std::stop_token& over)> work) {
    try {
        return std::jthread(std::move(work));
    } catch (const std::system_error&) {
        return {};
    }
}

}  // namespace apogee
