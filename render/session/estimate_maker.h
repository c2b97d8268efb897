#pragma once

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "report/estimate_report.h"
#include "scene/flight_path.h"
#include "session/session.h"

namespace apogee {

/// What the flight that a scenario reports implies for its missile, as `apogee estimate` has it, with the
/// typical sample's flights.
struct FlightEstimate {
    long revision = -1;   ///< of the flight it belongs to; -1: none was made yet
    long flight = 0;      ///< that flight's id
    std::string problem;  ///< why there is no range; empty: there is one
    EstimateAnswer answer;
    std::uint64_t samples = 0;
    Path reported;  ///< as reproduced
    Path standard;  ///< as TypicalFlights has it, like the next three; empty: it comes down nowhere
    double standard_km = 0;
    bool standard_turning = false;
    Path turning_ring;
};

/// Makes estimates beside the window's work: a first one of few samples, then the whole.
class EstimateMaker {
  public:
    EstimateMaker() = default;
    ~EstimateMaker();
    EstimateMaker(const EstimateMaker&) = delete;
    EstimateMaker& operator=(const EstimateMaker&) = delete;

    /// Told in every frame in which an estimate is shown. A changed flight stops what is in work; the next
    /// begins when the flight rests. What was cancelled stays so until the flight changes.
    void want(const LoadedFlight& flight, std::uint64_t samples);
    /// What shall be told of these, too; others than before begin the work anew.
    void ask(std::vector<Region> claims);
    [[nodiscard]] const std::vector<Region>& claims() const { return claims_; }
    /// Stops what is in work; what was found before for the flight as it is now stays.
    void cancel();
    /// No estimate is shown: stops, and the next `want` begins anew.
    void forget();
    /// Whether the next frame would show something else: a result, progress, or the beginning of work.
    [[nodiscard]] bool has_news() const;
    /// Takes what is done.
    void take();
    /// Waits until this flight's estimate is whole, or cancelled.
    void finish(const LoadedFlight& flight, std::uint64_t samples);

    [[nodiscard]] bool working() const { return !cancelled_ && (job_.has_value() || due_later()); }
    [[nodiscard]] bool cancelled() const { return cancelled_; }
    [[nodiscard]] int percent() const;  ///< of what is in work
    [[nodiscard]] const FlightEstimate& result() const { return result_; }
    /// Whether the result is this flight's, as it is now or, while the next is made, as it was before.
    [[nodiscard]] bool shows(const LoadedFlight& flight) const {
        return result_.revision == flight.revision ||
               (result_.revision >= 0 && result_.flight == flight.id && working());
    }

  private:
    using Clock = std::chrono::steady_clock;
    struct Job {
        std::future<FlightEstimate> result;
        std::stop_source stop;
        std::shared_ptr<std::atomic<double>> part;
    };

    [[nodiscard]] bool ready() const;
    /// How many samples are to be drawn next; 0: all is done.
    [[nodiscard]] std::uint64_t missing() const;
    [[nodiscard]] bool due_later() const { return wanted_ >= 0 && !job_ && !cancelled_ && missing() > 0; }
    [[nodiscard]] bool rests() const;

    std::optional<Job> job_;
    FlightEstimate result_;
    long wanted_ = -1;  ///< revision
    std::uint64_t samples_ = 0;
    Clock::time_point changed_{};
    bool cancelled_ = false;
    std::vector<Region> claims_;
    bool told_ = true;  ///< the result speaks of them
    int shown_percent_ = 0;
};

}  // namespace apogee
