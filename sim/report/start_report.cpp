#include <fmt/format.h>

#include <cmath>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "physics/constants.h"
#include "report/flight_report.h"

namespace apogee {
namespace {

std::string launch_text(const Scenario& scenario) {
    const std::string site = scenario.site.empty() ? "" : printable(scenario.site) + ", ";
    std::string text;
    if (const auto* launch = std::get_if<Launch>(&scenario.start)) {
        text = indented("Launch   ",
                        fmt::format("{}{}, {} m, steering azimuth {} deg", site, place_text(launch->site),
                                    fixed(launch->site.height, 0), fixed(degrees(launch->azimuth), 1)));
    } else {
        const auto& release = std::get<Release>(scenario.start);
        text = indented(
            "Release  ",
            fmt::format("{}{}, {} m high, moving {} north, {} east, {} down m/s over the ground", site,
                        place_text(release.place), plain(release.place.height, 8),
                        plain(release.north_m_s, 7), plain(release.east_m_s, 7), plain(release.down_m_s, 7)));
    }
    if (scenario.launch_time) text += "Time     " + utc_date_and_time(*scenario.launch_time) + " (t = 0)\n";
    return text;
}

std::string kg(double mass_kg) {
    return fixed(mass_kg, mass_kg < 10 ? 3 : mass_kg < 100 ? 2 : mass_kg < 1000 ? 1 : 0);
}

void stage_row(TextTable& table, const std::string& label, const Stage& stage) {
    const Motor& motor = stage.motor;
    table.row({label, kg(motor.propellant_mass_kg), kg(stage.dry_mass_kg), fixed(motor.burn_time_s, 1),
               fixed(motor.isp_vacuum_s, 1), fixed(motor.isp_sea_level_s, 1),
               fixed(mean_thrust_N(motor, motor.isp_vacuum_s) / 1000, 1),
               fixed(mean_thrust_N(motor, motor.isp_sea_level_s) / 1000, 1)});
}

std::string stages_table(const Vehicle& vehicle) {
    TextTable table;
    table.column("\n", TextTable::Align::left);
    table.column("propellant\nkg");
    table.column("dry\nkg");
    table.column("burn\ns");
    table.column("Isp vac\ns");
    table.column("Isp s.l.\ns");
    table.column("thrust vac\nkN");
    table.column("thrust s.l.\nkN");
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
        stage_row(table, fmt::format("stage {}", i + 1), vehicle.stages[i]);
    }
    for (std::size_t i = 0; i < vehicle.boosters.size(); ++i) {
        const Booster& booster = vehicle.boosters[i];
        stage_row(table, fmt::format("booster {} (each of {})", i + 1, booster.count), booster.stage);
    }
    return table.print();
}

}  // namespace

std::string place_text(const Geodetic& place) {
    const std::string latitude = fixed(degrees(place.latitude), 4),
                      longitude = fixed(degrees(place.longitude), 4);
    const auto side = [](const std::string& angle, char positive, char negative) {
        return angle.starts_with('-') ? angle.substr(1) + ' ' + negative : angle + ' ' + positive;
    };
    return side(latitude, 'N', 'S') + ' ' + side(longitude, 'E', 'W');
}

std::string vehicle_text(const Vehicle& vehicle) {
    std::string line = vehicle.name.empty() ? "unnamed" : printable(vehicle.name);
    if (!vehicle.status.empty()) line += " (" + printable(vehicle.status) + ")";
    if (!vehicle.stages.empty()) line += ", " + kg(lift_off_mass_kg(vehicle)) + " kg at ignition";
    line += ", payload " + kg(vehicle.payload.mass_kg) + " kg";
    if (vehicle.shroud) line += ", shroud " + kg(vehicle.shroud->mass_kg) + " kg";
    std::string text = indented("Vehicle  ", line);
    if (!vehicle.stages.empty()) text += '\n' + stages_table(vehicle);
    return text;
}

std::string start_text(const Scenario& scenario) {
    return launch_text(scenario) + vehicle_text(scenario.vehicle);
}

std::string input_name(const std::string& file) {
    return file == "-" ? "standard input" : printable(file);
}

std::string models_text(const Scenario& scenario) {
    const Environment& environment = scenario.environment;
    std::string text =
        fmt::format("Models   earth {}{}, gravity {}, atmosphere {}", printable(scenario.earth_name),
                    environment.earth.rotation_rate_rad_s == 0 ? " (not turning)" : "",
                    printable(scenario.gravity_name), printable(scenario.atmosphere_name));
    if (environment.density_scale != 1) text += fmt::format(" x {}", plain(environment.density_scale));
    text += ", wind " + (scenario.wind_name.empty() ? "none" : printable(scenario.wind_name)) + '\n';
    return text + fmt::format("Input    {}, hash {}\n", input_name(scenario.file), scenario.hash);
}

std::string uncertainty_text(const Uncertainty& uncertainty) {
    if (const auto* t = std::get_if<Triangular>(&uncertainty)) {
        return fmt::format("{} to {}", plain(t->low), plain(t->high));
    }
    if (const auto* n = std::get_if<Normal>(&uncertainty)) return "sd " + plain(n->sd);
    return {};
}

}  // namespace apogee
