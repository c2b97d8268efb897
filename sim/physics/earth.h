#pragma once

#include "base/angles.h"
#include "base/lat_lon.h"
#include "physics/constants.h"
#include "physics/units.h"

namespace apogee {

/// Shape, gravity field and rotation of the Earth: plain data, one object per flight.
struct Earth {
    double equatorial_radius_m = constants::wgs84_equatorial_radius_m;
    double flattening = constants::wgs84_flattening;  ///< 0 for a sphere
    double gm_m3_s2 = constants::wgs84_gm_m3_s2;
    double rotation_rate_rad_s = constants::wgs84_rotation_rate_rad_s;  ///< 0 for a still Earth
    /// Reference radius of the zonal harmonics, m.
    double gravity_radius_m = constants::wgs84_equatorial_radius_m;
    double j2 = constants::wgs84_j2, j3 = 0, j4 = 0, j5 = 0, j6 = 0;  ///< unnormalised; 0 where unused
    bool zonal_above_j2 = false;  ///< J3..J6 take part: saves their evaluation where they do not

    [[nodiscard]] double polar_radius_m() const { return equatorial_radius_m * (1 - flattening); }
    bool operator==(const Earth&) const = default;
};

/// Sets the zonal harmonics of `earth`: none, the WGS 84 J2, or J2..J6 of EGM2008.
/// Source of J2..J6: Pavlis et al., J. Geophys. Res. 117 (2012) B04406, tide-free coefficients C(n,0),
/// J_n = -sqrt(2n+1) C(n,0).
enum class Gravity { central, j2, j6 };
void set_gravity(Earth& earth, Gravity gravity);

/// A place: geodetic latitude and longitude in radians, height above the ellipsoid in metres.
struct Geodetic {
    double latitude = 0;
    double longitude = 0;
    double height = 0;
};

[[nodiscard]] inline LatLon lat_lon(const Geodetic& place) {
    return {degrees(place.latitude), degrees(place.longitude)};
}

/// On the ground.
[[nodiscard]] inline Geodetic geodetic(const LatLon& place) {
    return {radians(place.latitude_deg), radians(place.longitude_deg), 0};
}

/// Earth-fixed position of a place (x through latitude 0, longitude 0; z through the north pole), m.
[[nodiscard]] Vec3<double> to_earth_fixed(const Earth& earth, const Geodetic& place);

/// The place above which an Earth-fixed position lies. GeographicLib's closed form, error below 10 nm.
/// Longitude in (-pi, pi]; on the polar axis it is 0.
[[nodiscard]] Geodetic to_geodetic(const Earth& earth, const Vec3<double>& r_E);

/// The unit vector with a latitude and a longitude as spherical angles.
[[nodiscard]] Vec3<double> sphere_direction(double latitude, double longitude);

/// Unit vectors of the local east-north-up frame at a place, Earth-fixed components.
struct EastNorthUp {
    Vec3<double> east, north, up;
};
[[nodiscard]] EastNorthUp east_north_up(const Geodetic& place);

/// Magnitude of normal gravity (gravitation and centrifugal) on the WGS 84 ellipsoid, m/s^2, continued
/// upward to second order in height; good to 1e-6 m/s^2 below 20 km. Latitude in radians, height in metres.
/// Source: Somigliana's formula and its continuation, NIMA TR8350.2 (2000), chapter 4.
[[nodiscard]] double normal_gravity(double latitude, double height);

/// Length and first azimuth of the geodesic between two places on this Earth's ellipsoid.
/// GeographicLib's `Geodesic` (Karney, J. Geodesy 87 (2013) 43), error below 15 nm. Azimuth in radians,
/// clockwise from north, [0, 2 pi); heights are ignored.
struct Geodesic {
    double distance_m = 0;
    double azimuth = 0;
};
[[nodiscard]] Geodesic geodesic(const Earth& earth, const Geodetic& from, const Geodetic& to);

/// Height above the ellipsoid and the outward normal there. The equations are axisymmetric, so they serve
/// inertial and Earth-fixed positions alike.
template <class T>
struct HeightAndUp {
    GeometricHeight<T> height;
    Vec3<T> up;
};

/// @param r position, any frame whose z axis is the Earth's. Valid for |r| > 0.9 equatorial radii.
/// @return height within 0.1 um and normal within 1e-12 of GeographicLib's from -5 to 50,000 km.
/// Source: Bowring, Survey Review 28 (1985) 202-206; one pass, algebraic, no branch, no trigonometry.
template <class T>
[[nodiscard]] inline HeightAndUp<T> height_and_up(const Earth& earth, const Vec3<T>& r) {
    using std::sqrt;
    const double a = earth.equatorial_radius_m, b = earth.polar_radius_m();
    const double e2 = earth.flattening * (2 - earth.flattening);
    const double ratio = b / a, second_e2_b = (a * a - b * b) / b;
    const T p2 = r.x() * r.x() + r.y() * r.y();
    const T p = sqrt(p2);
    // Bowring's guess of the parametric latitude, as a (cosine, sine) pair.
    // The inverse distance is written as in `gravitation`, so that the compiler computes it once.
    const T inverse_r = sqrt(1.0 / (p2 + r.z() * r.z()));
    const T guess = r.z() * (ratio * (1.0 + second_e2_b * inverse_r));
    const T shorten = 1.0 / sqrt(p2 + guess * guess);
    const T cb = p * shorten, sb = guess * shorten;
    // (x, z) points along the geodetic normal.
    const T x = p - (e2 * a) * (cb * cb * cb), z = r.z() + second_e2_b * (sb * sb * sb);
    const T inverse = 1.0 / sqrt(x * x + z * z);
    const T c = x * inverse, s = z * inverse;
    // Projection on the normal: no division by a cosine, hence no loss near the poles.
    const T height = p * c + r.z() * s - a * sqrt(1.0 - e2 * (s * s));
    // c / p is the ratio of the normal's and the position's distance from the axis; on the axis itself both
    // horizontal components vanish and any finite ratio will do.
    const T horizontal = c / (p + 1e-30);
    return {{height}, {r.x() * horizontal, r.y() * horizontal, s}};
}

/// Height above the ellipsoid for the density of air, at a tenth of the cost of `height_and_up`.
/// @param r position, any frame whose z axis is the Earth's.
/// @return height within 0.1 mm up to 100 km, 0.2 mm up to 200 km and 3 mm up to 1000 km.
/// Series in the second eccentricity: distance to the ellipsoid along the radius, times the cosine of the
/// angle by which the vertical is tilted against it.
template <class T>
[[nodiscard]] inline GeometricHeight<T> height_for_air(const Earth& earth, const Vec3<T>& r) {
    using std::sqrt;
    const double a = earth.equatorial_radius_m, axes = 1 - earth.flattening, k = 1 / (axes * axes) - 1;
    const T r2 = r.x() * r.x() + r.y() * r.y() + r.z() * r.z();
    const T inverse_r2 = 1.0 / r2, inverse_r = sqrt(inverse_r2);  // as in `gravitation`: computed once
    const T sine = r.z() * inverse_r, s = sine * sine, x = k * s;
    // a / sqrt(1 + x)
    const T radius = a + x * (-0.5 * a + x * (0.375 * a + x * (-0.3125 * a + (0.2734375 * a) * x)));
    const T tilt = x * (1.0 - s) * (0.5 * k * a - (1.25 * k * a) * x) * inverse_r;
    const T above = r2 * inverse_r - radius;
    return {above - above * tilt};
}

/// Gravitation of the zonal field, m/s^2 (no centrifugal part), in the frame of `r`.
/// @param r position, m, any frame whose z axis is the Earth's. Valid outside the Earth.
/// Source: gradient of the zonal potential in Legendre polynomials of z/r; Vallado, Fundamentals of
/// Astrodynamics (4th ed.), section 8.6.1. The tesseral terms are left out.
template <class T>
[[nodiscard]] inline Vec3<T> gravitation(const Earth& earth, const Vec3<T>& r) {
    using std::sqrt;
    const T r2 = r.x() * r.x() + r.y() * r.y() + r.z() * r.z();
    const T inverse_r2 = 1.0 / r2, inverse_r = sqrt(inverse_r2);
    const T central = earth.gm_m3_s2 * inverse_r2 * inverse_r;
    const T s = r.z() * inverse_r, s2 = s * s;
    const T q = (earth.gravity_radius_m * earth.gravity_radius_m) * inverse_r2;
    // Acceleration = -central * (radial * r + axial * |r| * z_hat); each J_n adds
    // radial: -J_n (a/r)^n P'_{n+1}(s), axial: J_n (a/r)^n P'_n(s).
    const T j2q = earth.j2 * q;
    T radial = 1.0 + 1.5 * j2q * (1.0 - 5.0 * s2);
    T axial = 3.0 * j2q * s;
    if (earth.zonal_above_j2) {
        const T a_r = earth.gravity_radius_m * inverse_r;
        const T j3q = earth.j3 * q * a_r, j4q = earth.j4 * q * q, j5q = earth.j5 * q * q * a_r,
                j6q = earth.j6 * q * q * q;
        radial += j3q * s * (7.5 - 17.5 * s2) - j4q * (1.875 + s2 * (-26.25 + 39.375 * s2)) -
                  j5q * s * (13.125 + s2 * (-78.75 + 86.625 * s2)) -
                  j6q * (-2.1875 + s2 * (59.0625 + s2 * (-216.5625 + 187.6875 * s2)));
        axial += j3q * (7.5 * s2 - 1.5) + j4q * s * (17.5 * s2 - 7.5) +
                 j5q * (1.875 + s2 * (-26.25 + 39.375 * s2)) +
                 j6q * s * (13.125 + s2 * (-78.75 + 86.625 * s2));
    }
    const T z_term = axial * (r2 * inverse_r);
    return {-central * radial * r.x(), -central * radial * r.y(), -central * (radial * r.z() + z_term)};
}

}  // namespace apogee
