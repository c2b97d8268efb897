#pragma once

#include <optional>
#include <vector>

#include "estimate/estimate.h"
#include "flight/trajectory.h"

namespace apogee {

/// Flights of the typical sample, the one nearest the median answer.
struct TypicalFlights {
    Trajectory reported;  ///< as reproduced
    /// On its standard trajectory over a still Earth, which standard ranges are measured on, in the reported
    /// direction. Empty: it comes down nowhere.
    std::optional<Trajectory> standard;
    double standard_km = 0;  ///< how far that one goes
    /// It is flown on the turning Earth: over the still one it goes beyond the far side.
    bool standard_turning = false;
    /// Impacts of standard trajectories all round on the turning Earth, clockwise from north. Empty where one
    /// of them passes the far side, and where the Earth is taken as still.
    std::vector<Geodetic> turning_ring;
};

/// @param estimate  some of its samples weigh: `effective` > 0
[[nodiscard]] TypicalFlights typical_flights(const ReportedFlight& report, const Estimate& estimate,
                                             unsigned threads, const StopSignal& stop = {});

}  // namespace apogee
