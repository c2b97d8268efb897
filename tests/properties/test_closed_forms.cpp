// Drawn cases whose answer is known without integrating.
#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include "properties/random_flight.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

double mass_kg(const Stage& stage) {
    return stage.dry_mass_kg + stage.motor.propellant_mass_kg;
}

/// Tsiolkovsky's equation stage by stage; the boosters, of constant flow, burn out before the first stage.
double ideal_speed_m_s(const Vehicle& v) {
    const auto gain = [](double isp_s, double before_kg, double after_kg) {
        return isp_s * constants::standard_gravity_m_s2 * std::log(before_kg / after_kg);
    };
    double mass = v.payload.mass_kg, speed = 0;
    for (const Stage& stage : v.stages) mass += mass_kg(stage);
    double left_kg = v.stages[0].motor.propellant_mass_kg;  // of the first stage
    if (!v.boosters.empty()) {
        const auto& [stage, count] = v.boosters[0];
        const Motor &booster = stage.motor, &core = v.stages[0].motor;
        mass += count * mass_kg(stage);
        const double core_flow = core.propellant_mass_kg / core.burn_time_s;
        const double booster_flow = count * booster.propellant_mass_kg / booster.burn_time_s;
        const double together = (core_flow * core.isp_vacuum_s + booster_flow * booster.isp_vacuum_s) /
                                (core_flow + booster_flow);
        double after = mass - (core_flow + booster_flow) * booster.burn_time_s;
        speed += gain(together, mass, after);
        mass = after;
        after -= core_flow * stage.separation_delay_s;
        speed += gain(core.isp_vacuum_s, mass, after);
        mass = after - count * stage.dry_mass_kg;
        left_kg -= core_flow * (booster.burn_time_s + stage.separation_delay_s);
    }
    for (const Stage& stage : v.stages) {
        speed += gain(stage.motor.isp_vacuum_s, mass, mass - left_kg);
        mass -= left_kg + stage.dry_mass_kg;
        if (&stage != &v.stages.back()) left_kg = (&stage + 1)->motor.propellant_mass_kg;
    }
    return speed;
}

}  // namespace

// No air, no attraction, no rotation, one direction of thrust. Would catch propellant lost or spent twice at
// a boundary, a thrust curve scaled wrongly, a mass dropped early or late, a booster counted wrongly.
TEST_CASE("far from everything a vehicle gains what the rocket equation says", "[property]") {
    CHECK(rc::check([] {
        Vehicle vehicle = any_vehicle();
        vehicle.shroud.reset();
        if (!vehicle.boosters.empty()) {
            Motor &core = vehicle.stages[0].motor, &booster = vehicle.boosters[0].stage.motor;
            core.curve_time_s = core.curve_fraction = booster.curve_time_s = booster.curve_fraction = {};
            booster.burn_time_s = core.burn_time_s * number(0.3, 0.8);
            vehicle.boosters[0].stage.separation_delay_s = core.burn_time_s * number(0, 0.15);
        }
        Environment environment;
        environment.earth.gm_m3_s2 = environment.earth.rotation_rate_rad_s = 0;
        const double elevation = radians(number(30, 90));
        const Launch launch{{radians(number(-90, 90)), 0, 0},
                            radians(number(0, 360)),
                            {PitchTable{{0, 1}, {elevation, elevation}}, SteeringFrame::launch}};
        const Trajectory flight = propagate(plan_launch(vehicle, launch, environment), Tolerance::tight());
        const double speed = flight.state(flight.plan->last_burnout_s).v_I.norm();
        // At most some hundred steps, each with an error of 1e-12 of 8 km/s.
        RC_ASSERT(std::fabs(speed - ideal_speed_m_s(vehicle)) < 1e-6);
    }));
}

// On the equator the turning air is an east wind that grows linearly with height. Would catch a sign of wind
// or rotation, and a wind table read at the wrong height.
TEST_CASE("turning air is the same as wind over a still Earth at the equator", "[property]") {
    CHECK(rc::check([] {
        Payload payload;
        payload.mass_kg = 100;
        payload.drag = any_drag();
        payload.reference_area_m2 = number(0.02, 0.5);
        Environment turning;
        turning.atmosphere = us1976();
        const Earth& earth = turning.earth;
        Environment still = turning;
        still.earth.rotation_rate_rad_s = 0;
        const auto turn_m_s = [&](double height) {
            return earth.rotation_rate_rad_s * (earth.equatorial_radius_m + height);
        };
        for (const double height : {0.0, 1e6}) {
            still.wind.height_m.push_back(height);
            still.wind.east_m_s.push_back(turn_m_s(height));
            still.wind.north_m_s.push_back(0);
        }
        const Release release{
            {0, radians(number(-179, 180)), number(1e3, 120e3)}, 0, number(-2000, 2000), number(-1500, 1500)};
        Release inertial = release;
        inertial.east_m_s += turn_m_s(release.place.height);
        const Trajectory a = propagate(plan_release(payload, release, turning), {1e-10});
        const Trajectory b = propagate(plan_release(payload, inertial, still), {1e-10});
        RC_ASSERT(a.outcome == Outcome::landed);
        RC_ASSERT(b.outcome == Outcome::landed);
        RC_ASSERT(distance_m(a, b, [](const Vec3<double>& r) { return r; }) < two_flights_m);
    }));
}

// Would catch wind resolved along other axes than the geodetic ones, at any latitude.
TEST_CASE("velocity relative to the air is that to the ground less the wind", "[property]") {
    CHECK(rc::check([] {
        Environment environment;
        environment.atmosphere = us1976();
        environment.wind = any_wind();
        const Geodetic place{radians(number(-89.9, 89.9)), radians(number(-179, 180)), number(-100, 60e3)};
        const FlightPlan plan = plan_release({}, {place, 0, 0, 0}, environment);
        Regime regime;
        while (plan.air[static_cast<std::size_t>(regime.air)].top_m <= place.height) ++regime.air;
        const Vec3<double> r = to_earth_fixed(plan.earth, place);
        const Vec3<double> v{number(-8e3, 8e3), number(-8e3, 8e3), number(-8e3, 8e3)};
        const auto wind = [&](const std::vector<double>& speed) {
            const std::vector<double>& h = environment.wind.height_m;
            if (place.height <= h.front()) return speed.front();
            for (std::size_t i = 1; i < h.size(); ++i) {
                if (place.height > h[i]) continue;
                return std::lerp(speed[i - 1], speed[i], (place.height - h[i - 1]) / (h[i] - h[i - 1]));
            }
            return speed.back();
        };
        const EastNorthUp axes = east_north_up(place);
        const Vec3<double> omega = Vec3<double>::UnitZ() * plan.earth.rotation_rate_rad_s;
        // Towards the axis, where no direction is east, the wind fades.
        const double axis_m = std::hypot(r.x(), r.y()), fading = axis_m / std::hypot(axis_m, 1000.0);
        const Vec3<double> expected = v - omega.cross(r) -
                                      fading * (axes.east * wind(environment.wind.east_m_s) +
                                                axes.north * wind(environment.wind.north_m_s));
        // Rounding of 8 km/s; the vertical is good to 1e-12 and the height to 0.1 um.
        RC_ASSERT((forces(plan, regime, 0.0, r, v).air_velocity_I - expected).norm() < 1e-9);
    }));
}

TEST_CASE("a place survives the way to a position and back", "[property]") {
    CHECK(rc::check([] {
        Earth earth;
        earth.flattening = number(0, 0.01);
        const Geodetic place{radians(number(-89.9, 89.9)), radians(number(-179, 180)), number(-5e3, 5e7)};
        const Vec3<double> r = to_earth_fixed(earth, place);
        const Geodetic back = to_geodetic(earth, r);
        // 10 nm, and some units in the last place of the position.
        const double allowed_m = 1e-8 + 4e-16 * r.norm();
        RC_ASSERT(std::fabs(back.height - place.height) < allowed_m);
        RC_ASSERT((to_earth_fixed(earth, back) - r).norm() < allowed_m);
        RC_ASSERT(std::fabs(back.latitude - place.latitude) < 1e-14);
        RC_ASSERT(std::fabs(back.longitude - place.longitude) < 1e-14);
    }));
}
