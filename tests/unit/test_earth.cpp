#include <catch2/catch.hpp>
#include <cmath>

#include "physics/earth.h"

using namespace apogee;

// The right-hand side's own height and vertical against GeographicLib: catches a wrong ellipsoid, a
// geocentric vertical, a sign lost in the southern hemisphere. 0.1 um and 1e-12 are what the header promises.
TEST_CASE("height and vertical agree with GeographicLib's", "[unit]") {
    const Earth earth;
    for (const double height : {-5e3, 0.0, 1e4, 1e5, 1e6, 1e7, 5e7}) {
        for (double latitude = -90; latitude <= 90; latitude += 2.5) {
            const Geodetic place{radians(latitude), radians(-131), height};
            const auto [own, up] = height_and_up(earth, to_earth_fixed(earth, place));
            INFO("latitude " << latitude << ", height " << height);
            CHECK(std::fabs(own.m - height) < 1e-7);
            CHECK((up - east_north_up(place).up).norm() < 1e-12);
        }
    }
}
