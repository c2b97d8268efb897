#include "scenario/scenario_hash.h"

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <string_view>

namespace apogee {

namespace {

/// Every field enters behind a tag, every list behind its length, so that no two models share one dump.
class Hash {
  public:
    void add(std::string_view text) {
        add_bits(text.size());
        for (const char c : text) add_byte(static_cast<unsigned char>(c));
    }
    void add(std::string_view tag, double value) {
        add(tag);
        add_bits(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));  // -0 flies like 0
    }
    void add(std::string_view tag, const std::vector<double>& values) {
        add(tag, static_cast<double>(values.size()));
        for (const double value : values) add_bits(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));
    }
    void add(std::string_view tag, const std::optional<double>& value) {
        add(tag, value.has_value() ? 1.0 : 0.0);
        if (value) add(tag, *value);
    }
    void add(std::string_view tag, const std::optional<DragTable>& table) {
        add(tag, table.has_value() ? 1.0 : 0.0);
        if (!table) return;
        add("mach", table->mach);
        add("cd", table->cd);
    }
    [[nodiscard]] std::string text() const { return fmt::format("{:016x}", state_); }

  private:
    void add_byte(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3ull; }
    void add_bits(std::uint64_t bits) {
        for (int shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(bits >> shift));
    }
    std::uint64_t state_ = 0xcbf29ce484222325ull;
};

void add(Hash& hash, const Stage& stage) {
    hash.add("propellant", stage.motor.propellant_mass_kg);
    hash.add("burn", stage.motor.burn_time_s);
    hash.add("isp_vacuum", stage.motor.isp_vacuum_s);
    hash.add("isp_sea_level", stage.motor.isp_sea_level_s);
    hash.add("curve_time", stage.motor.curve_time_s);
    hash.add("curve_fraction", stage.motor.curve_fraction);
    hash.add("dry", stage.dry_mass_kg);
    hash.add("powered", stage.drag.powered);
    hash.add("coasting", stage.drag.coasting);
    hash.add("area", stage.drag.powered || stage.drag.coasting ? stage.drag.reference_area_m2 : 0);
    hash.add("coast", stage.coast_before_s);
    hash.add("delay", stage.separation_delay_s);
    hash.add("separates", stage.separates ? 1.0 : 0.0);
    hash.add("spent", stage.spent_ballistic_coefficient_kg_m2);
}

void add(Hash& hash, const Vehicle& vehicle) {
    hash.add("stages", static_cast<double>(vehicle.stages.size()));
    for (const Stage& stage : vehicle.stages) add(hash, stage);
    hash.add("boosters", static_cast<double>(vehicle.boosters.size()));
    for (const Booster& booster : vehicle.boosters) {
        add(hash, booster.stage);
        hash.add("count", booster.count);
    }
    hash.add("shroud", vehicle.shroud ? vehicle.shroud->mass_kg : 0);
    if (vehicle.shroud) {
        hash.add("height", vehicle.shroud->jettison_height_m);
        hash.add("time", vehicle.shroud->jettison_time_s);
        hash.add("coefficient", vehicle.shroud->ballistic_coefficient_kg_m2);
    }
    hash.add("payload", vehicle.payload.mass_kg);
    hash.add("coefficient", vehicle.payload.ballistic_coefficient_kg_m2);
    hash.add("drag", vehicle.payload.drag);
    hash.add("area", vehicle.payload.drag ? vehicle.payload.reference_area_m2 : 0);
}

void add(Hash& hash, const Geodetic& place) {
    hash.add("latitude", place.latitude);
    hash.add("longitude", place.longitude);
    hash.add("height", place.height);
}

struct AddProgramme {
    Hash& hash;
    void operator()(const LinearProgramme& programme) const {
        hash.add("vertical", programme.vertical_s);
        hash.add("burnout", programme.burnout_elevation);
    }
    void operator()(const PitchTable& programme) const {
        hash.add("time", programme.time_s);
        hash.add("elevation", programme.elevation);
    }
    void operator()(const PitchRate& programme) const {
        hash.add("angle", programme.loft_angle);
        hash.add("rate", programme.loft_rate);
    }
    void operator()(const GravityTurn& programme) const {
        hash.add("trigger", static_cast<double>(programme.trigger));
        hash.add("value", programme.trigger_value);
        hash.add("angle", programme.kick_angle);
        hash.add("duration", programme.kick_duration_s);
    }
};

struct AddStart {
    Hash& hash;
    void operator()(const Launch& launch) const {
        hash.add("launch");
        add(hash, launch.site);
        hash.add("azimuth", launch.azimuth);
        hash.add("frame", launch.ascent.frame == SteeringFrame::launch ? 0.0 : 1.0);
        std::visit(AddProgramme{hash}, launch.ascent.programme);
    }
    void operator()(const Release& release) const {
        hash.add("release");
        add(hash, release.place);
        hash.add("north", release.north_m_s);
        hash.add("east", release.east_m_s);
        hash.add("down", release.down_m_s);
    }
};

}  // namespace

std::string scenario_hash(const Scenario& scenario, const AtmosphereTable& atmosphere_table) {
    Hash hash;
    add(hash, scenario.vehicle);
    std::visit(AddStart{hash}, scenario.start);
    const Earth& earth = scenario.environment.earth;
    hash.add("radius", earth.equatorial_radius_m);
    hash.add("flattening", earth.flattening);
    hash.add("gm", earth.gm_m3_s2);
    hash.add("rotation", earth.rotation_rate_rad_s);
    hash.add("zonal", std::vector{earth.j2, earth.j3, earth.j4, earth.j5, earth.j6});
    // A named atmosphere enters by its name: its layers are computed, and their last bits are the machine's.
    hash.add(atmosphere_table.height_m.empty() ? scenario.atmosphere_name : "table");
    hash.add("height", atmosphere_table.height_m);
    hash.add("density", atmosphere_table.density_kg_m3);
    hash.add("temperature", atmosphere_table.temperature_K);
    hash.add("pressure", atmosphere_table.pressure_Pa);
    hash.add("scale", scenario.environment.density_scale);
    hash.add("wind", scenario.environment.wind.height_m);
    hash.add("east", scenario.environment.wind.east_m_s);
    hash.add("north", scenario.environment.wind.north_m_s);
    hash.add("duration", scenario.duration_s);
    return hash.text();
}

}  // namespace apogee
