#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "base/input_error.h"
#include "scenario/scenario.h"

namespace apogee::testing {

// Line numbers below refer to this text.
inline const std::string good = R"(title = "good"
[launch]
latitude_deg = 10
longitude_deg = 20
azimuth_deg = 90
[ascent]
programme = "pitch-table"
time_s = [0, 60]
elevation_deg = [90, 40]
[[stage]]
propellant_mass_kg = 9000
dry_mass_kg = 1000
burn_time_s = 60
isp_vacuum_s = 280
isp_sea_level_s = 250
[payload]
mass_kg = 1000
ballistic_coefficient_kg_m2 = 2000
)";

/// The good scenario with one line replaced.
inline std::string with_line(int number, const std::string& line) {
    std::string text;
    std::istringstream in(good);
    std::string current;
    for (int i = 1; std::getline(in, current); ++i) text += (i == number ? line : current) + "\n";
    return text;
}

inline std::string error_in(const std::string& text, const Overrides& overrides = {}) {
    try {
        static_cast<void>(parse_scenario(text, "s.toml", overrides));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

inline std::string error_of_file(const std::string& file) {
    try {
        static_cast<void>(load_scenario(file));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

inline std::string repeated(std::string_view text, int times) {
    std::string all;
    all.reserve(text.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace apogee::testing
