#include <catch2/catch.hpp>
#include <cmath>

#include "flight/orbit.h"
#include "physics/constants.h"

using namespace apogee;

namespace {

/// What defines an orbit, in the terms of the textbooks; angles in degrees.
struct Elements {
    double semi_latus_m, eccentricity, inclination, raan, argument_of_perigee, true_anomaly;
};

Vec3<double> turned_about_z(const Vec3<double>& v, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    return {c * v.x() - s * v.y(), s * v.x() + c * v.y(), v.z()};
}
Vec3<double> turned_about_x(const Vec3<double>& v, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    return {v.x(), c * v.y() - s * v.z(), s * v.y() + c * v.z()};
}

/// Vallado, Fundamentals of Astrodynamics (4th ed.), algorithm 10 (COE2RV): perifocal state, then three
/// turns.
State state_of(const Elements& e, double gm) {
    const double nu = radians(e.true_anomaly), c = std::cos(nu), s = std::sin(nu);
    const auto turned = [&](const Vec3<double>& v) {
        const Vec3<double> in_plane = turned_about_z(v, radians(e.argument_of_perigee));
        return turned_about_z(turned_about_x(in_plane, radians(e.inclination)), radians(e.raan));
    };
    const double r = e.semi_latus_m / (1 + e.eccentricity * c), speed = std::sqrt(gm / e.semi_latus_m);
    return {turned({r * c, r * s, 0}), turned({-speed * s, speed * (e.eccentricity + c), 0})};
}

}  // namespace

// Rounding in the eccentricity vector is 1e-16, and angles are known to that over the eccentricity.
TEST_CASE("osculating elements are those that an orbit was made of", "[unit]") {
    const Earth earth;
    const double gm = earth.gm_m3_s2, radius = earth.equatorial_radius_m;
    for (const Elements& made :
         {Elements{7e6, 0.01, 51.6, 30, 200, 10}, Elements{9e6, 0.3, 98, 250, 80, 170},
          Elements{8e6, 0.74, 63.4, 120, 270, 300}, Elements{15e6, 1.4, 28, 5, 45, 60}}) {
        INFO("eccentricity " << made.eccentricity);
        const auto orbit = osculating(earth, state_of(made, gm));
        CHECK(orbit.eccentricity == Approx(made.eccentricity).margin(1e-13).epsilon(0));
        CHECK(degrees(orbit.inclination) == Approx(made.inclination).margin(1e-11).epsilon(0));
        CHECK(degrees(orbit.raan) == Approx(made.raan).margin(1e-11).epsilon(0));
        CHECK(degrees(orbit.argument_of_perigee) ==
              Approx(made.argument_of_perigee).margin(1e-10).epsilon(0));
        CHECK(degrees(orbit.true_anomaly) == Approx(made.true_anomaly).margin(1e-10).epsilon(0));
        const double e = made.eccentricity, a = made.semi_latus_m / (1 - e * e);
        CHECK(orbit.perigee_m == Approx(made.semi_latus_m / (1 + e) - radius).margin(1e-6).epsilon(0));
        CHECK(orbit.semi_major_axis_m == Approx(a).epsilon(1e-13));
        if (e < 1) {
            CHECK(orbit.apogee_m == Approx(made.semi_latus_m / (1 - e) - radius).margin(1e-6).epsilon(0));
            CHECK(orbit.period_s == Approx(2 * pi * std::sqrt(a * a * a / gm)).epsilon(1e-12));
        } else {
            CHECK(std::isinf(orbit.apogee_m));
            CHECK(std::isinf(orbit.period_s));
        }
    }
}
