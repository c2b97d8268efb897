#include "cli/interruptible_work.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "cli/command.h"
#include "store/background.h"

namespace apogee {

ProgressLine::ProgressLine(bool wanted) : shown_(wanted && ::isatty(STDERR_FILENO) != 0) {}

void ProgressLine::show(const std::string& line) {
    const auto now = Clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    std::fputs(("\r" + line + "\x1b[K").c_str(), stderr);
    drawn_ = true;
}

void ProgressLine::clear() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
}

InterruptibleWork::InterruptibleWork(std::string doing, bool quiet)
    : doing_(std::move(doing)),
      line_(!quiet),
      interrupt_(std::in_place),
      watch_(alongside([this](const std::stop_token& over) { watch(over); })) {
    if (!watch_.joinable()) interrupt_.reset();
}

void InterruptibleWork::watch(const std::stop_token& over) {
    std::unique_lock lock(mutex_);
    while (!over.stop_requested() && interrupt_->signal() == 0)
        ended_.wait_for(lock, over, std::chrono::milliseconds(30), [] { return false; });
    if (interrupt_->signal() != 0) stop_.request_stop();
}

void InterruptibleWork::progress(double part) {
    line_.show(fmt::format("{} {:3.0f} %", doing_, 100 * part));
}

std::optional<int> InterruptibleWork::interrupted() {
    line_.clear();
    const int signal = interrupt_ ? interrupt_->signal() : 0;
    if (signal == 0) return std::nullopt;
    say("stopped before the end; there is no result");
    return 128 + signal;
}

}  // namespace apogee
