#pragma once

#include <functional>
#include <future>
#include <stop_token>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

/// Work beside the calling thread: writing while the next flights fly, a watch for Ctrl-C, the window's
/// estimates. (Flights are shared out among threads by batch/threads.h.)
namespace apogee {

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
[[nodiscard]] inline std::jthread alongside(std::function<void(const std::stop_token& over)> work) {
    try {
        return std::jthread(std::move(work));
    } catch (const std::system_error&) {
        return {};
    }
}

}  // namespace apogee
