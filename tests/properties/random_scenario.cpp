#include "properties/random_scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "base/angles.h"
#include "physics/constants.h"
#include "properties/random_vehicle.h"

namespace apogee::testing {
namespace {

/// What the velocities of a release are chosen for.
struct World {
    double radius_m = constants::wgs84_equatorial_radius_m, gm_m3_s2 = constants::wgs84_gm_m3_s2;
    double rotation_rad_s = constants::wgs84_rotation_rate_rad_s;
    bool wind = false;
};

struct Place {
    double latitude_deg, longitude_deg, height_m;
};

/// Rows of a table file, one for each height.
std::vector<double> heights(Draw& draw, double top_m, int rows) {
    std::vector<double> list{draw.one_of({-500.0, 0.0, 0.0, 150.0, 2000.0})};
    while (static_cast<int>(list.size()) < rows)
        list.push_back(list.back() + top_m / rows * draw.number(0.3, 1.7));
    return list;
}

/// Air that thins by a factor e in 5 to 9 km, up to 40 to 300 km, in one of the four forms.
std::string atmosphere_table(Draw& draw) {
    constexpr double gas_J_kg_K = constants::air_specific_gas_constant_J_kg_K;
    const std::string header = draw.one_of({"height_m,density_kg_m3", "height_m,density_kg_m3,temperature_K",
                                            "height_m,temperature_K,pressure_Pa",
                                            "height_m,density_kg_m3,temperature_K,pressure_Pa"});
    std::string text = "# drawn\n" + header + "\n";
    double density = draw.number(0.5, 2), last_m = 0;
    const double top_m = draw.log_number(40e3, 300e3);
    for (const double h : heights(draw, top_m, draw.whole(2, 40))) {
        density *= std::exp(-(h - last_m) / draw.number(5e3, 9e3));
        last_m = h;
        const double temperature = draw.number(180, 320);
        text += fmt::format("{:.9g}", h);
        if (header.find("density") != std::string::npos) text += fmt::format(",{:.9g}", density);
        if (header.find("temperature") != std::string::npos) text += fmt::format(",{:.9g}", temperature);
        if (header.find("pressure") != std::string::npos)
            text += fmt::format(",{:.9g}", density * gas_J_kg_K * temperature);
        text += "\n";
    }
    return text;
}

std::string wind_table(Draw& draw) {
    std::string text = "height_m,east_m_s,north_m_s\n";
    const double strongest = draw.log_number(5, 120);
    const double top_m = draw.log_number(5e3, 120e3);
    for (const double h : heights(draw, top_m, draw.whole(2, 15))) {
        const double east = draw.number(-strongest, strongest), north = draw.number(-strongest, strongest);
        text += fmt::format("{:.9g},{:.9g},{:.9g}\n", h, east, north);
    }
    return text;
}

World earth(Draw& draw, TomlText& out) {
    World world;
    const bool sphere = draw.chance(25);
    if (sphere || draw.chance(20)) out.words("earth", sphere ? "sphere" : "wgs84");
    if (sphere) world.radius_m = constants::sphere_radius_m;
    if (sphere && draw.chance(40)) {
        world.radius_m = draw.log_number(1.5e6, 2e7);
        out.number(draw, "sphere_radius_m", world.radius_m);
        world.gm_m3_s2 = draw.number(3, 20) * world.radius_m * world.radius_m;
        out.number("gm_m3_s2", world.gm_m3_s2);
    } else if (draw.chance(8)) {
        world.gm_m3_s2 *= draw.number(0.97, 1.03);
        out.number("gm_m3_s2", world.gm_m3_s2);
    }
    const std::string gravity = draw.one_of({"", "", "j2", "j6", "central"});
    if (!gravity.empty()) out.words("gravity", gravity);
    const bool central = gravity == "central" || (gravity.empty() && sphere);
    if (!central && draw.chance(12)) out.number("j2", draw.number(0, 0.005));
    if (draw.chance(15)) {
        world.rotation_rad_s = 0;
        out.line("rotation", "false");
    } else if (draw.chance(15)) {
        world.rotation_rad_s = draw.number(0, 2e-4);
        out.number("rotation_rate_rad_s", world.rotation_rad_s);
    } else if (draw.chance(10)) {
        out.line("rotation", "true");
    }
    return world;
}

World environment(Draw& draw, TomlText& out, std::vector<RandomScenario::File>& files) {
    out.table("[environment]");
    World world = earth(draw, out);
    if (draw.chance(25)) {
        files.push_back({"air.csv", atmosphere_table(draw)});
        out.words("atmosphere", "air.csv");
    } else if (draw.chance(40)) {
        out.words("atmosphere", draw.chance(50) ? "none" : "us1976");
    }
    if (draw.chance(30)) {
        files.push_back({"wind.csv", wind_table(draw)});
        out.words("wind", "wind.csv");
        world.wind = true;
    } else if (draw.chance(10)) {
        out.words("wind", "none");
    }
    if (draw.chance(20))
        out.number(draw, "density_scale",
                   draw.chance(10)   ? 0
                   : draw.chance(10) ? draw.log_number(2, 20)
                                     : draw.number(0.5, 2));
    if (draw.chance(3)) out.words("source", "estimate: drawn");
    return world;
}

void place(Draw& draw, TomlText& out, const Place& at) {
    out.number("latitude_deg", at.latitude_deg);
    out.number("longitude_deg", at.longitude_deg);
    if (draw.chance(10)) out.words("site", "Somewhere");
    if (draw.chance(10)) out.line("time", "2017-11-29T03:17:00+09:00");
    if (draw.chance(3)) out.words("source", "estimate: drawn");
}

/// At a pole "east" turns with every metre: no integrator can hold a wind there.
double latitude_deg(Draw& draw, bool wind = false) {
    if (!draw.chance(8)) return draw.number(-89, 89);
    const double latitude = draw.one_of({-90.0, 0.0, 90.0});
    return wind ? 0.9 * latitude : latitude;
}
double longitude_deg(Draw& draw) {
    return draw.chance(5) ? draw.one_of({-180.0, 180.0, 0.0, 360.0}) : draw.number(-180, 360);
}

void gravity_turn(Draw& draw, TomlText& out, double height_m) {
    switch (draw.whole(0, 2)) {
        case 0:
            out.number("kick_speed_m_s", draw.chance(5) ? draw.one_of({0.0, 1e4}) : draw.number(5, 200));
            break;
        case 1:
            out.number("kick_height_m", draw.chance(10) ? height_m - draw.number(-1, 50)
                                                        : height_m + draw.log_number(20, 5000));
            break;
        default:
            out.number("kick_time_s", draw.chance(5) ? draw.one_of({0.0, 1e3}) : draw.number(2, 30));
    }
    out.number("kick_angle_deg", draw.chance(5) ? draw.one_of({0.0, 60.0}) : draw.log_number(0.1, 15));
    out.number("kick_duration_s", draw.chance(5) ? 0 : draw.log_number(0.5, 20));
}

void pitch_table(Draw& draw, TomlText& out) {
    std::vector<double> time_s{draw.chance(50) ? 0 : draw.number(1, 10)}, elevation_deg{90};
    for (int i = draw.whole(1, 8); i > 0; --i) {
        time_s.push_back(time_s.back() + draw.log_number(2, 60));
        elevation_deg.push_back(std::max(-90.0, elevation_deg.back() - draw.number(-5, 25)));
        elevation_deg.back() = std::min(90.0, elevation_deg.back());
    }
    out.line("time_s", fmt::format("[{:.9g}]", fmt::join(time_s, ", ")));
    out.line("elevation_deg", fmt::format("[{:.9g}]", fmt::join(elevation_deg, ", ")));
}

void ascent(Draw& draw, TomlText& out, double height_m) {
    out.table("[ascent]");
    switch (draw.whole(0, 3)) {
        case 0:
            out.words("programme", "linear");
            out.number("vertical_s", draw.chance(5) ? draw.one_of({0.0, 1e4}) : draw.number(2, 20));
            out.number("burnout_elevation_deg", draw.number(-20, 90));
            break;
        case 1:
            out.words("programme", "pitch-table");
            pitch_table(draw, out);
            break;
        case 2:
            out.words("programme", "pitch-rate");
            out.number("loft_angle_deg", draw.number(-10, 88));
            out.number("loft_rate_deg_s", draw.log_number(0.1, 3));
            break;
        default:
            out.words("programme", "gravity-turn");
            gravity_turn(draw, out, height_m);
    }
    if (draw.chance(50)) out.words("frame", draw.chance(50) ? "launch" : "local");
    if (draw.chance(3)) out.words("source", "estimate: drawn");
}

double launch_height_m(Draw& draw) {
    if (draw.chance(5)) return draw.number(-500, 0);
    if (draw.chance(8)) return std::min(layer_edge_m(draw), 100e3);
    return draw.chance(8) ? draw.number(5e3, 100e3) : draw.number(0, 3000);
}

void launch(Draw& draw, TomlText& out, const World& world, double height_m) {
    out.table("[launch]");
    place(draw, out, {latitude_deg(draw, world.wind), longitude_deg(draw), height_m});
    if (height_m != 0) out.number("height_m", height_m);
    out.number("azimuth_deg", draw.chance(5) ? draw.one_of({0.0, 90.0, 360.0}) : draw.number(0, 360));
    if (draw.chance(10)) out.number("duration_s", draw.log_number(1, 5000));
    ascent(draw, out, height_m);
}

double release_height_m(Draw& draw) {
    if (draw.chance(8)) return draw.one_of({0.0, -draw.number(0, 500)});
    if (draw.chance(15)) return layer_edge_m(draw);
    if (draw.chance(35)) return draw.number(10, 100e3);
    return draw.chance(75) ? draw.log_number(100e3, 40e6) : draw.log_number(40e6, 600e6);
}

/// Speed in space and how steeply it climbs, deg.
struct Throw {
    double speed_m_s, climb_deg;
};
Throw any_throw(Draw& draw, double circular_m_s) {
    switch (draw.whole(0, 4)) {
        case 0:  // nearly an orbit
            return {circular_m_s * draw.number(0.95, 1.1), draw.number(-3, 3)};
        case 1:  // back from one, shallow or steep
            return {circular_m_s * draw.number(0.7, 1.4), -draw.log_number(0.1, 30)};
        case 2:  // a lofted shot
            return {circular_m_s * draw.number(0.1, 1.2), draw.number(10, 90)};
        case 3:  // hyperbola, coming or going
            return {circular_m_s * draw.number(1.42, 3), draw.number(-90, 90)};
        default:  // anything
            return {circular_m_s * draw.number(0, 1.5), draw.number(-90, 90)};
    }
}

void velocity(Draw& draw, TomlText& out, const World& world, const Place& at) {
    double north = 0, east = 0, down = 0;
    if (draw.chance(40)) {  // slow: dropped, thrown, hovering
        const double fastest = draw.one_of({0.0, 1.0, 100.0, 1000.0});
        north = draw.number(-fastest, fastest);
        east = draw.number(-fastest, fastest);
        down = draw.number(-fastest, fastest);
    } else {
        const double r_m = world.radius_m + at.height_m;
        const Throw thrown = any_throw(draw, std::sqrt(world.gm_m3_s2 / r_m));
        const double heading = draw.number(0, 2 * pi), climb = radians(thrown.climb_deg);
        north = thrown.speed_m_s * std::cos(climb) * std::cos(heading);
        east = thrown.speed_m_s * std::cos(climb) * std::sin(heading) -
               world.rotation_rad_s * r_m * std::cos(radians(at.latitude_deg));
        down = -thrown.speed_m_s * std::sin(climb);
    }
    out.number("velocity_north_m_s", north);
    out.number("velocity_east_m_s", std::clamp(east, -1e5, 1e5));
    out.number("velocity_down_m_s", down);
}

void release(Draw& draw, TomlText& out, const World& world) {
    out.table("[initial]");
    const Place at{latitude_deg(draw, world.wind), longitude_deg(draw), release_height_m(draw)};
    place(draw, out, at);
    out.number("height_m", at.height_m);
    velocity(draw, out, world, at);
    if (draw.chance(10)) out.number("duration_s", draw.log_number(1e-3, 1e6));
}

void reported(Draw& draw, TomlText& out) {
    out.table("[reported]");
    if (draw.chance(70)) out.number(draw, "apogee_km", draw.number(10, 5000));
    if (draw.chance(70)) out.number(draw, "range_km", draw.number(10, 10000));
    if (draw.chance(70)) out.number(draw, "flight_time_s", draw.number(10, 5000));
    if (draw.chance(40)) {
        out.number("impact_latitude_deg", latitude_deg(draw));
        out.number("impact_longitude_deg", longitude_deg(draw));
    }
    if (draw.chance(30)) out.words("source", "a newspaper");
}

}  // namespace

RandomScenario random_scenario(std::uint64_t seed, std::uint64_t number) {
    Draw draw(seed, number);
    RandomScenario scenario;
    TomlText head, body, vehicle;
    if (draw.chance(20)) head.words("title", fmt::format("Drawn {}", number));
    const World world = environment(draw, body, scenario.files);
    const bool launches = draw.chance(60);
    const double height_m = launches ? launch_height_m(draw) : 0;
    launches ? launch(draw, body, world, height_m) : release(draw, body, world);
    if (draw.chance(10)) reported(draw, body);
    if (draw.chance(10)) vehicle.words("name", "Drawn");
    if (draw.chance(10)) vehicle.words("status", "made up");
    if (draw.chance(10)) vehicle.words("source", "estimate: drawn");
    vehicle.add(random_vehicle(draw, launches || draw.chance(10), height_m));
    if (draw.chance(10)) {  // the vehicle in a file of its own, perhaps with another payload
        head.words("vehicle", "vehicle.toml");
        scenario.files.push_back({"vehicle.toml", vehicle.text()});
        if (draw.chance(50)) body.add(random_payload(draw, draw.log_number(1, 5000)));
        scenario.text = head.text() + body.text();
    } else {
        // Keys of the top level come before the first table.
        scenario.text = head.text() + vehicle.text() + body.text();
    }
    return scenario;
}

Scenario read(const RandomScenario& scenario, const std::string& folder) {
    for (const RandomScenario::File& file : scenario.files) {
        std::ofstream out(folder + "/" + file.name, std::ios::binary);
        if (!(out << file.text)) throw std::runtime_error("cannot write " + file.name);
    }
    return parse_scenario(scenario.text, folder + "/scenario.toml");
}

}  // namespace apogee::testing
