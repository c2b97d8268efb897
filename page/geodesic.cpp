// physics/earth.h and physics/geodesic.h without GeographicLib, which no package has for WebAssembly: by the
// core's own formulas. Errors as in physics/reproducible_geodesy.h, up to 0.1 mm, instead of some nanometres.
#include "physics/geodesic.h"

#include "physics/reproducible_geodesy.h"

namespace apogee {

Vec3<double> to_earth_fixed(const Earth& earth, const Geodetic& place) {
    return place_on_earth(earth, place);
}

Geodetic to_geodetic(const Earth& earth, const Vec3<double>& r_E) {
    return place_below(earth, r_E);
}

Geodesic geodesic(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    return ground_line(earth, from, to);
}

Geodetic place_along(const Earth& earth, const Geodetic& from, double azimuth, double distance_m) {
    return ground_place(earth, from, azimuth, distance_m);
}

}  // namespace apogee
