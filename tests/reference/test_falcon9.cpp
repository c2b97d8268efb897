// Falcon 9 first stages between main engine cut-off and entry burn: real bodies in free flight.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <catch2/catch.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "reference/csv.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

/// As the broadcast showed it: speed over the ground and height, with the clock of the flight.
struct Coast {
    std::vector<double> time_s, speed_m_s, height_m;
};

Coast read_coast(const std::string& file) {
    const auto table = read_reference(file);
    Coast coast{table.at("time_s"), table.at("speed_m_s"), table.at("height_km")};
    for (double& height : coast.height_m) height *= 1000;
    return coast;
}

/// Height, speed over the ground and climb angle (rad) where the coast begins: what the broadcast does not
/// show well enough.
using Start = Eigen::Vector3d;

/// From Cape Canaveral due east to a transfer orbit; the first stage is some 100 km down range. A degree of
/// latitude or heading changes the speed by less than the broadcast's last digit.
Trajectory fly(const Start& start, double duration_s) {
    return propagate(plan(parse_scenario(
        fmt::format(
            "[initial]\nlatitude_deg = 28.5\nlongitude_deg = -79.5\nheight_m = {}\n"
            "velocity_north_m_s = 0\nvelocity_east_m_s = {}\nvelocity_down_m_s = {}\nduration_s = {}\n"
            "[environment]\natmosphere = \"none\"\n[payload]\nmass_kg = 30000\n",
            start[0], start[1] * std::cos(start[2]), -start[1] * std::sin(start[2]), duration_s),
        "coast.toml")));
}

/// Broadcast minus flight, speeds first, each in units of its tolerance.
constexpr double speed_rms_m_s = 0.15, height_rms_m = 300;
Eigen::VectorXd residuals(const Coast& coast, const Start& start) {
    const auto rows = static_cast<Eigen::Index>(coast.time_s.size());
    const Trajectory flight = fly(start, coast.time_s.back() - coast.time_s.front());
    Eigen::VectorXd list(2 * rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        const FlightPoint point = flight.point(coast.time_s[row] - coast.time_s.front());
        list[i] = (coast.speed_m_s[row] - point.speed_earth_m_s) / speed_rms_m_s;
        list[rows + i] = (coast.height_m[row] - point.place.height) / height_rms_m;
    }
    return list;
}

/// Least squares by Gauss and Newton: the flight is nearly linear in its start, three steps are plenty.
Start fitted(const Coast& coast) {
    Start start{coast.height_m.front(), coast.speed_m_s.front(), 0.35};
    const Start step{10, 0.1, 1e-4};
    for (int round = 0; round < 4; ++round) {
        const Eigen::VectorXd here = residuals(coast, start);
        Eigen::MatrixX3d slope(here.size(), 3);
        for (int i = 0; i < 3; ++i) {
            Start shifted = start;
            shifted[i] += step[i];
            slope.col(i) = (residuals(coast, shifted) - here) / step[i];
        }
        start -= slope.colPivHouseholderQr().solve(here);
    }
    return start;
}

double rms(const Eigen::VectorXd& list) {
    return std::sqrt(list.squaredNorm() / static_cast<double>(list.size()));
}

}  // namespace

// Three numbers are fitted to 312, so the shape of the curve is the test: gravity and its fall with height
// (0.3 m/s over the coast), the turning Earth (1.3 m/s rms). The broadcast rounds speeds to 1 km/h (0.08 m/s
// rms) and heights above 100 km to 1 km (290 m rms), which is what the tolerances are made of.
TEST_CASE("Falcon 9 stages coast as the broadcasts show", "[reference]") {
    for (const char* flight : {"bulgariasat_1", "koreasat_5a", "ses_11"}) {
        INFO(flight);
        const Coast coast = read_coast(fmt::format("falcon9_{}.csv", flight));
        REQUIRE(coast.time_s.size() == 156);
        const Eigen::VectorXd left = residuals(coast, fitted(coast));
        const double speed = speed_rms_m_s * rms(left.head(left.size() / 2)),
                     height = height_rms_m * rms(left.tail(left.size() / 2));
        CAPTURE(speed, height);
        CHECK(speed < speed_rms_m_s);
        CHECK(height < height_rms_m);
    }
}
