#pragma once

#include <functional>
#include <future>
#include <stop_token>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

/// Every thread of the program is started here. Where the system gives none (its limit is reached, or there
/// is no room for another stack) the work is done all the same, by fewer.
namespace apogee {

/// Threads that can work at once here; at least one.
[[nodiscard]] unsigned processors();

/// Calls work(0) in the calling thread and work(1) ... work(count - 1) beside it, each in a thread of its
/// own, as far as there are threads: the calls share the work out among themselves, and any number of them
/// does it all. Returns when every call has.
/// @throws what a call threw, the calling thread's first.
void in_parallel(unsigned count, const std::function<void(unsigned index)>& work);

/// Does some work beside the calling thread, or at once in it where there is no thread. The future waits for
/// the work when it is destroyed.
template <typename Work>
[[nodiscard]] std::future<std::invoke_result_t<Work>> in_background(Work work) {
    try {
        return std::async(std::launch::async, work);
    } catch (const std::system_error&) {
        std::packaged_task<std::invoke_result_t<Work>()> here(std::move(work));
        here();
        return here.get_future();
    }
}

/// Begins what only makes sense beside the calling thread: a thread that cannot be joined where there is
/// none.
[[nodiscard]] std::jthread alongside(std::function<void(const std::stop_token& over)> work);

}  // namespace apogee
