#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "reference/reference_flight.h"

using namespace apogee;

namespace {

// Three independent programs, which agree within 2 mm; nine decimals of a degree are 0.1 mm.
struct Published {
    double elevation_deg, apogee_km, apogee_s, flight_s, latitude_deg, longitude_deg, range_km;
    double burnout_km, burnout_km_s;
};
constexpr Published published[] = {
    {25, 2580.462132, 1359.179276, 2575.471398, 9.095700109, -166.327057397, 7478.456958, 373.463934,
     6.676785770},
    {50, 3441.688398, 1473.947413, 2793.554581, 24.033518536, 170.938860418, 4551.834762, 425.938603,
     6.487412925},
};

double miss_m(const Earth& earth, const Geodetic& a, const Geodetic& b) {
    return (to_earth_fixed(earth, a) - to_earth_fixed(earth, b)).norm();
}

}  // namespace

TEST_CASE("REF agrees with three other programs: 1 m by default, 1 cm when asked", "[reference]") {
    for (const Published& p : published) {
        for (const bool tight : {false, true}) {
            INFO("burnout elevation " << p.elevation_deg << (tight ? ", tight" : ", default"));
            const double allowed_m = tight ? 0.01 : 1.0;
            const Trajectory flight =
                propagate(ReferenceFlight(p.elevation_deg).plan(), tight ? Tolerance::tight() : Tolerance{});
            const FlightSummary s = summarise(flight);
            REQUIRE(flight.outcome == Outcome::landed);
            const Geodetic impact{radians(p.latitude_deg), radians(p.longitude_deg), 0};
            CHECK(miss_m(flight.plan->earth, s.impact->place, impact) < allowed_m);
            CHECK(std::fabs(s.impact->place.height) < 2e-6);
            CHECK(std::fabs(*s.range_m - p.range_km * 1e3) < allowed_m);
            CHECK(std::fabs(*s.apogee_m - p.apogee_km * 1e3) < allowed_m);
            // As much time as the vehicle takes to sink by that length, and half the table's last digit.
            const double sink = -s.impact->speed_earth_m_s * std::sin(s.impact->flight_path_angle);
            CHECK(std::fabs(*s.flight_time_s - p.flight_s) < allowed_m / sink + 5e-7);
            // Height is flat at its top: the time follows from the climb rate, 7 m/s per second.
            CHECK(std::fabs(s.apogee->time_s - p.apogee_s) < (tight ? 1e-5 : 1e-3));
            CHECK(std::fabs(s.burnout->place.height - p.burnout_km * 1e3) < allowed_m);
            CHECK(std::fabs(s.burnout->speed_inertial_m_s - p.burnout_km_s * 1e3) < allowed_m / 1000);
        }
    }
}

TEST_CASE("dense output is as exact as the steps", "[reference]") {
    const Trajectory coarse = propagate(ReferenceFlight(25).plan());
    const Trajectory fine = propagate(ReferenceFlight(25).plan(), {1e-13});
    for (double t = 0.5; t < fine.end_s - 1; t += 7.3) {
        INFO("t = " << t);
        CHECK((coarse.state(t).r_I - fine.state(t).r_I).norm() < 1.0);
        // Being 1 m ahead or behind on the same path means the velocity of that other moment; at re-entry,
        // with 80 g, that is 0.1 m/s. Elsewhere 1 mm/s, which 2,400 s turn into the same metre or two.
        const State exact = fine.state(t);
        const Step& step = fine.step(t);
        const double acceleration = std::max(step.start_rate.v_I.norm(), step.end_rate.v_I.norm());
        CHECK((coarse.state(t).v_I - exact.v_I).norm() < 1e-3 + acceleration * 1.0 / exact.v_I.norm());
    }
}

TEST_CASE("a flight is continuous and its steps adjoin", "[reference]") {
    const Trajectory flight = propagate(ReferenceFlight(50).plan());
    for (std::size_t i = 1; i < flight.steps.size(); ++i) {
        const Step &before = flight.steps[i - 1], &after = flight.steps[i];
        REQUIRE(before.end_s == after.start_s);
        CHECK(before.end.r_I == after.start.r_I);
        CHECK(before.end.v_I == after.start.v_I);
        // The derivative belongs to the regime of its own step: thrust ends at once, velocity does not.
        const Forces<double> f =
            forces(*flight.plan, after.regime, after.start_s, after.start.r_I, after.start.v_I);
        CHECK(after.start_rate.v_I == f.acceleration_I);
    }
}

TEST_CASE("no step crosses a burnout, an ignition or a programme knot", "[reference]") {
    const Trajectory flight = propagate(ReferenceFlight(25).plan());
    for (const double knot : {10.0, 120.0, 230.0}) {
        bool landed_on = false;
        for (const Step& step : flight.steps) {
            landed_on |= step.end_s == knot;
            CHECK_FALSE((step.start_s < knot && step.end_s > knot));
        }
        CHECK(landed_on);
    }
}
