#include "physics/earth.h"

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

}  // namespace apogee
