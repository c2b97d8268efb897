#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "reference/csv.h"
#include "scenario/scenario.h"

using namespace apogee;

// NASA's check cases for flight simulations, flown from the catalogue's own scenario files. The tables carry
// 1e-6 m, their constants one digit less than ours: 1e-7 deg/s in the Earth's rate is 6 mm over 30 s.
TEST_CASE("NESC sphere cases agree within 1 cm and 1 mm/s over 30 s", "[reference]") {
    for (const std::string number : {"01", "04", "06", "07", "09"}) {
        const auto table = read_reference("nesc_case_" + number + ".csv");
        const Scenario scenario =
            load_scenario(std::string(APOGEE_SCENARIOS_DIR) + "/nesc-case-" + number + ".toml");
        const Trajectory flight = propagate(plan(scenario));
        INFO("case " << number);
        REQUIRE(flight.outcome == Outcome::duration_reached);
        REQUIRE(flight.end_s == 30.0);
        REQUIRE(table.at("time_s").size() == 31);
        for (std::size_t i = 0; i < table.at("time_s").size(); ++i) {
            const auto value = [&](const char* column) { return table.at(column)[i]; };
            const double t = value("time_s");
            const State s = flight.state(t);
            INFO("t = " << t);
            const Vec3<double> r{value("x_eci_m"), value("y_eci_m"), value("z_eci_m")};
            const Vec3<double> v{value("vx_eci_m_s"), value("vy_eci_m_s"), value("vz_eci_m_s")};
            CHECK((s.r_I - r).norm() < 0.01);
            CHECK((s.v_I - v).norm() < 0.001);
            const FlightPoint p = flight.point(t);
            CHECK(std::fabs(p.place.height - value("height_m")) < 0.01);
            CHECK(std::fabs(degrees(p.place.latitude) - value("latitude_deg")) < 1e-7);
            CHECK(std::fabs(degrees(p.place.longitude) - value("longitude_deg")) < 1e-7);
            const double down = value("v_down_m_s"), north = value("v_north_m_s"), east = value("v_east_m_s");
            CHECK(std::fabs(p.speed_earth_m_s - std::sqrt(down * down + north * north + east * east)) <
                  0.001);
            CHECK(std::fabs(p.speed_earth_m_s * std::sin(p.flight_path_angle) + down) < 0.001);
        }
    }
}
