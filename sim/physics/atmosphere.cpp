#include "physics/atmosphere.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "physics/constants.h"
#include "physics/elementary.h"
#include "physics/us1976.h"

namespace apogee {
namespace {

constexpr double specific_gas_constant = constants::air_specific_gas_constant_J_kg_K;

/// Pressure at the rows from density alone: the weight of the air above each.
std::vector<double> hydrostatic_pressure(const std::vector<double>& height,
                                         const std::vector<double>& density) {
    // Above 86 km the pressure is too small to matter and M0 no longer the molar mass: the guess stops there.
    const double top_temperature = air_at(us1976(), {std::min(height.back(), 86e3)}).temperature;
    std::vector<double> pressure(height.size());
    pressure.back() = density.back() * specific_gas_constant * top_temperature;
    for (std::size_t i = height.size() - 1; i-- > 0;) {
        // Density taken as exponential in geopotential height: (difference) / (ln ratio) is its mean.
        const double depth = to_geopotential(GeometricHeight<double>{height[i + 1]}).m -
                             to_geopotential(GeometricHeight<double>{height[i]}).m;
        const double change = density[i] - density[i + 1],
                     ln_ratio = elementary::log(density[i] / density[i + 1]);
        const double mean = std::abs(ln_ratio) < 1e-6 ? density[i] - change / 2 : change / ln_ratio;
        pressure[i] = pressure[i + 1] + constants::standard_gravity_m_s2 * mean * depth;
    }
    return pressure;
}

/// Fills the empty columns; see `table_atmosphere`.
AtmosphereTable completed(AtmosphereTable table) {
    const std::size_t rows = table.height_m.size();
    assert(rows >= 2);
    if (table.pressure_Pa.empty()) {
        assert(table.density_kg_m3.size() == rows);
        if (table.temperature_K.empty()) {
            table.pressure_Pa = hydrostatic_pressure(table.height_m, table.density_kg_m3);
        } else {
            for (std::size_t i = 0; i < rows; ++i)
                table.pressure_Pa.push_back(table.density_kg_m3[i] * specific_gas_constant *
                                            table.temperature_K[i]);
        }
    }
    if (table.density_kg_m3.empty()) {
        assert(table.temperature_K.size() == rows);
        for (std::size_t i = 0; i < rows; ++i)
            table.density_kg_m3.push_back(table.pressure_Pa[i] /
                                          (specific_gas_constant * table.temperature_K[i]));
    }
    if (table.temperature_K.empty()) {
        for (std::size_t i = 0; i < rows; ++i)
            table.temperature_K.push_back(table.pressure_Pa[i] /
                                          (specific_gas_constant * table.density_kg_m3[i]));
    }
    assert(table.pressure_Pa.size() == rows && table.density_kg_m3.size() == rows);
    assert(table.temperature_K.size() == rows);
    return table;
}

}  // namespace

double speed_of_sound_m_s(double molecular_temperature_K) {
    return std::sqrt(constants::air_heat_capacity_ratio * specific_gas_constant * molecular_temperature_K);
}

Air<double> air_at(const Atmosphere& atmosphere, GeometricHeight<double> height) {
    assert(!std::isnan(height.m));
    auto layer = std::find_if(atmosphere.begin(), atmosphere.end(),
                              [&](const AirLayer& candidate) { return height.m < candidate.top_m; });
    if (layer == atmosphere.end()) return air_in(AirLayer{}, height);
    const bool top_of_air = layer->kind == AirLayer::Kind::vacuum && height.m == layer->bottom_m;
    if (top_of_air && layer != atmosphere.begin()) --layer;
    return air_in(*layer, height);
}

void append_vacuum(Atmosphere& atmosphere) {
    assert(!atmosphere.empty());
    const AirLayer& last = atmosphere.back();
    AirLayer vacuum;
    vacuum.bottom_m = last.top_m;
    vacuum.top_m = std::numeric_limits<double>::infinity();
    vacuum.sound_m_s = air_in(last, GeometricHeight<double>{last.top_m}).speed_of_sound;
    atmosphere.push_back(vacuum);
}

Atmosphere table_atmosphere(const AtmosphereTable& given) {
    const AtmosphereTable table = completed(given);
    Atmosphere atmosphere;
    for (std::size_t i = 0; i + 1 < table.height_m.size(); ++i) {
        assert(table.height_m[i] < table.height_m[i + 1]);
        AirLayer layer;
        layer.kind = AirLayer::Kind::exponential;
        layer.bottom_m = table.height_m[i];
        layer.top_m = table.height_m[i + 1];
        layer.centre_m = (layer.bottom_m + layer.top_m) / 2;
        layer.half_width_m = (layer.top_m - layer.bottom_m) / 2;
        layer.sound_from_pressure = given.temperature_K.empty();
        const auto line = [](double* coefficients, double low, double high) {
            coefficients[0] = (low + high) / 2;
            coefficients[1] = (high - low) / 2;
        };
        line(layer.ln_density, elementary::log(table.density_kg_m3[i]),
             elementary::log(table.density_kg_m3[i + 1]));
        line(layer.ln_pressure, elementary::log(table.pressure_Pa[i]),
             elementary::log(table.pressure_Pa[i + 1]));
        line(layer.temperature, table.temperature_K[i], table.temperature_K[i + 1]);
        atmosphere.push_back(layer);
    }
    if (!given.temperature_K.empty()) {
        // Below the first row density and pressure go on, but a lapse soon meets absolute zero.
        constexpr double depth_m = 1000;
        AirLayer below = atmosphere.front();
        below.top_m = below.bottom_m;
        below.bottom_m -= depth_m;
        below.temperature[0] = table.temperature_K.front();
        below.temperature[1] = 0;
        atmosphere.insert(atmosphere.begin(), below);
    }
    append_vacuum(atmosphere);
    return atmosphere;
}

}  // namespace apogee
