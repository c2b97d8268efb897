#include "flight/flight_figures.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/angles.h"
#include "physics/constants.h"

namespace apogee {
namespace {

using S = FlightSummary;
using P = FlightPoint;
using Value = std::optional<double>;

double itself(double value) {
    return value;
}

/// A number of the whole flight, in its unit.
template <auto member>
Value whole(const S& s, double (*in_unit)(double)) {
    return s.*member ? Value(in_unit(*(s.*member))) : std::nullopt;
}

/// A number of one of its moments.
template <auto moment, class Get>
Value at(const S& s, Get get) {
    return s.*moment ? Value(get(*(s.*moment))) : std::nullopt;
}

Value of_orbit(const S& s, double Orbit::*element, double (*in_unit)(double) = itself) {
    return s.orbit ? Value(in_unit((*s.orbit).*element)) : std::nullopt;
}

}  // namespace

std::span<const FlightFigure> flight_figures() {
    static constexpr std::array<FlightFigure, 26> rows{{
        {"burnout_time_s", "s", "s", "burnout.time_s", "last burnout, since ignition", 1,
         [](const S& s) { return at<&S::burnout>(s, [](const P& p) { return p.time_s; }); }},
        {"burnout_height_km", "km", "km", "burnout.height_km", "geodetic height of the last burnout", 1,
         [](const S& s) { return at<&S::burnout>(s, [](const P& p) { return km(p.place.height); }); }},
        {"burnout_speed_km_s", "km/s", "km s-1", "burnout.speed_inertial_km_s",
         "inertial speed at the last burnout", 3,
         [](const S& s) { return at<&S::burnout>(s, [](const P& p) { return km(p.speed_inertial_m_s); }); }},
        {"burnout_relative_speed_km_s", "km/s", "km s-1", "burnout.speed_relative_km_s",
         "speed at the last burnout relative to the turning Earth", 3,
         [](const S& s) { return at<&S::burnout>(s, [](const P& p) { return km(p.speed_earth_m_s); }); }},
        {"burnout_air_speed_km_s", "km/s", "km s-1", "burnout.speed_air_km_s",
         "speed at the last burnout relative to the air, wind included", 3,
         [](const S& s) { return at<&S::burnout>(s, [](const P& p) { return km(p.speed_air_m_s); }); }},
        {"burnout_flight_path_angle_deg", "deg", "degree", "burnout.flight_path_angle_deg",
         "angle of the Earth-relative velocity above the geodetic horizontal at the last burnout", 2,
         [](const S& s) {
             return at<&S::burnout>(s, [](const P& p) { return degrees(p.flight_path_angle); });
         }},
        {"apogee_km", "km", "km", "apogee_km", "greatest geodetic height, where it is stationary", 1,
         [](const S& s) { return whole<&S::apogee_m>(s, km); }},
        {"apogee_time_s", "s", "s", "apogee_time_s", "when it was flown, since ignition", 1,
         [](const S& s) { return at<&S::apogee>(s, [](const P& p) { return p.time_s; }); }},
        {"range_km", "km", "km", "range_km", "geodesic from the start to the impact", 1,
         [](const S& s) { return whole<&S::range_m>(s, km); }},
        {"impact_azimuth_deg", "deg", "degree", "impact_azimuth_deg",
         "direction of the impact as seen from the start, clockwise from north", 1,
         [](const S& s) { return whole<&S::impact_azimuth>(s, degrees); }},
        {"flight_time_s", "s", "s", "flight_time_s", "lift-off or release to impact", 1,
         [](const S& s) { return whole<&S::flight_time_s>(s, itself); }},
        {"impact_latitude_deg", "deg", "degree", "impact.latitude_deg", "geodetic latitude of the impact", 4,
         [](const S& s) { return at<&S::impact>(s, [](const P& p) { return degrees(p.place.latitude); }); }},
        {"impact_longitude_deg", "deg", "degree", "impact.longitude_deg",
         "longitude of the impact, east positive", 4,
         [](const S& s) { return at<&S::impact>(s, [](const P& p) { return degrees(p.place.longitude); }); }},
        {"impact_speed_km_s", "km/s", "km s-1", "impact.speed_km_s",
         "speed at impact relative to the turning Earth", 3,
         [](const S& s) { return at<&S::impact>(s, [](const P& p) { return km(p.speed_earth_m_s); }); }},
        {"impact_flight_path_angle_deg", "deg", "degree", "impact.flight_path_angle_deg",
         "angle of the Earth-relative velocity above the geodetic horizontal at impact", 1,
         [](const S& s) {
             return at<&S::impact>(s, [](const P& p) { return degrees(p.flight_path_angle); });
         }},
        {"max_dynamic_pressure_kPa", "kPa", "kPa", "max_dynamic_pressure_kPa",
         "greatest dynamic pressure on the way up (of a body that only falls, of all its way; of one "
         "released into an orbit, none)",
         1,
         [](const S& s) {
             return whole<&S::max_dynamic_pressure_Pa>(s, [](double pascals) { return pascals / 1000; });
         }},
        {"max_deceleration_g", "g", "gravity", "max_deceleration_g",
         "greatest deceleration by drag on the way down", 1,
         [](const S& s) {
             return whole<&S::max_deceleration_m_s2>(
                 s, [](double m_s2) { return m_s2 / constants::standard_gravity_m_s2; });
         }},
        {"orbit_perigee_km", "km", "km", "orbit.perigee_km",
         "radius of the osculating perigee less the Earth's equatorial radius", 1,
         [](const S& s) { return of_orbit(s, &Orbit::perigee_m, km); }},
        {"orbit_apogee_km", "km", "km", "orbit.apogee_km",
         "radius of the osculating apogee less the Earth's equatorial radius", 1,
         [](const S& s) { return of_orbit(s, &Orbit::apogee_m, km); }},
        {"orbit_semi_major_axis_km", "km", "km", "orbit.semi_major_axis_km", "osculating at the end", 1,
         [](const S& s) { return of_orbit(s, &Orbit::semi_major_axis_m, km); }},
        {"orbit_eccentricity", "", "1", "orbit.eccentricity", "osculating at the end", 6,
         [](const S& s) { return of_orbit(s, &Orbit::eccentricity); }},
        {"orbit_inclination_deg", "deg", "degree", "orbit.inclination_deg", "osculating at the end", 3,
         [](const S& s) { return of_orbit(s, &Orbit::inclination, degrees); }},
        {"orbit_right_ascension_deg", "deg", "degree", "orbit.right_ascension_deg",
         "of the ascending node, east of Greenwich at lift-off", 3,
         [](const S& s) { return of_orbit(s, &Orbit::raan, degrees); }},
        {"orbit_argument_of_perigee_deg", "deg", "degree", "orbit.argument_of_perigee_deg",
         "osculating at the end", 3,
         [](const S& s) { return of_orbit(s, &Orbit::argument_of_perigee, degrees); }},
        {"orbit_true_anomaly_deg", "deg", "degree", "orbit.true_anomaly_deg", "osculating at the end", 3,
         [](const S& s) { return of_orbit(s, &Orbit::true_anomaly, degrees); }},
        {"orbit_period_s", "s", "s", "orbit.period_s", "osculating at the end", 1,
         [](const S& s) { return of_orbit(s, &Orbit::period_s); }},
    }};
    return rows;
}

const FlightFigure& flight_figure(std::string_view name) {
    const auto all = flight_figures();
    const auto row = std::ranges::find_if(all, [&](const FlightFigure& f) { return f.name == name; });
    assert(row != all.end());
    return *row;
}

}  // namespace apogee
