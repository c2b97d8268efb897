#pragma once

#include <optional>
#include <vector>

#include "estimate/estimate.h"
#include "flight/trajectory.h"

namespace apogee {

/// Flights of the typical sample, the one nearest the median answer.
struct TypicalFlights {
    Trajectory reported;                 ///< as reproduced
    std::optional<Trajectory> standard;  ///< in the reported direction; empty: it comes down nowhere
    double standard_km = 0;              ///< how far that one goes
    /// It is flown on the turning Earth. False where that carries it beyond the far side, too.
    bool standard_turning = true;
    /// Impacts of standard trajectories all round on the turning Earth, clockwise from north. Empty where one
    /// of them passes the far side, and where the Earth is taken as still.
    std::vector<Geodetic> turning_ring;
};

/// @param estimate  some of its samples weigh: `effective` > 0
[[nodiscard]] TypicalFlights typical_flights(const ReportedFlight& report, const Estimate& estimate,
                                             unsigned threads, const StopSignal& stop = {});

}  // namespace apogee
