#pragma once

#include <signal.h>

#include <array>

namespace apogee {

/// While it lives, the first Ctrl-C (SIGINT, SIGTERM or SIGHUP) is only noted, so that work can be put away;
/// the second ends the program at once.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// The signal that came, 0 for none.
    [[nodiscard]] int signal() const;

  private:
    static constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, signals.size()> before_{};
};

}  // namespace apogee
