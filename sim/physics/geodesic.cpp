// What GeographicLib computes for us. A platform that lacks it compiles page/geodesic.cpp instead.
#include "physics/geodesic.h"

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>

namespace apogee {

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

Geodesic geodesic(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    const GeographicLib::Geodesic ellipsoid(earth.equatorial_radius_m, earth.flattening);
    double distance = 0, azimuth_deg = 0, back_azimuth_deg = 0;
    ellipsoid.Inverse(degrees(from.latitude), degrees(from.longitude), degrees(to.latitude),
                      degrees(to.longitude), distance, azimuth_deg, back_azimuth_deg);
    return {distance, radians(azimuth_deg < 0 ? azimuth_deg + 360 : azimuth_deg)};
}

Geodetic place_along(const Earth& earth, const Geodetic& from, double azimuth, double distance_m) {
    const GeographicLib::Geodesic ellipsoid(earth.equatorial_radius_m, earth.flattening);
    double latitude_deg = 0, longitude_deg = 0;
    ellipsoid.Direct(degrees(from.latitude), degrees(from.longitude), degrees(azimuth), distance_m,
                     latitude_deg, longitude_deg);
    return {radians(latitude_deg), radians(longitude_deg), 0};
}

}  // namespace apogee
