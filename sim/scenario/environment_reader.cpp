#include "scenario/environment_reader.h"

#include <fmt/format.h>

#include <array>

#include "base/input_error.h"
#include "physics/us1976.h"
#include "scenario/files.h"
#include "scenario/table_files.h"

namespace apogee {

namespace {

using Word = std::string_view;

/// A named choice, or else a file: nothing that holds a dot or a slash is mistaken for a misspelt name.
std::string choice_or_file(const TableReader& table, Word key, Word fallback, std::span<const Word> names) {
    if (table.has(key)) {
        std::string word = table.text(key);
        if (word.find_first_of("./") != std::string::npos) return word;
    }
    return table.choice_or(key, fallback, names);
}

void read_earth(const TableReader& table, Surroundings& read) {
    constexpr std::array shapes{Word("wgs84"), Word("sphere")};
    constexpr std::array fields{Word("j2"), Word("j6"), Word("central")};
    Earth& earth = read.environment.earth;
    read.earth_name = table.choice_or("earth", "wgs84", shapes);
    const bool sphere = read.earth_name == "sphere";
    if (sphere) {
        earth.flattening = 0;
        earth.equatorial_radius_m = table.number_or_default("sphere_radius_m");
    } else if (table.has("sphere_radius_m")) {
        table.fail("sphere_radius_m", "given without earth = \"sphere\"", "WGS 84 has its own radius");
    }
    // A textbook sphere attracts like one, too, unless somebody asks for more.
    read.gravity_name = table.choice_or("gravity", sphere ? "central" : "j2", fields);
    set_gravity(earth, read.gravity_name == "central" ? Gravity::central
                       : read.gravity_name == "j6"    ? Gravity::j6
                                                      : Gravity::j2);
    earth.gm_m3_s2 = table.optional_number("gm_m3_s2").value_or(earth.gm_m3_s2);
    if (table.has("j2") && read.gravity_name == "central")
        table.fail("j2", "given beside central gravity", "expected gravity = \"j2\" or no j2");
    earth.j2 = table.optional_number("j2").value_or(earth.j2);
    const bool turning = table.flag_or("rotation", true);
    if (!turning && table.has("rotation_rate_rad_s"))
        table.fail("rotation_rate_rad_s", "given beside rotation = false", "expected one of the two");
    const auto rate = table.optional_number("rotation_rate_rad_s");
    earth.rotation_rate_rad_s = turning ? rate.value_or(earth.rotation_rate_rad_s) : 0;
    table.comes_to("gm_m3_s2", earth.gm_m3_s2);
    table.comes_to("j2", earth.j2);
    table.comes_to("rotation_rate_rad_s", earth.rotation_rate_rad_s);
}

void read_air(const TableReader& table, const std::string& folder, Surroundings& read) {
    constexpr std::array named{Word("us1976"), Word("none")};
    constexpr std::array still{Word("none")};
    const auto identify = [&](Word column, const std::vector<double>& rows) {
        table.registry().identity.add(table.path_of(column), rows);
    };
    read.atmosphere_name = choice_or_file(table, "atmosphere", "us1976", named);
    if (read.atmosphere_name == "us1976") {
        read.environment.atmosphere = us1976();
    } else if (read.atmosphere_name != "none") {
        const Place place = table.find("atmosphere")->node.origin.place();
        read.atmosphere_table = read_atmosphere_file(
            resolve_beside(folder, read.atmosphere_name, place, table.path_of("atmosphere")));
        read.environment.atmosphere = table_atmosphere(read.atmosphere_table);
        const AtmosphereTable& air = read.atmosphere_table;
        identify("height_m", air.height_m);
        identify("density_kg_m3", air.density_kg_m3);
        identify("temperature_K", air.temperature_K);
        identify("pressure_Pa", air.pressure_Pa);
    }
    read.wind_name = choice_or_file(table, "wind", "none", still);
    if (read.wind_name != "none") {
        const Place place = table.find("wind")->node.origin.place();
        read.environment.wind =
            read_wind_file(resolve_beside(folder, read.wind_name, place, table.path_of("wind")));
        const WindTable& wind = read.environment.wind;
        identify("wind_height_m", wind.height_m);
        identify("wind_east_m_s", wind.east_m_s);
        identify("wind_north_m_s", wind.north_m_s);
    }
    read.environment.density_scale = table.number_or_default("density_scale");
}

}  // namespace

Surroundings read_environment(const TableReader& root, const std::string& folder) {
    Surroundings read;
    const TableReader table = root.table("environment", tables::environment);
    read_earth(table, read);
    read_air(table, folder, read);
    return read;
}

}  // namespace apogee
