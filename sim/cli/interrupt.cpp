#include "cli/interrupt.h"

#include <unistd.h>

#include <atomic>

#include "store/output_file.h"

namespace apogee {
namespace {

std::atomic<int> noted = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may not wait");

extern "C" void note_interrupt(int signal_number) {
    if (noted.exchange(signal_number) == 0) return;
    discard_unfinished_file();
    ::_exit(128 + signal_number);
}

}  // namespace

Interrupt::Interrupt() {
    noted = 0;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals[i], nullptr, &before_[i]);
        if (before_[i].sa_handler == SIG_IGN) continue;  // nohup, or a job in the background
        struct sigaction action = before_[i];
        action.sa_handler = note_interrupt;
        ::sigaction(signals[i], &action, nullptr);
    }
}

Interrupt::~Interrupt() {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before_[i], nullptr);
}

int Interrupt::signal() const {
    return noted;
}

}  // namespace apogee
