// What no choice of numbers may break: symmetries of the Earth, and the scaling of a vehicle.
#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include "properties/random_flight.h"

using namespace apogee;
using namespace apogee::testing;

// Would catch a longitude that enters anything but the frame: gravity, air, wind, steering at the
// antimeridian.
TEST_CASE("turning the launch site about the axis turns the whole flight", "[property]") {
    CHECK(rc::check([] {
        const RandomFlight here(Gravity::j6);
        RandomFlight there = here;
        const double turn = radians(number(-180, 180));
        there.launch.site.longitude += turn;
        const Trajectory a = here.fly(), b = there.fly();
        RC_ASSERT(a.outcome == b.outcome);
        const Eigen::AngleAxisd about_axis(turn, Vec3<double>::UnitZ());
        RC_ASSERT(distance_m(a, b, [&](const Vec3<double>& r) -> Vec3<double> { return about_axis * r; }) <
                  two_flights_m);
    }));
}

// On the turning Earth, too: its rotation looks the same in a mirror laid on the equator. Would catch a sign
// lost in the southern hemisphere: of the vertical, of J2, of the wind from the south, of steering.
TEST_CASE("a flight mirrored at the equator is the mirrored flight", "[property]") {
    CHECK(rc::check([] {
        const RandomFlight north(Gravity::j2);
        RandomFlight south = north;
        south.launch.site.latitude *= -1;
        south.launch.azimuth = pi - north.launch.azimuth;
        for (double& wind : south.environment.wind.north_m_s) wind *= -1;
        const Trajectory a = north.fly(), b = south.fly();
        RC_ASSERT(a.outcome == b.outcome);
        RC_ASSERT(distance_m(a, b, [](const Vec3<double>& r) -> Vec3<double> {
                      return {r.x(), r.y(), -r.z()};
                  }) < two_flights_m);
    }));
}

// Would catch east taken for west: in the azimuth, in the wind, in the local frame.
TEST_CASE("without rotation a flight mirrored at its meridian is the mirrored flight", "[property]") {
    CHECK(rc::check([] {
        RandomFlight east(Gravity::j6);
        east.environment.earth.rotation_rate_rad_s = 0;
        east.launch.site.longitude = 0;
        RandomFlight west = east;
        west.launch.azimuth *= -1;
        for (double& wind : west.environment.wind.east_m_s) wind *= -1;
        const Trajectory a = east.fly(), b = west.fly();
        RC_ASSERT(a.outcome == b.outcome);
        RC_ASSERT(distance_m(a, b, [](const Vec3<double>& r) -> Vec3<double> {
                      return {r.x(), -r.y(), r.z()};
                  }) < two_flights_m);
    }));
}

// Accelerations are forces over masses. Powers of two scale without rounding, so nothing at all may differ:
// would catch a mass, a thrust or an area that is forgotten, or counted for one booster instead of all.
TEST_CASE("twice every mass and area and thrust is the same flight", "[property]") {
    CHECK(rc::check([] {
        const RandomFlight one(Gravity::j2);
        RandomFlight many = one;
        const double k = std::ldexp(1.0, whole(-3, 4));
        const auto scale = [&](Stage& stage) {
            stage.motor.propellant_mass_kg *= k;  // thrust follows: flow x Isp
            stage.dry_mass_kg *= k;
            stage.drag.reference_area_m2 *= k;
        };
        for (Stage& stage : many.vehicle.stages) scale(stage);
        for (Booster& booster : many.vehicle.boosters) scale(booster.stage);
        if (many.vehicle.shroud) many.vehicle.shroud->mass_kg *= k;
        many.vehicle.payload.mass_kg *= k;
        const Trajectory a = one.fly(), b = many.fly();
        RC_ASSERT(a.outcome == b.outcome);
        RC_ASSERT(a.end_s == b.end_s);
        RC_ASSERT(distance_m(a, b, [](const Vec3<double>& r) { return r; }) == 0);
    }));
}

// One booster of a double size and two of a single one are the same flight, up to the rounding of sums.
TEST_CASE("two boosters are one booster of twice the size", "[property]") {
    CHECK(rc::check([] {
        RandomFlight pair(Gravity::j2);
        const double above_kg = pair.vehicle.stages[0].motor.propellant_mass_kg;
        Booster booster{any_stage(above_kg / 4), 2};
        booster.stage.coast_before_s = 0;
        pair.vehicle.boosters = {booster};
        RandomFlight single = pair;
        Booster& big = single.vehicle.boosters[0];
        big.count = 1;
        big.stage.motor.propellant_mass_kg *= 2;
        big.stage.dry_mass_kg *= 2;
        big.stage.drag.reference_area_m2 *= 2;
        const Trajectory a = pair.fly(), b = single.fly();
        RC_ASSERT(a.outcome == b.outcome);
        RC_ASSERT(distance_m(a, b, [](const Vec3<double>& r) { return r; }) < two_flights_m);
    }));
}
