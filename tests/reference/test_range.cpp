#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "physics/constants.h"
#include "range/range.h"

using namespace apogee;

namespace {

Scenario catalogued(const std::string& name, const Overrides& overrides = {}) {
    return load_scenario(APOGEE_SCENARIOS_DIR "/" + name + ".toml", overrides);
}

/// A sphere that stands still, with central gravity.
Scenario on_a_still_sphere(Scenario scenario) {
    Earth& earth = scenario.environment.earth;
    earth = {};
    earth.equatorial_radius_m = earth.gravity_radius_m = constants::sphere_radius_m;
    earth.flattening = earth.rotation_rate_rad_s = 0;
    set_gravity(earth, Gravity::central);
    return scenario;
}

}  // namespace

// Source: G. Forden, Science & Global Security 15 (2007) 133-146, figures second-hand: 288 and 693 km.
TEST_CASE("Forden's vehicles reach the published greatest ranges in the standard family") {
    CHECK(range_at_azimuth(catalogued("scud-b")).maximum.flight.range_km == Approx(288).epsilon(0.04));
    CHECK(range_at_azimuth(catalogued("al-hussein")).maximum.flight.range_km == Approx(693).epsilon(0.04));
}

TEST_CASE("a ring on a still sphere is a circle within 1 m") {
    const std::string name = GENERATE("scud-b", "hwasong-12-2017-05-14", "minuteman-iii");
    CAPTURE(name);
    const RangeRing ring = range_ring(on_a_still_sphere(catalogued(name)), 24);
    for (const auto which : {&Farthest::standard, &Farthest::maximum}) {
        double least = 1e9, most = 0;
        for (const RingPoint& point : ring.points) {
            const FamilyFlight& flight = point.farthest.*which;
            REQUIRE(flight.reach == Reach::range);
            least = std::min(least, flight.flight.range_km);
            most = std::max(most, flight.flight.range_km);
        }
        CHECK(most - least < 2e-3);  // a circle of the mean radius within 1 m
    }
}

TEST_CASE("in a vacuum over a still sphere the standard range is the minimum-energy one") {
    // The same vehicle without air: from its burnout on, the closed form to 1e-6.
    Scenario scenario = on_a_still_sphere(catalogued("reference-25"));
    scenario.environment.atmosphere.clear();
    const Farthest found = range_at_azimuth(scenario);
    REQUIRE(found.standard.reach == Reach::range);
    Scenario member = in_family(scenario, {});
    std::get<GravityTurn>(std::get<Launch>(member.start).ascent.programme).kick_angle =
        radians(found.standard.free_number);
    const FlightSummary flight = summarise(propagate(plan(member), Tolerance::tight()));
    REQUIRE(flight.burnout);
    const MinimumEnergy least =
        minimum_energy(constants::wgs84_gm_m3_s2, constants::sphere_radius_m + flight.burnout->place.height,
                       constants::sphere_radius_m, flight.burnout->speed_earth_m_s);
    const double promised_m = flight.burnout->downrange_m + least.range_angle * constants::sphere_radius_m;
    CHECK(1000 * found.standard.flight.range_km == Approx(promised_m).epsilon(1e-6));
    CHECK(*flight.range_m == Approx(promised_m).epsilon(1e-6));
}

TEST_CASE("the turning Earth carries eastward flights farther and mirrors north and south") {
    const Scenario equator = catalogued("hwasong-12-2017-05-14",
                                        {{"launch.latitude_deg", "0"}, {"environment.gravity", "central"}});
    const RangeRing ring = range_ring(equator, 8);
    const auto range = [&](std::size_t i) { return ring.points[i].farthest.maximum.flight.range_km; };
    const double still = range_at_azimuth(without_rotation(equator)).maximum.flight.range_km;
    CHECK(range(2) > still + 300);
    CHECK(range(6) < still - 300);
    CHECK(range(1) == Approx(range(3)).margin(2e-3).epsilon(0));
    CHECK(range(7) == Approx(range(5)).margin(2e-3).epsilon(0));
}

TEST_CASE("the ring's standard flights share their burnout whatever the azimuth") {
    const RangeRing ring = range_ring(catalogued("reference-25"), 12);
    for (const RingPoint& point : ring.points) {
        const BurnoutAngle& angle = point.farthest.standard.angle;
        // Relative to the ground the azimuth matters through centrifugal and Coriolis forces alone.
        CHECK(angle.flown_deg == Approx(ring.points[0].farthest.standard.angle.flown_deg).margin(0.5));
    }
}

TEST_CASE("other families are flown beside the standard one and stay near it for one that hardly differs") {
    const Scenario scenario = catalogued("scud-b");
    const double here = range_at_azimuth(scenario).maximum.flight.range_km;
    const std::vector<OtherFamily> others = other_families(scenario);
    REQUIRE(others.size() == 6);
    for (std::size_t i = 0; i < 4; ++i)  // the kick half and twice as early, half and twice as long
        CHECK(others[i].farthest.maximum.flight.range_km == Approx(here).epsilon(0.02));
    CHECK(others[4].free_number == "elevation at burnout");
    CHECK(others[5].free_number == "loft angle");
    for (const OtherFamily& other : others) CHECK(other.farthest.maximum.reach == Reach::range);
}

TEST_CASE("a family whose free number passes through zero is searched too") {
    // Two stages at their lightest go farthest with an elevation below the horizon at burnout.
    const std::vector<OtherFamily> others =
        other_families(without_rotation(catalogued("hwasong-15-2017-11-29")));
    const Farthest& linear = others.back().farthest;
    REQUIRE(linear.maximum.reach == Reach::range);
    CHECK(linear.maximum.free_number < 10);
    CHECK(linear.maximum.limit == Limit::none);
}
