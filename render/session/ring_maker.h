#pragma once

#include <future>
#include <stop_token>
#include <string>

#include "scene/flight_path.h"
#include "session/session.h"

namespace apogee {

/// How far a flight's missile goes all round on its standard trajectory.
struct FlightRing {
    long revision = -1;  ///< of the flight it belongs to; -1: none was made yet
    long flight = 0;     ///< that flight's id
    Path line;           ///< closed, its inside to the left; empty where there is a problem
    double least_km = 0, most_km = 0;
    std::string problem;  ///< why there is none
};

/// "11,929 to 13,404 km".
[[nodiscard]] std::string span_text(const FlightRing& ring, LengthUnit unit);

/// Makes range rings beside the window's work: some hundreds of flights each, a quarter of a second.
class RingMaker {
  public:
    RingMaker() = default;
    ~RingMaker();
    RingMaker(const RingMaker&) = delete;
    RingMaker& operator=(const RingMaker&) = delete;

    /// Begins with this flight's ring, unless it is there or one is in work: a number that is dragged does
    /// not keep the last one from coming to its end.
    void want(const LoadedFlight& flight);
    /// Whether a ring is done that was not taken yet.
    [[nodiscard]] bool ready() const;
    [[nodiscard]] bool working() const { return work_.valid(); }
    /// Takes the ring that is done. @return whether there was one.
    bool take();
    /// Waits for the one in work and takes it.
    void finish();
    [[nodiscard]] const FlightRing& ring() const { return ring_; }

  private:
    std::stop_source stop_;
    std::future<FlightRing> work_;
    FlightRing ring_;
};

}  // namespace apogee
