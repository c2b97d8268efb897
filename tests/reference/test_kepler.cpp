#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/summary.h"
#include "reference/csv.h"

using namespace apogee;

// Two-body flight over a still sphere has a closed form; the table holds it to the millimetre.
TEST_CASE("free flight over a sphere follows Kepler within 1 m and 1 ms", "[reference]") {
    Environment environment;
    set_gravity(environment.earth, Gravity::central);
    environment.earth.flattening = 0;
    environment.earth.equatorial_radius_m = constants::sphere_radius_m;
    environment.earth.rotation_rate_rad_s = 0;
    Payload payload;
    payload.mass_kg = 100;
    const auto table = read_reference("kepler_free_flight.csv");
    REQUIRE(table.at("hb_km").size() == 12);
    for (std::size_t i = 0; i < table.at("hb_km").size(); ++i) {
        const auto value = [&](const char* column) { return table.at(column)[i]; };
        const double speed = value("v_kms") * 1e3, angle = radians(value("gamma_deg"));
        // Three directions from a place at mid-latitude: on a sphere only the range may depend on them, and
        // it must not.
        for (const double azimuth : {0.0, radians(70), radians(200)}) {
            const double level = speed * std::cos(angle);
            const Release release{{radians(35), radians(100), value("hb_km") * 1e3},
                                  level * std::cos(azimuth),
                                  level * std::sin(azimuth),
                                  -speed * std::sin(angle)};
            const Trajectory flight = propagate(plan_release(payload, release, environment));
            const FlightSummary s = summarise(flight);
            INFO("row " << i << ", azimuth " << degrees(azimuth));
            REQUIRE(flight.outcome == Outcome::landed);
            CHECK(std::fabs(*s.apogee_m - value("apogee_km") * 1e3) < 1.0);
            CHECK(std::fabs(*s.range_m - value("range_from_burnout_km") * 1e3) < 1.0);
            CHECK(std::fabs(*s.flight_time_s - value("tof_s")) < 1e-3);
            CHECK(std::fabs(s.impact->speed_earth_m_s - value("v_impact_kms") * 1e3) < 1e-3);
            CHECK(std::fabs(degrees(s.impact->flight_path_angle) + value("gamma_impact_deg")) < 1e-5);
        }
    }
}
