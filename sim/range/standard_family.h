#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "batch/engine.h"
#include "scenario/scenario.h"

namespace apogee {

/// The trajectories among which "standard" and "farthest" are looked for: a gravity turn, which flies at zero
/// angle of attack once its kick is over, with one free number, the kick's angle: small ones loft, great ones
/// flatten. Lofted and standard flights of a missile are members of one family.
struct StandardFamily {
    /// Air speed at which the kick begins and how long it takes. Estimate: speed and duration with which
    /// every slow starter of the catalogue turns and stays steerable; ranges depend on them little
    /// (docs/range.md). A scenario that is itself a gravity turn begun by speed or height keeps its own.
    double kick_speed_m_s = 50, kick_duration_s = 10;
    /// Bounds of the free number. Estimate: at the lower one every catalogued missile is lofted far above its
    /// standard trajectory; above the upper one the kick is a dive.
    double least_kick_deg = 0.1, most_kick_deg = 60;
    /// Greatest dynamic pressure of the ascent. Estimate: half as much again as the greatest that the
    /// catalogue's flown flights reach (Minuteman III, 99 kPa); space launchers stay below 40 kPa.
    double most_dynamic_pressure_kPa = 150;
};

/// The free number of a family of flights: a path that an engine varies and where to look.
struct FreeNumber {
    std::string path;
    std::vector<double> scan;          ///< from the steepest flight to the flattest; its ends are the bounds
    double relative_tolerance = 1e-4;  ///< of the place of a maximum
    double straight_up = 0;            ///< its value for a flight straight up; the loft is counted from it
};

/// The kick's angle between its bounds, in equal ratios.
[[nodiscard]] FreeNumber kick_angle(const StandardFamily& family);

/// The scenario re-flown in the family: everything but the ascent programme stays. Its number
/// "ascent.kick_angle_deg" can be varied.
/// @throws InputError where the scenario has no launch.
[[nodiscard]] Scenario in_family(Scenario scenario, const StandardFamily& family);

/// States a number that no file does in the parameter table, in place of what stood there: it can be varied.
void state_number(Scenario& scenario, const std::string& path, const std::string& unit, double value);

/// The same launch from an Earth that stands still: for comparison with figures published so.
[[nodiscard]] Scenario without_rotation(Scenario scenario);

/// The flight at which a given speed carries a body farthest over a still sphere without air: the one that
/// reaches its range with least energy.
struct MinimumEnergy {
    /// Flight path angle, rad. It halves the angle between the vertical and the straight line to the impact;
    /// from the sphere itself it is a right angle less the range angle, over four. NaN where flat enough
    /// flights reach half the sphere, or the speed is too small for any.
    double angle = 0;
    double range_angle = 0;  ///< rad, from burnout to impact, seen from the sphere's centre
};
/// @param gm         m^3/s^2
/// @param burnout_m  distance from the sphere's centre, at least `ground_m`
/// Source: the least major axis between two points is half the perimeter of their triangle with the focus:
/// Battin, An Introduction to the Mathematics and Methods of Astrodynamics (1999), chapter 6.
[[nodiscard]] MinimumEnergy minimum_energy(double gm, double burnout_m, double ground_m, double speed_m_s);

/// The angle at which a flight burnt out beside the minimum-energy one for its speed and height. Both are
/// relative to the turning Earth: that is what the vehicle gives, so the standard trajectory of a missile is
/// one, whatever its azimuth, and rotation only moves where it lands.
struct BurnoutAngle {
    double flown_deg = 0, minimum_energy_deg = 0;
    double minimum_energy_range_km = 0;  ///< that the speed promises over a still sphere without air
    /// Positive: steeper than the minimum-energy one, also where that is none because the speed is too great.
    [[nodiscard]] double excess_deg() const {
        return std::isnan(minimum_energy_deg) ? 90 : flown_deg - minimum_energy_deg;
    }
};
[[nodiscard]] BurnoutAngle burnout_angle(const Earth& earth, const CaseResult& flight);

}  // namespace apogee
