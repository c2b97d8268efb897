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

// Would catch a term of the series lost: the last one is 0.6 mm, the next would be 0.02 mm; and the cosine of
// the lean, 0.4 m at 100 km. On a sphere nothing of it remains.
TEST_CASE("the height for air is the height, and on a sphere exactly", "[unit]") {
    struct {
        double height_m, allowed_m;
    } const rows[] = {{0, 1e-4}, {1e4, 1e-4}, {1e5, 1e-4}, {2e5, 2e-4}, {1e6, 3e-3}};
    for (const bool sphere : {false, true}) {
        Earth earth;
        if (sphere) earth.flattening = 0;
        for (const auto& [height, allowed] : rows) {
            for (double latitude = -90; latitude <= 90; latitude += 2.5) {
                const Vec3<double> r = to_earth_fixed(earth, {radians(latitude), radians(17), height});
                INFO("latitude " << latitude << ", height " << height);
                CHECK(std::fabs(height_for_air(earth, r).m - height) < (sphere ? 1e-8 : allowed));
            }
        }
    }
}

// EGM96's zonal coefficients as printed, unnormalised, in Markley & Crassidis, Fundamentals of Spacecraft
// Attitude Determination and Control (2014). The two models differ by at most 0.2 %, in J5: a wrong sign, a
// wrong factor of normalisation or two coefficients exchanged differ by far more.
TEST_CASE("the zonal coefficients are those of another Earth model but for its errors", "[unit]") {
    Earth earth;
    set_gravity(earth, Gravity::j6);
    CHECK(earth.j2 == Approx(1.08262668355e-3).epsilon(1e-6));
    CHECK(earth.j3 == Approx(-2.53265648533e-6).epsilon(3e-3));
    CHECK(earth.j4 == Approx(-1.61962159137e-6).epsilon(3e-3));
    CHECK(earth.j5 == Approx(-2.27296082869e-7).epsilon(3e-3));
    CHECK(earth.j6 == Approx(5.40681239107e-7).epsilon(3e-3));
    // That of the WGS 84 ellipsoid alone follows from the ellipsoid; EGM2008 measures it 3 ppm smaller.
    set_gravity(earth, Gravity::j2);
    CHECK(earth.j2 == Approx(1.08262668355e-3).epsilon(5e-6));
}
