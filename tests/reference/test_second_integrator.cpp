#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "reference/earth_fixed_integrator.h"
#include "reference/reference_flight.h"

using namespace apogee;

namespace {

struct Case {
    const char* what;
    double latitude_deg, longitude_deg, azimuth_deg;
    Ascent ascent;
};

Ascent linear(double elevation_deg) {
    return {LinearProgramme{10, radians(elevation_deg)}, SteeringFrame::launch};
}

}  // namespace

// Which wrong code would this catch: a sign of the Earth's rotation, a vertical taken geocentric, an azimuth
// measured from east, a longitude wrapped the wrong way, a frame that turns with the Earth, an atmosphere
// layer or drag segment switched late.
TEST_CASE("a second integrator in another frame lands at the same place", "[reference][slow]") {
    const Ascent table{
        PitchTable{{0, 12, 60, 120, 230}, {pi / 2, pi / 2, radians(65), radians(40), radians(20)}},
        SteeringFrame::launch};
    const Ascent rate{PitchRate{radians(40), radians(0.5)}, SteeringFrame::local};
    const Ascent turn{GravityTurn{GravityTurn::Trigger::time_s, 12, radians(4), 8}, SteeringFrame::local};
    const Case cases[] = {
        {"east over the antimeridian", 12, 170, 90, linear(25)},
        {"south-west in the southern hemisphere", -33, 150, 230, linear(50)},
        {"from the north pole", 90, 30, 135, linear(30)},
        {"over the south pole", -75, -60, 190, table},
        {"west along the equator, local frame", 0, 1, 270, rate},
        {"over the north pole, gravity turn", 60, 100, 350, turn},
    };
    for (const Case& c : cases) {
        INFO(c.what);
        ReferenceFlight reference(25);
        reference.launch.site = {radians(c.latitude_deg), radians(c.longitude_deg), 0};
        reference.launch.azimuth = radians(c.azimuth_deg);
        reference.launch.ascent = c.ascent;
        const EarthFixedFlight other =
            fly_earth_fixed(reference.vehicle, reference.launch, reference.environment);
        const Trajectory flight = propagate(reference.plan());
        const FlightSummary s = summarise(flight);
        const Earth& earth = flight.plan->earth;
        const auto miss = [&](const Geodetic& a, const Geodetic& b) {
            return (to_earth_fixed(earth, a) - to_earth_fixed(earth, b)).norm();
        };
        REQUIRE(flight.outcome == Outcome::landed);
        CHECK(miss(s.burnout->place, other.burnout) < 0.1);
        CHECK(std::fabs(s.burnout->speed_earth_m_s - other.burnout_speed_m_s) < 1e-3);
        CHECK(miss(s.impact->place, other.impact) < 1.0);
        CHECK(std::fabs(*s.flight_time_s - other.flight_time_s) < 1e-3);
        // The other one samples the apogee every 0.25 s: at most 9.8 / 8 x 0.25^2 = 8 cm too low.
        CHECK(std::fabs(*s.apogee_m - other.apogee_m) < 1.0);
    }
}
