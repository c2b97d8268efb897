#pragma once

#include "physics/earth.h"

namespace apogee {

/// Two-body flight from the ground to the ground over a sphere, fixed by its apogee and by the angle between
/// both ends as seen from the Earth's centre. Closed form.
struct FreeFlight {
    double gm_m3_s2 = 0, radius_m = 0;
    double semi_major_axis_m = 0, eccentricity = 0;
    double time_s = 0;             ///< ground to ground
    double speed_m_s = 0;          ///< at the ground, inertial
    double flight_path_angle = 0;  ///< at the ground, rad

    /// Speed at a height below the apogee.
    [[nodiscard]] double speed_at(double height_m) const;
    /// From the apogee down to a height, s.
    [[nodiscard]] double fall_to(double height_m) const;
};

/// @param radius_m  of the sphere. @param apogee_m  height above it, positive.
/// @param angle  between both ends, rad, in (0, pi); 0 is a flight straight up.
/// Source: the ellipse r = q (1 - e) / (1 - e cos t) with t counted from the apogee at distance q, solved for
/// e where r is the radius at t = angle / 2; the time is Kepler's equation (Vallado, Fundamentals of
/// Astrodynamics, 4th ed., section 2.2).
[[nodiscard]] FreeFlight free_flight(double gm_m3_s2, double radius_m, double apogee_m, double angle);

/// Angle that a body leaving the ground at this inertial speed covers at most: the minimum-energy trajectory.
/// pi where the speed suffices for any. Source: Wheelon, ARS Journal 29 (1959) 915: sin(angle / 2) =
/// k / (2 - k), k = v^2 r / gm.
[[nodiscard]] double widest_free_angle(double gm_m3_s2, double radius_m, double speed_m_s);

/// The angle at the Earth's centre, in inertial space, between a site at lift-off and the point `range_m`
/// away at `azimuth` when the flight ends there `time_s` later. Over a sphere of radius `radius_m`.
[[nodiscard]] double inertial_angle(const Geodetic& site, double azimuth, double range_m, double radius_m,
                                    double rotation_rate_rad_s, double time_s);

}  // namespace apogee
