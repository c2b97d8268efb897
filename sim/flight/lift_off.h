#pragma once

#include "flight/endings.h"
#include "flight/plan_view.h"

/// On the pad: held until the upward part of the thrust exceeds the weight. For every engine; bits do not
/// depend on the machine.
namespace apogee {

/// When a vehicle leaves the pad, or when and how its flight ends there.
struct PadHold {
    bool lifts_off = false;
    double time_s = 0;
    Outcome outcome = Outcome::lift_off_failed;  ///< where it does not lift off
};

/// @param pressure_Pa  of the air at the site
/// @param weight_N_kg  weight per mass on the turning Earth, see `weight_on_pad`
/// The shroud counts: it stays on until lift-off. A first stage that burns out on the pad ends the flight
/// there, and so does `duration_s`.
[[nodiscard]] PadHold hold_on_pad(const PlanView& plan, double pressure_Pa, double weight_N_kg);

/// Gravitation less the centrifugal acceleration, along the vertical, at a place at rest on the Earth, m/s^2.
[[nodiscard]] double weight_on_pad(const Earth& earth, const Vec3<double>& r_E, const Vec3<double>& up_E);

}  // namespace apogee
