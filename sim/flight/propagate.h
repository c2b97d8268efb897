#pragma once

#include "flight/trajectory.h"

namespace apogee {

/// Local error allowed per step, relative to the size of the state (Earth radius; circular speed).
struct Tolerance {
    double relative = 3e-9;                       ///< impact within 1 m of the same model integrated at 1e-13
    static Tolerance tight() { return {1e-12}; }  ///< within 1 mm of 1e-13 on every catalogued flight
};

/// The regime of a vehicle that stands on the pad, or of a body just released.
[[nodiscard]] Regime regime_at_start(const FlightPlan& plan, double time_s, const State& state);

/// Flies a plan to its end. A flight that is delicate (`is_delicate`), or very long, is flown a second time
/// at the tight tolerance.
[[nodiscard]] Trajectory propagate(FlightPlan plan, Tolerance tolerance = {});

/// Flies everything the vehicle let go of (spent stages, boosters, shroud) to its own end, in order of
/// release. The inertial frame and clock of each trajectory are those of `flight`.
struct Debris {
    ReleasedBody body;
    Trajectory trajectory;
};
[[nodiscard]] std::vector<Debris> propagate_debris(const Trajectory& flight, Tolerance tolerance = {});

}  // namespace apogee
