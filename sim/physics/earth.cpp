#include "physics/earth.h"

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>
#include <cmath>

namespace apogee {

void set_gravity(Earth& earth, Gravity gravity) {
    earth.j2 = gravity == Gravity::central ? 0 : constants::wgs84_j2;
    earth.j3 = earth.j4 = earth.j5 = earth.j6 = 0;
    earth.zonal_above_j2 = gravity == Gravity::j6;
    earth.gravity_radius_m = constants::wgs84_equatorial_radius_m;
    if (earth.zonal_above_j2) {
        earth.gravity_radius_m = constants::egm2008_radius_m;
        earth.j2 = -std::sqrt(5.0) * constants::egm2008_c20;
        earth.j3 = -std::sqrt(7.0) * constants::egm2008_c30;
        earth.j4 = -std::sqrt(9.0) * constants::egm2008_c40;
        earth.j5 = -std::sqrt(11.0) * constants::egm2008_c50;
        earth.j6 = -std::sqrt(13.0) * constants::egm2008_c60;
    }
}

Vec3<double> to_earth_fixed(const Earth& earth, const Geodetic& place) {
    const GeographicLib::Geocentric ellipsoid(earth.equatorial_radius_m, earth.flattening);
    Vec3<double> r_E;
    ellipsoid.Forward(degrees(place.latitude), degrees(place.longitude), place.height, r_E.x(), r_E.y(),
                      r_E.z());
    return r_E;
}

Geodetic to_geodetic(const Earth& earth, const Vec3<double>& r_E) {
    const GeographicLib::Geocentric ellipsoid(earth.equatorial_radius_m, earth.flattening);
    double latitude_deg = 0, longitude_deg = 0, height = 0;
    ellipsoid.Reverse(r_E.x(), r_E.y(), r_E.z(), latitude_deg, longitude_deg, height);
    return {radians(latitude_deg), radians(longitude_deg), height};
}

Vec3<double> sphere_direction(double latitude, double longitude) {
    return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
            std::sin(latitude)};
}

EastNorthUp east_north_up(const Geodetic& place) {
    const double sl = std::sin(place.longitude), cl = std::cos(place.longitude);
    const double sp = std::sin(place.latitude), cp = std::cos(place.latitude);
    return {{-sl, cl, 0}, {-sp * cl, -sp * sl, cp}, {cp * cl, cp * sl, sp}};
}

double normal_gravity(double latitude, double height) {
    using namespace constants;
    const double a = wgs84_equatorial_radius_m, f = wgs84_flattening, e2 = f * (2 - f);
    const double s2 = std::sin(latitude) * std::sin(latitude);
    const double surface =
        wgs84_equatorial_gravity_m_s2 * (1 + wgs84_somigliana_k * s2) / std::sqrt(1 - e2 * s2);
    const double m =
        wgs84_rotation_rate_rad_s * wgs84_rotation_rate_rad_s * a * a * a * (1 - f) / wgs84_gm_m3_s2;
    const double x = height / a;
    return surface * (1 - 2 * (1 + f + m - 2 * f * s2) * x + 3 * x * x);
}

Geodesic geodesic(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    const GeographicLib::Geodesic ellipsoid(earth.equatorial_radius_m, earth.flattening);
    double distance = 0, azimuth_deg = 0, back_azimuth_deg = 0;
    ellipsoid.Inverse(degrees(from.latitude), degrees(from.longitude), degrees(to.latitude),
                      degrees(to.longitude), distance, azimuth_deg, back_azimuth_deg);
    return {distance, radians(azimuth_deg < 0 ? azimuth_deg + 360 : azimuth_deg)};
}

}  // namespace apogee
