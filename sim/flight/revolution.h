#pragma once

#include <optional>

#include "flight/propagate.h"
#include "flight/summary.h"

namespace apogee {

/// A trajectory with its figures. What is in orbit ends where that is sure, which may be a second after the
/// release: pictures and maps draw one revolution more. Its figures and events stay those of the flight.
struct FlownFlight {
    Trajectory trajectory;
    FlightSummary summary;                 ///< of `trajectory`
    std::optional<Trajectory> revolution;  ///< the flight and one revolution, where it is drawn so

    /// What is drawn.
    [[nodiscard]] const Trajectory& shown() const { return revolution ? *revolution : trajectory; }
};

/// A flight that is in orbit, and one revolution of it; empty where it is not in orbit, or was flown round
/// already.
[[nodiscard]] std::optional<Trajectory> with_revolution(const Trajectory& flight,
                                                        const FlightSummary& summary,
                                                        Tolerance tolerance = {});

}  // namespace apogee
