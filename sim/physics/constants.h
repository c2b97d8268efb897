#pragma once

#include "base/angles.h"

/// Physical constants, each standing once, with its unit and where it comes from.
namespace apogee::constants {

/// Standard acceleration of gravity, m/s^2: turns specific impulse in seconds into exhaust speed, and
/// geopotential metres into energy. Exact by definition (3rd CGPM, 1901).
inline constexpr double standard_gravity_m_s2 = 9.80665;

/// Standard atmospheric pressure at sea level, Pa. Exact (10th CGPM, 1954; US Standard Atmosphere 1976, table
/// 1).
inline constexpr double sea_level_pressure_Pa = 101325.0;

/// WGS 84 ellipsoid and rotation. Source: NGA.STND.0036_1.0.0 (2014), defining parameters.
inline constexpr double wgs84_equatorial_radius_m = 6378137.0;
inline constexpr double wgs84_flattening = 1.0 / 298.257223563;
inline constexpr double wgs84_gm_m3_s2 = 3.986004418e14;
inline constexpr double wgs84_rotation_rate_rad_s = 7.292115e-5;

/// Dynamic form factor J2 of the WGS 84 ellipsoid. An error of 1e-9 here moves a 7,500 km impact by some 10
/// m. Source: NIMA TR8350.2 (2000), table 3.3: -sqrt(5) times the normalised C20 = -0.484166774985e-3.
inline constexpr double wgs84_j2 = 1.08262982131e-3;

/// Normal gravity at the equator and Somigliana's constant. Source: NIMA TR8350.2 (2000), table 3.4.
inline constexpr double wgs84_equatorial_gravity_m_s2 = 9.7803253359;
inline constexpr double wgs84_somigliana_k = 0.00193185265241;

/// Zonal coefficients of EGM2008, fully normalised, tide-free, and the radius they belong to, m. Source:
/// Pavlis et al., J. Geophys. Res. 117 (2012) B04406, the model's published coefficient file; also in
/// NGA.STND.0036_1.0.0 (2014), chapter 5.
inline constexpr double egm2008_radius_m = 6378136.3;
inline constexpr double egm2008_c20 = -0.484165143790815e-3;
inline constexpr double egm2008_c30 = 0.957161207093473e-6;
inline constexpr double egm2008_c40 = 0.539965866638991e-6;
inline constexpr double egm2008_c50 = 0.686702913736681e-7;
inline constexpr double egm2008_c60 = -0.149953927978527e-6;

/// Mean Earth radius for textbook spheres, m: the IUGG mean radius R1 = (2a + b) / 3, rounded to 1 km.
inline constexpr double sphere_radius_m = 6371000.0;
/// "Half the Earth": no place of that sphere is farther.
inline constexpr double sphere_half_circumference_m = pi * sphere_radius_m;

}  // namespace apogee::constants
