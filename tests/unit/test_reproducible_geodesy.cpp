#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "physics/geodesic.h"
#include "physics/reproducible_geodesy.h"

namespace apogee {
namespace {

struct Random {
    std::mt19937_64 engine{20171129};
    double operator()(double low, double high) {
        return low + (high - low) * (static_cast<double>(engine() >> 11) * 0x1p-53);
    }
};

Earth sphere() {
    Earth earth;
    earth.flattening = 0;
    earth.equatorial_radius_m = constants::sphere_radius_m;
    return earth;
}

double difference(const Earth& earth, const Geodetic& a, const Geodetic& b) {
    return std::fabs(ground_distance(earth, a, b) - geodesic(earth, a, b).distance_m);
}

}  // namespace

// Vincenty's series end where terms of a tenth of a millimetre begin.
TEST_CASE("distances on the ground agree with GeographicLib") {
    Random random;
    for (const Earth& earth : {Earth{}, sphere()}) {
        double most = 0, most_opposite = 0, most_near = 0;
        for (int i = 0; i < 3000; ++i) {
            const Geodetic a{random(-pi / 2, pi / 2), random(-pi, pi), 0};
            most = std::fmax(most, difference(earth, a, {random(-pi / 2, pi / 2), random(-pi, pi), 0}));
            const double opposite = a.longitude + (a.longitude > 0 ? -pi : pi);
            const Geodetic b{-a.latitude + random(-0.01, 0.01), opposite + random(-0.01, 0.01), 0};
            if (std::fabs(b.latitude) < pi / 2)
                most_opposite = std::fmax(most_opposite, difference(earth, a, b));
            const Geodetic near{std::fmin(a.latitude + random(0, 1e-6), pi / 2), a.longitude + 1e-7, 0};
            most_near = std::fmax(most_near, difference(earth, a, near));
        }
        CHECK(most < 1e-4);
        CHECK(most_opposite < 1e-4);
        CHECK(most_near < 1e-6);
    }
}

TEST_CASE("distances on the ground in special places") {
    const Earth earth;
    const auto check = [&](double lat1, double lon1, double lat2, double lon2) {
        INFO(lat1 << " " << lon1 << " " << lat2 << " " << lon2);
        const Geodetic a{radians(lat1), radians(lon1), 0}, b{radians(lat2), radians(lon2), 0};
        CHECK(difference(earth, a, b) < 1e-4);
    };
    check(10, 20, 10, 20);     // the same place
    check(0, 0, 0, 90);        // along the equator
    check(0, 0, 0, 179.3);     // still along the equator
    check(0, 0, 0, 179.8);     // shorter over the north
    check(0, 0, 0, 180);       // over a pole
    check(30, 0, -30, 180);    // opposite
    check(90, 0, -90, 0);      // pole to pole
    check(90, 0, 12, 34);      // from a pole
    check(50, 170, 51, -170);  // across the antimeridian
    check(-40, 10, 60, 10);    // along a meridian
}

// A line that leaves at the azimuth ends where it should: the azimuth itself means nothing near a pole or
// opposite the start. The last terms of Vincenty's series are a tenth of a millimetre.
TEST_CASE("lines over the ground begin and end as GeographicLib's") {
    Random random;
    for (const Earth& earth : {Earth{}, sphere()}) {
        double most = 0, most_azimuth = 0, most_direct = 0;
        const auto apart = [&](const Geodetic& a, const Geodetic& b) {
            return (place_on_earth(earth, a) - place_on_earth(earth, b)).norm();
        };
        for (int i = 0; i < 3000; ++i) {
            const Geodetic a{random(-1.5, 1.5), random(-pi, pi), 0};
            const bool opposite = i % 3 == 0;
            const double west = a.longitude + (a.longitude > 0 ? -pi : pi);
            const Geodetic b = opposite ? Geodetic{-a.latitude + random(-0.01, 0.01), west, 0}
                                        : Geodetic{random(-1.5, 1.5), random(-pi, pi), 0};
            const Geodesic ours = ground_line(earth, a, b);
            CHECK(ours.azimuth >= 0);
            CHECK(ours.azimuth < 2 * pi);
            most = std::fmax(most, apart(place_along(earth, a, ours.azimuth, ours.distance_m), b));
            if (!opposite) {
                const double off = std::remainder(ours.azimuth - geodesic(earth, a, b).azimuth, 2 * pi);
                most_azimuth = std::fmax(most_azimuth, std::fabs(off) * std::sin(ours.distance_m / 6.4e6));
            }
            const double azimuth = random(0, 2 * pi), distance_m = random(0, 2e7);
            most_direct = std::fmax(most_direct, apart(ground_place(earth, a, azimuth, distance_m),
                                                       place_along(earth, a, azimuth, distance_m)));
        }
        CHECK(most < 2e-4);
        CHECK(most_azimuth < 1e-10);  // a fraction of a millimetre at the end
        CHECK(most_direct < 1e-4);
    }
}

TEST_CASE("places convert as in GeographicLib") {
    Random random;
    const Earth earth;
    for (int i = 0; i < 2000; ++i) {
        const Geodetic place{random(-pi / 2, pi / 2), random(-pi, pi), random(-5e3, 5e6)};
        const Vec3<double> r = place_on_earth(earth, place);
        CHECK((r - to_earth_fixed(earth, place)).norm() < 1e-8);
        const Geodetic back = place_below(earth, r), want = to_geodetic(earth, r);
        CHECK(std::fabs(back.latitude - want.latitude) < 1e-12);
        CHECK(std::fabs(back.longitude - want.longitude) < 1e-12);
        CHECK(std::fabs(back.height - want.height) < 1e-7);
        const EastNorthUp axes = axes_at(place), wanted = east_north_up(place);
        CHECK((axes.east - wanted.east).norm() < 1e-15);
        CHECK((axes.north - wanted.north).norm() < 1e-15);
        CHECK((axes.up - wanted.up).norm() < 1e-15);
    }
}

}  // namespace apogee
