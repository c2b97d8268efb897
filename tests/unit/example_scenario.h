#pragma once

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

#include "scenario/scenario.h"

namespace apogee::testing {

// Line numbers below refer to this text. The numbers are round on purpose; no vehicle is meant.
inline const std::string flight = R"(title = "Two stages"
name = "Example"
status = "made up"
source = "estimate: round numbers"

[launch]
latitude_deg = -30.5
longitude_deg = 350
height_m = 120
azimuth_deg = { value = 45, sd = 0.5 }
site = "Somewhere"
time = 2017-11-29T03:17:00+09:00
duration_s = 4000

[ascent]
programme = "linear"
vertical_s = 5
burnout_elevation_deg = 40

[reported]
source = "a newspaper"
apogee_km = { value = 4475, low = 4400, high = 4500 }
flight_time_s = { value = 3180, sd = 30, source = "another newspaper" }

[[stage]]
propellant_mass_kg = { value = 40000, low = 38000, high = 44000, source = "J. Doe" }
dry_mass_kg = 4000
thrust_vacuum_kN = 800
isp_vacuum_s = 290
nozzle_exit_area_m2 = 1
diameter_m = 2
drag = "slender"
coast_drag = "blunt"
ballistic_coefficient_kg_m2 = 500

[[stage]]
propellant_mass_kg = 9000
dry_mass_kg = 1000
burn_time_s = 120
isp_vacuum_s = 300
coast_before_s = 2
thrust_curve = { time_s = [0, 1, 10], fraction = [0.5, 1, 1] }

[[booster]]
count = 2
propellant_mass_kg = 5000
dry_mass_kg = 800
burn_time_s = 50
isp_vacuum_s = 260
isp_sea_level_s = 230

[shroud]
mass_kg = 200
jettison_height_km = 90

[payload]
mass_kg = 700
drag = "blunt"
reference_area_m2 = 0.8

[drag.slender]
mach = [0, 1, 5]
cd = [0.2, 0.5, 0.2]

[drag.blunt]
mach = [0, 10]
cd = [0.8, 1.2]
)";

inline Scenario parsed(const std::string& text, const Overrides& overrides = {}) {
    return parse_scenario(text, "s.toml", overrides);
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

inline const Parameter& parameter(const Scenario& scenario, const std::string& path) {
    for (const Parameter& p : scenario.parameters)
        if (p.path == path) return p;
    FAIL("no parameter " << path);
    throw std::logic_error(path);
}

inline bool warned(const Scenario& scenario, const std::string& words) {
    for (const std::string& line : warnings(scenario))
        if (line.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace apogee::testing
