#include "physics/us1976.h"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "physics/constants.h"
#include "physics/elementary.h"

/// The polynomials above 86 km are fitted when first asked for, not shipped as coefficients: so the only
/// numbers in this file are the report's own, and the integration costs less than reading a scenario. Through
/// `elementary`, so that they are the same bits on every machine.
namespace apogee {
namespace {

using constants::air_molar_mass_kg_kmol;
using constants::gas_constant_J_kmol_K;
using constants::geopotential_radius_m;
using constants::standard_gravity_m_s2;

constexpr double lowest_m = -5000, closed_form_top_m = 86000, top_m = 1e6;

// ---- Below 86 km: layers of constant dT_M/dH (report, table 4) ----

struct LapseRate {
    double base_geopotential_m, lapse_K_m;
};
constexpr std::array<LapseRate, 7> lapse_rates{{{0, -0.0065},
                                                {11000, 0},
                                                {20000, 0.0010},
                                                {32000, 0.0028},
                                                {47000, 0},
                                                {51000, -0.0028},
                                                {71000, -0.0020}}};

void append_closed_form_layers(Atmosphere& atmosphere) {
    const double k = standard_gravity_m_s2 * air_molar_mass_kg_kmol / gas_constant_J_kmol_K;  // K/m
    double temperature = constants::sea_level_temperature_K;
    double ln_pressure = elementary::log(constants::sea_level_pressure_Pa);
    double bottom = lowest_m;
    for (std::size_t i = 0; i < lapse_rates.size(); ++i) {
        const bool last = i + 1 == lapse_rates.size();
        AirLayer layer;
        layer.base_geopotential_m = lapse_rates[i].base_geopotential_m;
        layer.base_temperature_K = temperature;
        layer.lapse_K_m = lapse_rates[i].lapse_K_m;
        layer.bottom_m = bottom;
        const double next_base = last ? to_geopotential(GeometricHeight<double>{closed_form_top_m}).m
                                      : lapse_rates[i + 1].base_geopotential_m;
        layer.top_m = last ? closed_form_top_m : to_geometric(GeopotentialHeight<double>{next_base}).m;
        layer.thins = last;
        const double depth = next_base - layer.base_geopotential_m;
        if (layer.lapse_K_m == 0) {
            layer.kind = AirLayer::Kind::isothermal;
            layer.pressure_slope = -k / temperature;
            layer.ln_pressure_offset = ln_pressure;
            layer.sound_m_s = speed_of_sound_m_s(temperature);
            ln_pressure += layer.pressure_slope * depth;
        } else {
            layer.kind = AirLayer::Kind::gradient;
            layer.pressure_slope = -k / layer.lapse_K_m;
            layer.ln_pressure_offset = ln_pressure - layer.pressure_slope * elementary::log(temperature);
            temperature += layer.lapse_K_m * depth;
            ln_pressure = layer.ln_pressure_offset + layer.pressure_slope * elementary::log(temperature);
        }
        bottom = layer.top_m;
        atmosphere.push_back(layer);
    }
}

// ---- Above 86 km: the report's section 1.3 ----

constexpr double boltzmann_J_K = 1.380622e-23;     // table 2
constexpr double avogadro_per_kmol = 6.022169e26;  // table 2
constexpr double temperature_86_K = 186.8673;      // T7
constexpr double temperature_500_K = 999.2356;     // T11
constexpr double hydrogen_from_m = 150e3, flux_top_m = 500e3;
constexpr double hydrogen_500_m3 = 8.0e10;     // n(H) at 500 km
constexpr double hydrogen_flux_m2_s = 7.2e11;  // upward flux phi

enum Gas { N2, O, O2, Ar, He, H, gases };

/// Molar mass (table 3), number density at 86 km (appendix A), molecular diffusion D = a / n (T / 273.15)^b
/// (eq. 8) with the thermal diffusion factor alpha (table 6), transport terms Q, U, W of eq. 37 (table 7).
struct GasData {
    double molar_mass_kg_kmol, at_86_km_m3;
    double a_m_s, b, alpha;
    double q_km3, u_km, w_km3;
};
constexpr std::array<GasData, gases> gas_data{{
    {28.0134, 1.129794e20, 0, 0, 0, 0, 0, 0},
    {15.9994, 8.6e16, 6.986e20, 0.750, 0, -5.809644e-4, 56.90311, 2.706240e-5},
    {31.9988, 3.030898e19, 4.863e20, 0.750, 0, 1.366212e-4, 86.000, 8.333333e-5},
    {39.948, 1.351400e18, 4.487e20, 0.870, 0, 9.434079e-5, 86.000, 8.333333e-5},
    {4.0026, 7.5817e14, 1.700e21, 0.691, -0.40, -2.457369e-4, 86.000, 6.666667e-4},
    {1.00797, 0, 3.305e21, 0.500, -0.25, 0, 0, 0},
}};
/// Atomic oxygen has a second transport term, q, u, w, below 97 km only (table 7).
constexpr double oxygen_q_km3 = -3.416248e-3, oxygen_u_km = 97.0, oxygen_w_km3 = 5.008765e-4;

struct Temperature {
    double K, gradient_K_m;
};

/// Kinetic temperature: eqs 25, 27, 29 and 31.
Temperature temperature_at(double z) {
    if (z <= 91e3) return {temperature_86_K, 0};
    if (z <= 110e3) {
        constexpr double centre = 263.1905, amplitude = -76.3232, half_axis = -19942.9;
        const double u = (z - 91e3) / half_axis, root = std::sqrt(1 - u * u);
        return {centre + amplitude * root, -amplitude / half_axis * u / root};
    }
    if (z <= 120e3) return {240.0 + 0.012 * (z - 110e3), 0.012};
    constexpr double limit = 1000.0, at_120 = 360.0, lambda_per_m = 0.01875e-3;
    const double r = geopotential_radius_m, stretch = (r + 120e3) / (r + z);
    const double deficit = (limit - at_120) * elementary::exp(-lambda_per_m * (z - 120e3) * stretch);
    return {limit - deficit, lambda_per_m * stretch * stretch * deficit};
}

double gravity(double z) {
    const double ratio = geopotential_radius_m / (geopotential_radius_m + z);
    return standard_gravity_m_s2 * ratio * ratio;
}

/// Eddy diffusion coefficient, m^2/s (eqs 7). All its derivatives vanish at 115 km.
double eddy_diffusion(double z) {
    if (z >= 115e3) return 0;
    const double d = z > 95e3 ? (z - 95e3) * 1e-3 : 0;
    return 120.0 * elementary::exp(1 - 400 / (400 - d * d));
}

/// Vertical transport term v / (D + K) per metre, eq. 37. The report drops it above 150 km; it is nil there.
double transport(Gas gas, double z) {
    const double km = z * 1e-3;
    const GasData& data = gas_data[gas];
    const double above = km - data.u_km, below = oxygen_u_km - km;
    double term = data.q_km3 * above * above * elementary::exp(-data.w_km3 * above * above * above);
    if (gas == O && below > 0)
        term += oxygen_q_km3 * below * below * elementary::exp(-oxygen_w_km3 * below * below * below);
    return term * 1e-3;
}

/// Integrals over height: from 86 km of eqs 36 and 37 (for N2, of M g / R* T); from 150 km for hydrogen.
struct Integrals {
    std::array<double, gases> exponent{};  // hydrogen: tau of eq. 40
    double hydrogen_flux = 0;              // integral of eq. 39, exp(tau) counted from 150 km

    Integrals plus(double step, const Integrals& slope) const {
        Integrals sum = *this;
        for (std::size_t i = 0; i < gases; ++i) sum.exponent[i] += step * slope.exponent[i];
        sum.hydrogen_flux += step * slope.hydrogen_flux;
        return sum;
    }
};

/// All but hydrogen: n = n_86 T_86 / T exp(-exponent).
std::array<double, gases> number_densities(const Integrals& integrals, double temperature) {
    std::array<double, gases> n{};
    for (std::size_t i = 0; i < H; ++i)
        n[i] = gas_data[i].at_86_km_m3 * (temperature_86_K / temperature) *
               elementary::exp(-integrals.exponent[i]);
    return n;
}

double diffusion(Gas gas, double background_m3, double temperature) {
    return gas_data[gas].a_m_s / background_m3 * elementary::pow(temperature / 273.15, gas_data[gas].b);
}

/// Molecular and eddy diffusion together, eq. 36: the slopes that a species' own weight alone and
/// stirring alone would give, weighted with the two coefficients.
double diffusive_slope(Gas gas, double eddy, double background_m3, double stirred_molar_mass,
                       double gravity_m_s2, const Temperature& temperature) {
    const GasData& data = gas_data[gas];
    const double own = data.molar_mass_kg_kmol +
                       data.alpha * gas_constant_J_kmol_K / gravity_m_s2 * temperature.gradient_K_m;
    double mass = own;
    if (eddy > 0) {
        const double molecular = diffusion(gas, background_m3, temperature.K);
        mass = (molecular * own + eddy * stirred_molar_mass) / (molecular + eddy);
    }
    return gravity_m_s2 / (gas_constant_J_kmol_K * temperature.K) * mass;
}

/// Integrands of eqs 36 to 40. The mean molar mass jumps at 100 km, so the caller says on which side of it
/// the step lies: M0 in `mixed_air`; above, that of the gases a species diffuses through, which are N2 for O
/// and O2, and N2, O and O2 for argon and helium.
Integrals slopes(double z, const Integrals& integrals, bool mixed_air) {
    const Temperature temperature = temperature_at(z);
    const double g = gravity(z), eddy = eddy_diffusion(z);
    const auto n = number_densities(integrals, temperature.K);
    const auto molar_mass = [](Gas gas) { return gas_data[gas].molar_mass_kg_kmol; };
    const double mixture = n[N2] + n[O] + n[O2];
    const double mixture_mass = n[N2] * molar_mass(N2) + n[O] * molar_mass(O) + n[O2] * molar_mass(O2);
    const double oxygen_air = mixed_air ? air_molar_mass_kg_kmol : molar_mass(N2);
    const double argon_air = mixed_air ? air_molar_mass_kg_kmol : mixture_mass / mixture;
    const double per_mass = g / (gas_constant_J_kmol_K * temperature.K);
    Integrals slope;
    slope.exponent[N2] = per_mass * oxygen_air;
    for (Gas gas : {O, O2})
        slope.exponent[gas] =
            diffusive_slope(gas, eddy, n[N2], oxygen_air, g, temperature) + transport(gas, z);
    for (Gas gas : {Ar, He})
        slope.exponent[gas] =
            diffusive_slope(gas, eddy, mixture, argon_air, g, temperature) + transport(gas, z);
    if (z >= hydrogen_from_m) {
        slope.exponent[H] = per_mass * molar_mass(H);
        slope.hydrogen_flux = hydrogen_flux_m2_s / diffusion(H, mixture + n[Ar] + n[He], temperature.K) *
                              elementary::pow(temperature.K / temperature_500_K, 1 + gas_data[H].alpha) *
                              elementary::exp(integrals.exponent[H]);
    }
    return slope;
}

/// Classical Runge-Kutta steps of at most `longest_step` from one height to another; no kink in between.
Integrals integrate(Integrals y, double from, double to) {
    // The ellipse of eq. 27 is steepest just below 110 km and asks for the short steps.
    const double longest_step = from < 120e3 ? 250 : from < 150e3 ? 1000 : 5000;
    const bool mixed_air = from < 100e3;
    const int steps = static_cast<int>(std::ceil((to - from) / longest_step));
    const double h = (to - from) / steps;
    for (int i = 0; i < steps; ++i) {
        const double z = from + i * h;
        const Integrals k1 = slopes(z, y, mixed_air);
        const Integrals k2 = slopes(z + h / 2, y.plus(h / 2, k1), mixed_air);
        const Integrals k3 = slopes(z + h / 2, y.plus(h / 2, k2), mixed_air);
        const Integrals k4 = slopes(z + h, y.plus(h, k3), mixed_air);
        y = y.plus(h / 6, k1).plus(h / 3, k2).plus(h / 3, k3).plus(h / 6, k4);
    }
    return y;
}

struct AirSample {
    double height_m, ln_density, specific_pressure, temperature;
};

/// Density, p / density and T at ascending heights from 86 km up to 1000 km.
std::vector<AirSample> thermosphere(const std::vector<double>& heights) {
    std::vector<double> stops = heights;
    for (double kink : {91e3, 95e3, 97e3, 100e3, 110e3, 115e3, 120e3, hydrogen_from_m, flux_top_m})
        stops.push_back(kink);
    std::sort(stops.begin(), stops.end());
    std::vector<Integrals> at_heights;
    Integrals integrals, at_500;
    double z = closed_form_top_m;
    std::size_t next = 0;
    for (double stop : stops) {
        if (stop > z) integrals = integrate(integrals, z, stop);
        z = stop;
        if (z == flux_top_m) at_500 = integrals;
        for (; next < heights.size() && heights[next] == z; ++next) at_heights.push_back(integrals);
    }
    std::vector<AirSample> samples;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const double temperature = temperature_at(heights[i]).K;
        auto n = number_densities(at_heights[i], temperature);
        if (heights[i] >= hydrogen_from_m) {
            // Eq. 39 with its integrals from 500 km; above it hydrogen is in diffusive equilibrium.
            const double flux = std::max(0.0, at_500.hydrogen_flux - at_heights[i].hydrogen_flux);
            const double tau = at_heights[i].exponent[H] - at_500.exponent[H];
            n[H] = (hydrogen_500_m3 + flux * elementary::exp(-at_500.exponent[H])) *
                   elementary::pow(temperature_500_K / temperature, 1 + gas_data[H].alpha) *
                   elementary::exp(-tau);
        }
        double number = 0, density = 0;
        for (std::size_t gas = 0; gas < gases; ++gas) {
            number += n[gas];
            density += n[gas] * gas_data[gas].molar_mass_kg_kmol / avogadro_per_kmol;
        }
        samples.push_back({heights[i], elementary::log(density),
                           number * boltzmann_J_K * temperature / density, temperature});
    }
    return samples;
}

/// Ranges of one polynomial each. The edges at 100, 110 and 120 km are the report's own kinks. The weaker
/// ones are smoothed over: the second derivative of T at 91 km at a cost of 5e-5, the advent of hydrogen at
/// 150 km at 5e-6. An edge there would cost every flight a step and gain nothing that can be measured.
constexpr std::array<double, 7> range_edges_m{closed_form_top_m, 100e3, 110e3, 120e3, 200e3, 550e3, top_m};

/// Polynomials through the Chebyshev extrema of every range: nearly the best fit, and through both ends, so
/// that neighbours join without a jump.
void append_thermosphere_layers(Atmosphere& atmosphere, double sound_m_s) {
    constexpr int n = AirLayer::terms;
    Eigen::Matrix<double, n, n> powers;
    std::array<double, n> x{};
    for (int i = 0; i < n; ++i) {
        x[i] = -elementary::cos(pi * i / (n - 1));
        powers(i, 0) = 1;
        for (int j = 1; j < n; ++j) powers(i, j) = powers(i, j - 1) * x[i];
    }
    const Eigen::PartialPivLU<Eigen::Matrix<double, n, n>> solver(powers);
    std::vector<double> heights;
    for (std::size_t range = 0; range + 1 < range_edges_m.size(); ++range)
        for (int i = 0; i < n; ++i) {
            const double low = range_edges_m[range], high = range_edges_m[range + 1];
            heights.push_back(i == 0 ? low : i + 1 == n ? high : (low + high) / 2 + (high - low) / 2 * x[i]);
        }
    const std::vector<AirSample> samples = thermosphere(heights);
    for (std::size_t range = 0; range + 1 < range_edges_m.size(); ++range) {
        AirLayer layer;
        layer.kind = AirLayer::Kind::polynomial;
        layer.bottom_m = range_edges_m[range];
        layer.top_m = range_edges_m[range + 1];
        layer.centre_m = (layer.bottom_m + layer.top_m) / 2;
        layer.half_width_m = (layer.top_m - layer.bottom_m) / 2;
        layer.sound_m_s = sound_m_s;
        const auto fit = [&](double AirSample::*quantity, double(&coefficients)[n]) {
            Eigen::Matrix<double, n, 1> values;
            for (int i = 0; i < n; ++i)
                values(i) = samples[range * n + static_cast<std::size_t>(i)].*quantity;
            const Eigen::Matrix<double, n, 1> solution = solver.solve(values);
            std::copy(solution.begin(), solution.end(), coefficients);
        };
        fit(&AirSample::ln_density, layer.ln_density);
        fit(&AirSample::specific_pressure, layer.specific_pressure);
        fit(&AirSample::temperature, layer.temperature);
        atmosphere.push_back(layer);
    }
}

Atmosphere build() {
    Atmosphere atmosphere;
    append_closed_form_layers(atmosphere);
    const double sound = air_in(atmosphere.back(), GeometricHeight<double>{closed_form_top_m}).speed_of_sound;
    append_thermosphere_layers(atmosphere, sound);
    append_vacuum(atmosphere);
    return atmosphere;
}

}  // namespace

const Atmosphere& us1976() {
    static const Atmosphere atmosphere = build();
    return atmosphere;
}

}  // namespace apogee
