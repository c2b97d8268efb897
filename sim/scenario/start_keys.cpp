#include "base/angles.h"
#include "physics/constants.h"
#include "scenario/case_numbers.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using rows::number, rows::source, rows::table, rows::words;

constexpr Bounds latitude{-90, 90}, longitude{-180, 360}, launch_height{-500, 1e7}, release_height{-500, 1e9},
    azimuth{0, 360}, velocity{-1e5, 1e5}, duration{1e-3, 1e8}, elevation{-90, 90}, loft_rate{1e-6, 90},
    kick_speed{0, 1e4}, kick_height{-500, 1e6}, kick_angle{0, 90}, density_scale{0, 100},
    sphere_radius{1e6, 1e8}, gm{1e12, 1e16}, j2{0, 0.01}, rotation_rate{0, 1e-3}, apogee{0, 1e6},
    range{0, 20100}, flight_time{0, 1e7};

Geodetic& place(CaseNumbers& c) {
    if (auto* launch = std::get_if<Launch>(&c.start)) return launch->site;
    return std::get<Release>(c.start).place;
}
template <double Release::*part>
void set_release(CaseNumbers& c, std::size_t, double x) {
    std::get<Release>(c.start).*part = x;
}
template <class Programme>
Programme& programme(CaseNumbers& c) {
    return std::get<Programme>(std::get<Launch>(c.start).ascent.programme);
}
void set_kick_trigger(CaseNumbers& c, std::size_t, double x) {
    programme<GravityTurn>(c).trigger_value = x;
}
void set_latitude(CaseNumbers& c, std::size_t, double x) {
    place(c).latitude = radians(x);
}
void set_longitude(CaseNumbers& c, std::size_t, double x) {
    place(c).longitude = radians(wrapped_longitude_deg(x));
}
void set_height(CaseNumbers& c, std::size_t, double x) {
    place(c).height = x;
}
void set_duration(CaseNumbers& c, std::size_t, double x) {
    c.duration_s = x;
}

/// The Earth's own numbers.
constexpr Key of_the_earth(Key key) {
    key.of_the_earth = true;
    return key;
}

constexpr Key site = words("site", "none", "name of the place, for people"),
              time =
                  words("time", "none",
                        "date and time with its offset, `2017-11-29T03:17:00+09:00`; fractions of a second "
                        "are dropped");
constexpr Key duration_key =
    number("duration_s", duration, "none", "stop the flight at this time", set_duration);

constexpr std::array launch_keys{
    number("latitude_deg", latitude, "needed", "geodetic latitude, north positive", set_latitude),
    number("longitude_deg", longitude, "needed", "east positive; 350 means -10", set_longitude),
    number("height_m", launch_height, 0, "above the ellipsoid (or sphere)", set_height),
    number("azimuth_deg", azimuth, "needed",
           "where the vehicle steers, clockwise from north; on a turning Earth it lands elsewhere",
           [](CaseNumbers& c, std::size_t, double x) { std::get<Launch>(c.start).azimuth = radians(x); }),
    site,
    time,
    duration_key,
    source};

constexpr std::array initial_keys{
    number("latitude_deg", latitude, "needed", "geodetic latitude of the point below, north positive",
           set_latitude),
    number("longitude_deg", longitude, "needed", "east positive; 350 means -10", set_longitude),
    number("height_m", release_height, "needed", "above the ellipsoid (or sphere)", set_height),
    number("velocity_north_m_s", velocity, "needed", "relative to the turning Earth, as the next two",
           set_release<&Release::north_m_s>),
    number("velocity_east_m_s", velocity, "needed", "", set_release<&Release::east_m_s>),
    number("velocity_down_m_s", velocity, "needed", "", set_release<&Release::down_m_s>),
    duration_key,
    site,
    time,
    source};

constexpr std::array ascent_keys{
    words("programme", "needed", "`\"linear\"`, `\"pitch-table\"`, `\"pitch-rate\"` or `\"gravity-turn\"`"),
    words("frame", "see below", "in what an elevation is held: `\"launch\"` or `\"local\"`"),
    number("vertical_s", seconds_bounds, "linear", "end of the vertical rise",
           [](CaseNumbers& c, std::size_t, double x) { programme<LinearProgramme>(c).vertical_s = x; }),
    number("burnout_elevation_deg", elevation, "linear", "elevation of the thrust at the last burnout",
           [](CaseNumbers& c, std::size_t, double x) {
               programme<LinearProgramme>(c).burnout_elevation = radians(x);
           }),
    Key{"time_s",
        Key::Holds::rows,
        seconds_bounds,
        {},
        "pitch-table",
        "since ignition; at least two rows, ascending"},
    Key{"elevation_deg",
        Key::Holds::rows,
        elevation,
        {},
        "pitch-table",
        "linear between rows, held before the first and after the last"},
    number("loft_angle_deg", elevation, "pitch-rate", "where the turn ends",
           [](CaseNumbers& c, std::size_t, double x) { programme<PitchRate>(c).loft_angle = radians(x); }),
    number("loft_rate_deg_s", loft_rate, "pitch-rate", "how fast it turns",
           [](CaseNumbers& c, std::size_t, double x) { programme<PitchRate>(c).loft_rate = radians(x); }),
    number("kick_speed_m_s", kick_speed, "gravity-turn",
           "when the kick begins: at this speed through the air ...", set_kick_trigger,
           {"kick_height_m", "kick_time_s"}),
    number("kick_height_m", kick_height, "gravity-turn", "... or at this height above the ellipsoid ...",
           set_kick_trigger, {"kick_speed_m_s", "kick_time_s"}),
    number("kick_time_s", seconds_bounds, "gravity-turn",
           "... or at this time since ignition, at lift-off at the earliest; one of the three",
           set_kick_trigger, {"kick_speed_m_s", "kick_height_m"}),
    number("kick_angle_deg", kick_angle, "gravity-turn", "by how much the elevation falls",
           [](CaseNumbers& c, std::size_t, double x) { programme<GravityTurn>(c).kick_angle = radians(x); }),
    number("kick_duration_s", seconds_bounds, "gravity-turn", "in which time; in no time nothing is tilted",
           [](CaseNumbers& c, std::size_t, double x) { programme<GravityTurn>(c).kick_duration_s = x; }),
    source};

constexpr std::array environment_keys{
    words("atmosphere", "`\"us1976\"`",
          "US Standard Atmosphere 1976; `\"none\"`; or a [table](#tables-in-files)"),
    number("density_scale", density_scale, 1, "factor on the density of the air",
           [](CaseNumbers& c, std::size_t, double x) { c.environment.density_scale = x; }),
    words("wind", "`\"none\"`", "or a [table](#tables-in-files)"),
    words("earth", "`\"wgs84\"`", "or `\"sphere\"`"),
    words("gravity", "`\"j2\"`; on a sphere `\"central\"`",
          "`\"central\"`, `\"j2\"`, or `\"j6\"`: zonal terms up to J6"),
    words("rotation", "`true`", "`false`: an Earth that stands still"),
    of_the_earth(
        number("sphere_radius_m", sphere_radius, constants::sphere_radius_m, "only with `earth = \"sphere\"`",
               [](CaseNumbers& c, std::size_t, double x) { c.environment.earth.equatorial_radius_m = x; })),
    of_the_earth(number("gm_m3_s2", gm, "WGS 84", "gravitational parameter",
                        [](CaseNumbers& c, std::size_t, double x) { c.environment.earth.gm_m3_s2 = x; })),
    of_the_earth(number("j2", j2, "of the field", "not with central gravity",
                        [](CaseNumbers& c, std::size_t, double x) { c.environment.earth.j2 = x; })),
    of_the_earth(
        number("rotation_rate_rad_s", rotation_rate, "WGS 84", "not with `rotation = false`",
               [](CaseNumbers& c, std::size_t, double x) { c.environment.earth.rotation_rate_rad_s = x; })),
    source};

// Up to half an Earth's circumference and some; a flight time of up to months.
constexpr std::array reported_keys{
    number("apogee_km", apogee, "none", "greatest height"),
    number("range_km", range, "none", "along the ground"),
    number("flight_time_s", flight_time, "none", "from lift-off to impact"),
    number("impact_latitude_deg", latitude, "none", "geodetic latitude, north positive"),
    number("impact_longitude_deg", longitude, "none", "east positive; 350 means -10"),
    source};

constexpr std::array number_keys{
    words("value", "needed", "the value that a single flight uses"),
    words(
        "low", "none",
        "with `high`: a triangular distribution with its mode at `value`; low <= value <= high, low < high"),
    words("high", "none", "see `low`"),
    words("sd", "none",
          "instead of them: a normal distribution, truncated at four standard deviations; above 0"),
    words("source", "none", "where the number comes from, or `\"estimate: how it was made\"`")};

constexpr Key name = words("name", "none", "of the vehicle"),
              status = words("status", "none", "in service or not, and since when, for people"),
              stage = table("stage", "needed with `[launch]`", "the stages, in firing order"),
              booster = table("booster", "none", "what burns beside the first stage"),
              shroud = table("shroud", "none", "what covers the payload on the way up"),
              payload = table("payload", "needed", "what falls after the last separation"),
              drag = table("drag", "none", "`[drag.NAME]`: drag coefficients over the Mach number");

constexpr std::array vehicle_keys{name, status, source, stage, booster, shroud, payload, drag};

constexpr std::array scenario_keys{
    words("title", "of the vehicle", "for people; by default the vehicle's name, else the file's name"),
    words("vehicle", "none",
          "the vehicle's file, relative to this one and inside its folder tree (`..` and links may not leave "
          "it), or `\"catalogue:NAME\"` for one that comes with the program"),
    table("launch", "or `[initial]`", "a launch from the ground ..."),
    table("ascent", "needed with `[launch]`", "... and how it steers"),
    table("environment", "as below", "the Earth and its air"),
    table("initial", "or `[launch]`", "the payload released at a state"),
    table("reported", "none", "what was published about the flight"),
    name,
    status,
    source,
    stage,
    booster,
    shroud,
    payload,
    drag};

}  // namespace

namespace tables {
const TableKeys scenario{"", scenario_keys}, vehicle{"", vehicle_keys}, launch{"launch", launch_keys},
    initial{"initial", initial_keys}, ascent{"ascent", ascent_keys},
    environment{"environment", environment_keys}, reported{"reported", reported_keys},
    number{"", number_keys};
}  // namespace tables

}  // namespace apogee
