#pragma once

#include <concepts>
#include <functional>
#include <utility>

namespace apogee {

/// Tells a long computation whether it should end early. The computation asks between pieces of work, from
/// any of its threads. Made from whatever the caller stops work with: a std::stop_token at the edges that
/// have threads, a flag where there are none. One made from nothing never asks for an end.
class StopSignal {
  public:
    StopSignal() = default;
    template <class Token>
    requires requires(const Token& token) {
        { token.stop_requested() } -> std::convertible_to<bool>;
    } &&(!std::same_as<Token, StopSignal>)StopSignal(Token token)
        : requested_([token = std::move(token)] { return token.stop_requested(); }) {
    }

    [[nodiscard]] bool stop_requested() const { return requested_ && requested_(); }

  private:
    std::function<bool()> requested_;
};

}  // namespace apogee
