#include "physics/geodesic.h"

#include <GeographicLib/Geodesic.hpp>

namespace apogee {

Geodetic place_along(const Earth& earth, const Geodetic& from, double azimuth, double distance_m) {
    const GeographicLib::Geodesic ellipsoid(earth.equatorial_radius_m, earth.flattening);
    double latitude_deg = 0, longitude_deg = 0;
    ellipsoid.Direct(degrees(from.latitude), degrees(from.longitude), degrees(azimuth), distance_m,
                     latitude_deg, longitude_deg);
    return {radians(latitude_deg), radians(longitude_deg), 0};
}

}  // namespace apogee
