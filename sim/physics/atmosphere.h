#pragma once

#include <cmath>
#include <iterator>
#include <vector>

#include "physics/polynomial.h"
#include "physics/units.h"

namespace apogee {

/// Constants of the US Standard Atmosphere 1976 (NOAA-S/T 76-1562, NASA-TM-X-74335), table 2. They are the
/// report's, not today's best values: the standard is defined with them.
namespace constants {
inline constexpr double gas_constant_J_kmol_K = 8314.32;   ///< R*
inline constexpr double air_molar_mass_kg_kmol = 28.9644;  ///< M0, at sea level
inline constexpr double air_specific_gas_constant_J_kg_K = gas_constant_J_kmol_K / air_molar_mass_kg_kmol;
inline constexpr double air_heat_capacity_ratio = 1.4;      ///< gamma
inline constexpr double geopotential_radius_m = 6356766.0;  ///< r0, Earth's effective radius at 45 deg
inline constexpr double sea_level_temperature_K = 288.15;   ///< T0
/// Speed of sound at sea level: sqrt(gamma R* T0 / M0), rounded. The tables print 340.29.
inline constexpr double sea_level_sound_m_s = 340.294;
}  // namespace constants

/// Geopotential height of a geometric height, and back; both exact in the model g = g0 (r0 / (r0 + z))^2.
/// Source: US Standard Atmosphere 1976, eqs 18 and 19.
template <class T>
[[nodiscard]] inline GeopotentialHeight<T> to_geopotential(GeometricHeight<T> height) {
    constexpr double r0 = constants::geopotential_radius_m;
    return {r0 * height.m / (r0 + height.m)};
}
template <class T>
[[nodiscard]] inline GeometricHeight<T> to_geometric(GeopotentialHeight<T> height) {
    constexpr double r0 = constants::geopotential_radius_m;
    return {r0 * height.m / (r0 - height.m)};
}

/// State of the air at a place.
template <class T>
struct Air {
    T density;         ///< kg/m^3
    T pressure;        ///< Pa
    T temperature;     ///< kinetic temperature, K; 0 where there is no air
    T speed_of_sound;  ///< m/s; never 0, so that a Mach number always exists
};

/// One height range in which an atmosphere is a smooth (analytic) function, as plain data. The propagator
/// freezes a layer for a step and lands steps on its edges, so no step sees a kink.
struct AirLayer {
    enum class Kind {
        vacuum,       ///< nothing; the speed of sound stays at `sound_m_s`
        isothermal,   ///< geopotential height; ln p linear
        gradient,     ///< geopotential height; temperature linear, p a power of it
        polynomial,   ///< ln density, p / density and T as polynomials of a scaled geometric height
        exponential,  ///< geometric height; ln p, ln density and T linear
    };
    static constexpr int terms = 12;

    Kind kind = Kind::vacuum;
    double bottom_m = 0, top_m = 0;  ///< geometric height
    // isothermal, gradient: temperatures are molecular-scale, T_M = T M0 / M.
    double base_geopotential_m = 0, base_temperature_K = 0, lapse_K_m = 0;
    /// isothermal: ln p = ln_pressure_offset + pressure_slope (H - base);
    /// gradient: ln p = ln_pressure_offset + pressure_slope ln T_M.
    double ln_pressure_offset = 0, pressure_slope = 0;
    bool thins = false;  ///< gradient: the mean molar mass falls above 80 km; touches the temperature only
    // polynomial, exponential: x = (z - centre) / half_width in [-1, 1], coefficients lowest power first
    double centre_m = 0, half_width_m = 1;
    double ln_density[terms] = {}, temperature[terms] = {};
    double specific_pressure[terms] = {};  ///< polynomial: p / density, m^2/s^2 (saves an exponential)
    double ln_pressure[2] = {};            ///< exponential
    /// The speed of sound where it is constant: vacuum, isothermal, polynomial. As at sea level by default.
    double sound_m_s = constants::sea_level_sound_m_s;
    /// exponential: sound from p / density rather than from the temperature, for tables without one
    bool sound_from_pressure = false;
};

/// An atmosphere: layers from the lowest up, without gaps. Empty: no air at all.
using Atmosphere = std::vector<AirLayer>;

namespace detail {

/// Fall of the mean molar mass in the US Standard Atmosphere 1976: M / M0 at 80 km and every 500 m up to
/// 86 km, table 8 of the report, linear in between.
inline constexpr double mass_ratio_bottom_m = 80000.0, mass_ratio_step_m = 500.0;
inline constexpr double mass_ratio[] = {1.000000, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870,
                                        0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579};

/// The table as a sum of hinges max(0, z - z_i): no branch on the height, so lanes need none either.
template <class T>
[[nodiscard]] inline T mass_ratio_at(const T& height_m) {
    using std::abs;
    constexpr int rows = static_cast<int>(std::size(mass_ratio));
    T ratio = T(mass_ratio[0]);
    double slope = 0;
    for (int i = 0; i + 1 < rows; ++i) {
        const double next_slope = (mass_ratio[i + 1] - mass_ratio[i]) / mass_ratio_step_m;
        const T above = height_m - (mass_ratio_bottom_m + i * mass_ratio_step_m);
        ratio += (0.5 * (next_slope - slope)) * (above + abs(above));
        slope = next_slope;
    }
    return ratio;
}

template <class T>
[[nodiscard]] inline Air<T> air_in_gradient(const AirLayer& layer, GeometricHeight<T> height) {
    using std::exp, std::log, std::sqrt;
    constexpr double gas = constants::air_specific_gas_constant_J_kg_K;
    const T above_base = to_geopotential(height).m - layer.base_geopotential_m;
    const T molecular = layer.base_temperature_K + layer.lapse_K_m * above_base;
    const T pressure = exp(layer.ln_pressure_offset + layer.pressure_slope * log(molecular));
    const T kinetic = layer.thins ? T(molecular * mass_ratio_at(height.m)) : molecular;
    const T specific = gas * molecular;
    return {pressure / specific, pressure, kinetic, sqrt(constants::air_heat_capacity_ratio * specific)};
}

template <class T>
[[nodiscard]] inline Air<T> air_in_isothermal(const AirLayer& layer, GeometricHeight<T> height) {
    using std::exp;
    constexpr double gas = constants::air_specific_gas_constant_J_kg_K;
    const T above_base = to_geopotential(height).m - layer.base_geopotential_m;
    const T pressure = exp(layer.ln_pressure_offset + layer.pressure_slope * above_base);
    const double per_pressure = 1.0 / (gas * layer.base_temperature_K);
    return {pressure * per_pressure, pressure, T(layer.base_temperature_K), T(layer.sound_m_s)};
}

template <class T>
[[nodiscard]] inline Air<T> air_in_polynomial(const AirLayer& layer, GeometricHeight<T> height) {
    using std::exp;
    const T x = (height.m - layer.centre_m) * (1.0 / layer.half_width_m), x2 = x * x;
    const T density = exp(polynomial(layer.ln_density, x, x2));
    const T pressure = density * polynomial(layer.specific_pressure, x, x2);
    return {density, pressure, polynomial(layer.temperature, x, x2), T(layer.sound_m_s)};
}

template <class T>
[[nodiscard]] inline Air<T> air_in_exponential(const AirLayer& layer, GeometricHeight<T> height) {
    using std::exp, std::sqrt;
    constexpr double gas = constants::air_specific_gas_constant_J_kg_K;
    const T x = (height.m - layer.centre_m) * (1.0 / layer.half_width_m);
    const T density = exp(layer.ln_density[0] + layer.ln_density[1] * x);
    const T pressure = exp(layer.ln_pressure[0] + layer.ln_pressure[1] * x);
    const T temperature = layer.temperature[0] + layer.temperature[1] * x;
    const T specific = layer.sound_from_pressure ? T(pressure / density) : T(gas * temperature);
    return {density, pressure, temperature, sqrt(constants::air_heat_capacity_ratio * specific)};
}

}  // namespace detail

/// Evaluates one layer. Outside its range the analytic form is continued, so stay close to the edges.
/// Branches on the layer only, never on the height: T may be a pack of lanes. It needs arithmetic with
/// double and, found by argument-dependent lookup, abs, exp, log and sqrt.
template <class T>
[[nodiscard]] inline Air<T> air_in(const AirLayer& layer, GeometricHeight<T> height) {
    switch (layer.kind) {
        case AirLayer::Kind::gradient:
            return detail::air_in_gradient(layer, height);
        case AirLayer::Kind::isothermal:
            return detail::air_in_isothermal(layer, height);
        case AirLayer::Kind::polynomial:
            return detail::air_in_polynomial(layer, height);
        case AirLayer::Kind::exponential:
            return detail::air_in_exponential(layer, height);
        case AirLayer::Kind::vacuum:
            break;
    }
    return {T(0.0), T(0.0), T(0.0), T(layer.sound_m_s)};
}

/// How density and sound change with geometric height, the air at that height being known.
template <class T>
struct AirSlopes {
    T ln_density_1_m, sound_1_s;  ///< d ln(density) / dh, d(speed of sound) / dh
};
template <class T>
[[nodiscard]] inline AirSlopes<T> air_slopes(const AirLayer& layer, GeometricHeight<T> height,
                                             const Air<T>& air) {
    constexpr double gas = constants::air_specific_gas_constant_J_kg_K, r0 = constants::geopotential_radius_m;
    const T shrink = r0 / (r0 + height.m), geopotential_rate = shrink * shrink;  // dH/dh
    const double per_half_width = 1.0 / layer.half_width_m;
    switch (layer.kind) {
        case AirLayer::Kind::gradient: {
            const T ln_temperature = layer.lapse_K_m * gas * air.density / air.pressure * geopotential_rate;
            return {(layer.pressure_slope - 1) * ln_temperature, 0.5 * air.speed_of_sound * ln_temperature};
        }
        case AirLayer::Kind::isothermal:
            return {layer.pressure_slope * geopotential_rate, T(0.0)};
        case AirLayer::Kind::polynomial: {
            const T x = (height.m - layer.centre_m) * per_half_width;
            return {polynomial_slope(layer.ln_density, x) * per_half_width, T(0.0)};
        }
        case AirLayer::Kind::exponential: {
            const T ln_square = layer.sound_from_pressure
                                    ? T((layer.ln_pressure[1] - layer.ln_density[1]) * per_half_width)
                                    : T(layer.temperature[1] * per_half_width / air.temperature);
            return {T(layer.ln_density[1] * per_half_width), 0.5 * air.speed_of_sound * ln_square};
        }
        case AirLayer::Kind::vacuum:
            break;
    }
    return {T(0.0), T(0.0)};
}

/// Evaluates the layer that holds a height: below the first layer the first, above the last a vacuum. On an
/// edge the upper layer answers, but the very top of the air still counts as air. No layers: a vacuum with
/// the speed of sound as at sea level.
[[nodiscard]] Air<double> air_at(const Atmosphere& atmosphere, GeometricHeight<double> height);

/// Puts the vacuum above the last layer, without an upper end: the speed of sound is held as it is at the
/// last layer's top. There is at least one layer.
void append_vacuum(Atmosphere& atmosphere);

/// Speed of sound in air of molecular-scale temperature T_M, m/s: sqrt(gamma R* T_M / M0).
/// Source: US Standard Atmosphere 1976.
[[nodiscard]] double speed_of_sound_m_s(double molecular_temperature_K);

/// An atmosphere as a user tabulates it. Columns are as long as `height_m` or empty; at least two rows;
/// heights ascend strictly, everything else is positive. Given are the density, or temperature and pressure,
/// or more.
struct AtmosphereTable {
    std::vector<double> height_m;  ///< geometric
    std::vector<double> density_kg_m3, temperature_K, pressure_Pa;
};

/// Layers between the rows of a table: ln p and ln density linear in geometric height, temperature linear.
/// The first is continued below the first row; above the last row is a vacuum.
///
/// What the table leaves out is filled in at its rows: density and pressure from each other and the
/// temperature by the perfect gas law with the molar mass at sea level; a temperature from both. Where
/// density stands alone, pressure is the weight of the air above, by hydrostatic balance from the last row
/// down; the temperature of that row is taken from the US Standard Atmosphere 1976 (an estimate, whose error
/// in pressure dies out downward as exp(-depth / 7 km)).
///
/// The speed of sound comes from the temperature where the table gives one, else from p / density; the vacuum
/// holds that of the last row.
[[nodiscard]] Atmosphere table_atmosphere(const AtmosphereTable& table);

}  // namespace apogee
