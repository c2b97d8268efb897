#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/overflight.h"
#include "session/session.h"

namespace apogee {

/// What panels and plots show of a flight over time, sampled once a trajectory.
struct FlightSamples {
    long revision = -1;               ///< of the trajectory that was sampled
    std::vector<FlightPoint> points;  ///< ascending in time; close where something changes fast
    std::vector<FlightPoint> events;  ///< one for each event of the trajectory
    std::vector<Overflight> overflights;
};

/// The samples of every flight, made anew where the flight has changed.
class SampleCache {
  public:
    const FlightSamples& of(const LoadedFlight& flight);
    /// Points alone of a flight as it was opened, which it must have.
    const std::vector<FlightPoint>& of_original(const LoadedFlight& flight);

  private:
    std::map<int, FlightSamples> samples_, originals_;  ///< by style, which no two open flights share
};

}  // namespace apogee
