#include "report/columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/angles.h"
#include "base/clock.h"
#include "base/comma_list.h"
#include "base/input_error.h"
#include "base/text.h"
#include "geo/territorial_sea.h"
#include "geo/world_map.h"
#include "physics/constants.h"

namespace apogee {
namespace {

/// Height in km; the ground, found to a rounding error, is "0.0000000" and not "-0.0000000".
double printed_height_km(const Moment& m) {
    const double height_km = m.point.place.height / 1000;
    return std::fabs(height_km) < 5e-8 ? 0.0 : height_km;
}

EarthFixed earth_fixed(const Moment& m) {
    return m.trajectory.earth_fixed(m.point.time_s, m.point.state);
}

std::string utc(const Moment& m) {
    const auto& launch = m.flight.scenario.launch_time;
    return launch ? utc_timestamp(*launch, m.point.time_s) : "";
}

std::string territorial_sea_of(const Moment& m) {
    const auto found =
        zone_below(degrees(m.point.place.latitude), degrees(m.point.place.longitude)).territorial_sea;
    return found ? std::string(country(*found).name) : "";
}

std::string country_of(const Moment& m) {
    const auto found = country_below(degrees(m.point.place.latitude), degrees(m.point.place.longitude));
    return found ? std::string(country(*found).name) : "";
}

constexpr bool usual = true, on_demand = false;

constexpr Column fixed(const char* name, const char* unit, const char* meaning, int digits,
                       double (*number)(const Moment&), bool is_usual) {
    return {name, unit, meaning, digits, false, number, nullptr, is_usual};
}
constexpr Column significant(const char* name, const char* unit, const char* meaning, int digits,
                             double (*number)(const Moment&), bool is_usual) {
    return {name, unit, meaning, digits, true, number, nullptr, is_usual};
}
constexpr Column words(const char* name, const char* meaning, std::string (*text)(const Moment&),
                       bool is_usual) {
    return {name, "", meaning, 0, false, nullptr, text, is_usual};
}

template <int axis>
double position_E(const Moment& m) {
    return earth_fixed(m).r_E[axis];
}
template <int axis>
double velocity_E(const Moment& m) {
    return earth_fixed(m).v_E[axis];
}
template <int axis>
double position_I(const Moment& m) {
    return m.point.state.r_I[axis];
}
template <int axis>
double velocity_I(const Moment& m) {
    return m.point.state.v_I[axis];
}

constexpr std::array all_columns{
    significant(
        "time_s", "s", "since ignition, or the release of what has no launch", 12,
        [](const Moment& m) { return m.point.time_s; }, usual),
    words("utc", "date and time; empty where no launch time is stated", utc, on_demand),
    fixed(
        "latitude_deg", "degrees_north", "geodetic latitude", 10,
        [](const Moment& m) { return degrees(m.point.place.latitude); }, usual),
    fixed(
        "longitude_deg", "degrees_east", "longitude, east positive", 10,
        [](const Moment& m) { return degrees(m.point.place.longitude); }, usual),
    fixed("height_km", "km", "above the ellipsoid (or sphere)", 7, printed_height_km, usual),
    fixed(
        "downrange_km", "km", "geodesic from the start to the point below", 7,
        [](const Moment& m) { return m.point.downrange_m / 1000; }, usual),
    fixed(
        "speed_air_m_s", "m s-1", "relative to the air, wind included", 7,
        [](const Moment& m) { return m.point.speed_air_m_s; }, usual),
    fixed(
        "speed_inertial_m_s", "m s-1", "in the frame that does not turn", 7,
        [](const Moment& m) { return m.point.speed_inertial_m_s; }, usual),
    fixed(
        "flight_path_angle_deg", "degree",
        "of the velocity relative to the turning Earth above the geodetic horizontal", 9,
        [](const Moment& m) { return degrees(m.point.flight_path_angle); }, usual),
    fixed(
        "mach", "1", "speed relative to the air over that of sound", 9,
        [](const Moment& m) { return m.point.mach; }, usual),
    significant(
        "dynamic_pressure_kPa", "kPa", "half the density times the square of the speed in the air", 9,
        [](const Moment& m) { return m.point.dynamic_pressure_Pa / 1000; }, usual),
    significant(
        "mass_kg", "kg", "of everything that flies on", 9, [](const Moment& m) { return m.point.mass_kg; },
        usual),
    significant(
        "thrust_N", "N", "against the pressure of the air", 9,
        [](const Moment& m) { return m.point.thrust_N; }, usual),
    significant(
        "drag_N", "N", "against the velocity through the air", 9,
        [](const Moment& m) { return m.point.drag_N; }, usual),
    Column{"stage", "1", "lowest stage that is attached, from 1; 0: only the payload is left", 0, false,
           [](const Moment& m) { return static_cast<double>(m.point.stage); }, nullptr, usual},
    words(
        "phase", "what goes on: pad, stage 1 burn, coast, free flight, re-entry",
        [](const Moment& m) { return m.point.phase; }, usual),
    significant(
        "felt_acceleration_g", "1", "thrust and drag over mass, in standard gravities", 9,
        [](const Moment& m) { return m.point.specific_force_m_s2 / constants::standard_gravity_m_s2; },
        usual),
    fixed(
        "speed_earth_m_s", "m s-1", "relative to the turning Earth", 7,
        [](const Moment& m) { return m.point.speed_earth_m_s; }, on_demand),
    fixed(
        "ground_speed_m_s", "m s-1", "the horizontal part of the speed relative to the turning Earth", 7,
        [](const Moment& m) { return m.point.speed_earth_m_s * std::cos(m.point.flight_path_angle); },
        on_demand),
    fixed(
        "climb_m_s", "m s-1", "the vertical part of it, up positive", 7,
        [](const Moment& m) { return m.point.speed_earth_m_s * std::sin(m.point.flight_path_angle); },
        on_demand),
    fixed(
        "course_deg", "degree", "azimuth of the motion over ground, clockwise from north", 9,
        [](const Moment& m) { return degrees(m.point.heading); }, on_demand),
    significant(
        "specific_force_m_s2", "m s-2", "thrust and drag over mass", 9,
        [](const Moment& m) { return m.point.specific_force_m_s2; }, on_demand),
    fixed("x_earth_m", "m", "Earth-fixed position: x to longitude 0, z to the north pole", 4, position_E<0>,
          on_demand),
    fixed("y_earth_m", "m", "Earth-fixed position", 4, position_E<1>, on_demand),
    fixed("z_earth_m", "m", "Earth-fixed position", 4, position_E<2>, on_demand),
    fixed("vx_earth_m_s", "m s-1", "velocity relative to the turning Earth, same axes", 7, velocity_E<0>,
          on_demand),
    fixed("vy_earth_m_s", "m s-1", "velocity relative to the turning Earth", 7, velocity_E<1>, on_demand),
    fixed("vz_earth_m_s", "m s-1", "velocity relative to the turning Earth", 7, velocity_E<2>, on_demand),
    fixed("x_inertial_m", "m", "inertial position: axes as the Earth-fixed ones stand at lift-off", 4,
          position_I<0>, on_demand),
    fixed("y_inertial_m", "m", "inertial position", 4, position_I<1>, on_demand),
    fixed("z_inertial_m", "m", "inertial position", 4, position_I<2>, on_demand),
    fixed("vx_inertial_m_s", "m s-1", "inertial velocity, same axes", 7, velocity_I<0>, on_demand),
    fixed("vy_inertial_m_s", "m s-1", "inertial velocity", 7, velocity_I<1>, on_demand),
    fixed("vz_inertial_m_s", "m s-1", "inertial velocity", 7, velocity_I<2>, on_demand),
    words("country_below", "whose land lies below, by Natural Earth; empty over water", country_of,
          on_demand),
    words("territorial_sea_below",
          "within 12 nautical miles of whose coast the water below lies; empty over land and farther off",
          territorial_sea_of, on_demand),
};

}  // namespace

std::span<const Column> columns() {
    return all_columns;
}

Columns usual_columns() {
    Columns chosen;
    for (const Column& column : columns())
        if (column.usual) chosen.push_back(&column);
    return chosen;
}

Columns chosen_columns(const std::vector<std::string>& given) {
    std::vector<std::string_view> known;
    for (const Column& column : columns()) known.emplace_back(column.name);
    Columns chosen;
    for (const std::string& name : comma_list("--columns", given, "time_s,height_km")) {
        const auto found = std::ranges::find(known, std::string_view(name));
        if (found == known.end()) {
            throw InputError("--columns: there is no " + in_quotes(name) + "; " +
                             did_you_mean(name, known, "expected one of " + joined(known, ", ")));
        }
        const Column* column = &columns()[static_cast<std::size_t>(found - known.begin())];
        if (std::ranges::find(chosen, column) != chosen.end())
            throw InputError("--columns: " + in_quotes(name) + " is given twice");
        chosen.push_back(column);
    }
    return chosen;
}

std::string cell(const Column& column, const Moment& moment) {
    if (column.words) return column.words(moment);
    const double value = column.number(moment);
    if (!std::isfinite(value)) return {};
    return column.significant ? plain(value, column.digits) : fixed(value, column.digits);
}

}  // namespace apogee
