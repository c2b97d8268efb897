#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "cli/interrupt.h"

namespace apogee {

/// The rewritten line that tells how far a work is: on a terminal only, and not for what is done at once.
class ProgressLine {
  public:
    explicit ProgressLine(bool wanted);
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// At most ten times a second; what comes between is dropped.
    void show(const std::string& line);
    void clear();

  private:
    using Clock = std::chrono::steady_clock;

    bool shown_, drawn_ = false;
    Clock::time_point last_ = Clock::now();
};

/// Work that leaves nothing behind before its end: while this lives Ctrl-C stops it.
class InterruptibleWork {
  public:
    /// @param doing  stands before the percentage: "sampling".
    InterruptibleWork(std::string doing, bool quiet);

    [[nodiscard]] std::stop_token stop() const { return stop_.get_token(); }
    /// @param part  of the work that is done, 0 to 1.
    void progress(double part);
    /// Ends the line of progress. @return the exit status where a signal came (and says so): there is no
    /// result then.
    [[nodiscard]] std::optional<int> interrupted();

  private:
    void watch(const std::stop_token& over);

    std::string doing_;
    ProgressLine line_;
    std::optional<Interrupt>
        interrupt_;  ///< none where there is no thread to watch it: a signal ends at once
    std::stop_source stop_;
    std::mutex mutex_;
    std::condition_variable_any
        ended_;           ///< takes memory when it is made, which a thread has no way to refuse
    std::jthread watch_;  ///< hands a signal on: the work itself reports too seldom, and a handler may not
};

}  // namespace apogee
