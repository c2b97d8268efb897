#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "physics/atmosphere.h"
#include "physics/constants.h"
#include "physics/us1976.h"

using namespace apogee;

namespace {

using Height = GeometricHeight<double>;

// Geometric and geopotential heights must not pass for each other, nor for bare numbers.
static_assert(!std::is_convertible_v<GeopotentialHeight<double>, GeometricHeight<double>>);
static_assert(!std::is_convertible_v<GeometricHeight<double>, GeopotentialHeight<double>>);
static_assert(!std::is_convertible_v<double, GeometricHeight<double>>);
static_assert(!std::is_invocable_v<decltype(air_at), const Atmosphere&, GeopotentialHeight<double>>);

double relative(double value, double reference) {
    return std::abs(value / reference - 1);
}

struct Row {
    double height_m, temperature_K, pressure_Pa, density_kg_m3, sound_m_s;
};

/// Rows of the reference table; the speed of sound is 0 where it gives none.
std::vector<Row> reference_rows() {
    std::ifstream file(std::string(APOGEE_TEST_DATA) + "/us1976.csv");
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#' || line[0] == 'z') continue;
        Row row{};
        char comma = 0;
        std::istringstream fields(line);
        fields >> row.height_m >> comma >> row.temperature_K >> comma >> row.pressure_Pa >> comma >>
            row.density_kg_m3 >> comma;
        if (!(fields >> row.sound_m_s)) row.sound_m_s = 0;
        rows.push_back(row);
    }
    return rows;
}

/// The atmosphere below 86 km a second time, in long double and from the other end: hydrostatic balance
/// d(ln p) = -g M / (R T) dz over geometric height, by Simpson's rule, instead of powers of geopotential
/// height.
class Hydrostatic {
  public:
    /// Heights must not descend from call to call.
    void advance(long double z) {
        while (z_ < z) {
            // Stops at the layer edges: there the integrand has a kink.
            long double end = std::min(z, z_ + 50);
            for (long double edge : edges_km) {
                const long double edge_m = 1000 * edge * r0 / (r0 - 1000 * edge);
                if (edge_m > z_ * (1 + 1e-15L) && edge_m < end) end = edge_m;
            }
            const long double h = end - z_;
            ln_p_ -= h / 6 * (weight(z_) + 4 * weight(z_ + h / 2) + weight(end));
            z_ = end;
        }
    }
    long double pressure() const { return std::exp(ln_p_); }
    static long double molecular_temperature(long double z) {
        const long double km = r0 * z / (r0 + z) / 1000;
        long double t = 288.15L;
        for (int i = 0; i < 7; ++i) {
            const long double top = i < 6 ? std::min(km, edges_km[i]) : km;
            const long double bottom = i == 0 ? 0 : edges_km[i - 1];
            if (i == 0 || km > bottom) t += rates[i] * (top - bottom);
        }
        return t;
    }

  private:
    static constexpr long double r0 = 6356766;
    static constexpr long double edges_km[] = {11, 20, 32, 47, 51, 71};
    static constexpr long double rates[] = {-6.5L, 0, 1, 2.8L, 0, -2.8L, -2};  // K/km
    static long double weight(long double z) {
        const long double ratio = r0 / (r0 + z);
        constexpr long double g0 = constants::standard_gravity_m_s2;
        return g0 * ratio * ratio * 28.9644L / (8314.32L * molecular_temperature(z));
    }
    long double z_ = 0, ln_p_ = std::log(101325.0L);
};

/// Two heights at once: what a pack of lanes must offer, and nothing more. No comparison: a branch on the
/// height would not compile.
struct Pair {
    double a, b;
    Pair(double both) : a(both), b(both) {}  // NOLINT: as a lane pack converts
    Pair(double first, double second) : a(first), b(second) {}
    Pair& operator+=(const Pair& o) { return *this = {a + o.a, b + o.b}; }
    friend Pair operator+(const Pair& x, const Pair& y) { return {x.a + y.a, x.b + y.b}; }
    friend Pair operator-(const Pair& x, const Pair& y) { return {x.a - y.a, x.b - y.b}; }
    friend Pair operator*(const Pair& x, const Pair& y) { return {x.a * y.a, x.b * y.b}; }
    friend Pair operator/(const Pair& x, const Pair& y) { return {x.a / y.a, x.b / y.b}; }
    friend Pair abs(const Pair& x) { return {std::abs(x.a), std::abs(x.b)}; }
    friend Pair exp(const Pair& x) { return {std::exp(x.a), std::exp(x.b)}; }
    friend Pair log(const Pair& x) { return {std::log(x.a), std::log(x.b)}; }
    friend Pair sqrt(const Pair& x) { return {std::sqrt(x.a), std::sqrt(x.b)}; }
};

}  // namespace

TEST_CASE("US 1976 below 86 km equals the table and an independent integration") {
    Hydrostatic other;
    int rows = 0;
    for (const Row& row : reference_rows()) {
        if (row.height_m >= 86000) break;
        ++rows;
        INFO("height " << row.height_m);
        const Air<double> air = air_at(us1976(), Height{row.height_m});
        // 7 printed digits: rounding alone is up to 5e-7 of a value that begins with 1.
        CHECK(relative(air.temperature, row.temperature_K) < 1e-6);
        CHECK(relative(air.pressure, row.pressure_Pa) < 1e-6);
        CHECK(relative(air.density, row.density_kg_m3) < 1e-6);
        CHECK(relative(air.speed_of_sound, row.sound_m_s) < 1e-6);
        other.advance(row.height_m);
        const long double t = Hydrostatic::molecular_temperature(row.height_m);
        const auto p = static_cast<double>(other.pressure());
        const auto rho = static_cast<double>(other.pressure() * 28.9644L / (8314.32L * t));
        // Simpson's rule over 50 m: below 1e-12; the closed form rounds at 1e-13.
        CHECK(relative(air.pressure, p) < 1e-11);
        CHECK(relative(air.density, rho) < 1e-11);
        CHECK(relative(air.speed_of_sound, static_cast<double>(std::sqrt(1.4L * 8314.32L * t / 28.9644L))) <
              1e-12);
        if (row.height_m <= 80000) CHECK(relative(air.temperature, static_cast<double>(t)) < 1e-12);
    }
    CHECK(rows == 97);
}

TEST_CASE("US 1976 gives the kinetic temperature where the air thins out, 80 to 86 km") {
    // M / M0 of the report's table 8 at its nodes and half way between two.
    const auto ratio = [](double height_m) {
        const auto t = static_cast<double>(Hydrostatic::molecular_temperature(height_m));
        return air_at(us1976(), Height{height_m}).temperature / t;
    };
    CHECK(ratio(75000) == Approx(1).margin(1e-12));
    CHECK(ratio(80000) == Approx(1).margin(1e-12));
    CHECK(ratio(82500) == Approx(0.999909).margin(1e-10));
    CHECK(ratio(84750) == Approx((0.999741 + 0.999694) / 2).margin(1e-10));
    CHECK(ratio(85500) == Approx(0.999641).margin(1e-10));
    CHECK(ratio(std::nextafter(86000.0, 0.0)) == Approx(0.999579).margin(1e-8));
}

TEST_CASE("US 1976 above 86 km follows the report") {
    int rows = 0;
    for (const Row& row : reference_rows()) {
        if (row.height_m < 86000) continue;
        ++rows;
        INFO("height " << row.height_m);
        const Air<double> air = air_at(us1976(), Height{row.height_m});
        // The table is good to 2e-4 in density, the polynomials to 5e-5 (they were seen to agree within
        // 5e-5).
        CHECK(relative(air.density, row.density_kg_m3) < 1e-4);
        CHECK(relative(air.pressure, row.pressure_Pa) < 1e-4);
        CHECK(relative(air.temperature, row.temperature_K) < 1e-4);
    }
    CHECK(rows == 75);
    // Figures as printed in the report's own tables (5 and 4 digits): a second witness, not our integration.
    struct Printed {
        double height_m, pressure_Pa, density_kg_m3;
    };
    for (const Printed& printed :
         {Printed{100e3, 3.2011e-2, 5.604e-7}, Printed{200e3, 8.4736e-5, 2.541e-10},
          Printed{500e3, 3.0236e-7, 5.215e-13}, Printed{1000e3, 7.5138e-9, 3.561e-15}}) {
        INFO("height " << printed.height_m);
        const Air<double> air = air_at(us1976(), Height{printed.height_m});
        CHECK(relative(air.pressure, printed.pressure_Pa) < 1e-4);
        CHECK(relative(air.density, printed.density_kg_m3) < 3e-4);
    }
}

TEST_CASE("US 1976 has no gaps and no steps") {
    const Atmosphere& atmosphere = us1976();
    REQUIRE(atmosphere.size() == 14);
    CHECK(atmosphere.front().bottom_m == -5000);
    CHECK(atmosphere[0].top_m == Approx(11019.07).margin(0.01));  // 11 km of geopotential height
    CHECK(atmosphere[6].top_m == 86000);
    CHECK(atmosphere[12].top_m == 1e6);
    for (std::size_t i = 0; i + 2 < atmosphere.size(); ++i) {
        const AirLayer &below = atmosphere[i], &above = atmosphere[i + 1];
        INFO("edge " << below.top_m);
        REQUIRE(below.top_m == above.bottom_m);
        const Air<double> a = air_in(below, Height{below.top_m}), b = air_in(above, Height{below.top_m});
        // At 86 km the report's own halves differ, by 1.1e-5 in pressure.
        const bool seam = below.top_m == 86000;
        CHECK(relative(a.density, b.density) < (seam ? 1e-5 : 1e-11));
        CHECK(relative(a.pressure, b.pressure) < (seam ? 1.2e-5 : 1e-11));
        CHECK(relative(a.temperature, b.temperature) < (seam ? 1e-6 : 1e-11));
        CHECK(relative(a.speed_of_sound, b.speed_of_sound) < 1e-14);
    }
}

TEST_CASE("US 1976 beyond its ends") {
    const double held = std::sqrt(1.4 * 8314.32 / 28.9644 * 186.9459);  // T_M at 86 km
    for (double height : {90e3, 150e3, 999e3, 1000.1e3, 40000e3})
        CHECK(air_at(us1976(), Height{height}).speed_of_sound == Approx(held).epsilon(1e-6));
    for (double height : {std::nextafter(1e6, 2e6), 5e6}) {
        const Air<double> air = air_at(us1976(), Height{height});
        CHECK(air.density == 0);
        CHECK(air.pressure == 0);
    }
    CHECK(air_at(us1976(), Height{1e6}).density > 0);
    // The report's table: 1.7776e5 Pa, 1.9311 kg/m^3 and 320.676 K at -5 km.
    const Air<double> deep = air_at(us1976(), Height{-5000});
    CHECK(deep.pressure == Approx(1.7776e5).epsilon(5e-5));
    CHECK(deep.density == Approx(1.9311).epsilon(5e-5));
    CHECK(deep.temperature == Approx(320.676).epsilon(2e-6));
    CHECK(air_at(us1976(), Height{-6000}).density > deep.density);
}

TEST_CASE("Geometric and geopotential height convert both ways") {
    CHECK(to_geopotential(Height{86000}).m == Approx(84852.05).margin(0.01));
    CHECK(to_geometric(GeopotentialHeight<double>{71000}).m == Approx(71801.97).margin(0.01));
    for (double z : {-5000.0, 0.0, 12345.0, 86000.0})
        CHECK(to_geometric(to_geopotential(Height{z})).m == Approx(z).margin(1e-9));
}

TEST_CASE("No atmosphere is a vacuum with a speed of sound") {
    const Air<double> air = air_at({}, Height{0});
    CHECK(air.density == 0);
    CHECK(air.pressure == 0);
    CHECK(air.speed_of_sound == Approx(340.294));
}

TEST_CASE("A table of temperature and pressure") {
    const AtmosphereTable table{{0, 1000, 3000}, {}, {300, 290, 280}, {1e5, 9e4, 7e4}};
    const Atmosphere atmosphere = table_atmosphere(table);
    REQUIRE(atmosphere.size() == 4);  // below the first row, two between rows, a vacuum
    const double gas = 8314.32 / 28.9644;
    for (std::size_t i = 0; i < 3; ++i) {
        const Air<double> air = air_at(atmosphere, Height{table.height_m[i]});
        CHECK(air.pressure == Approx(table.pressure_Pa[i]).epsilon(1e-13));
        CHECK(air.temperature == Approx(table.temperature_K[i]).epsilon(1e-13));
        CHECK(air.density == Approx(table.pressure_Pa[i] / (gas * table.temperature_K[i])).epsilon(1e-13));
        CHECK(air.speed_of_sound == Approx(std::sqrt(1.4 * gas * table.temperature_K[i])).epsilon(1e-13));
    }
    const Air<double> quarter = air_at(atmosphere, Height{1500});
    CHECK(quarter.temperature == Approx(287.5));
    CHECK(quarter.pressure == Approx(std::pow(9e4, 0.75) * std::pow(7e4, 0.25)).epsilon(1e-13));
    const double rho_1 = 9e4 / (gas * 290), rho_3 = 7e4 / (gas * 280);
    CHECK(quarter.density == Approx(std::pow(rho_1, 0.75) * std::pow(rho_3, 0.25)).epsilon(1e-13));
    CHECK(air_at(atmosphere, Height{-500}).pressure == Approx(1e5 * std::sqrt(1 / 0.9)).epsilon(1e-13));
    CHECK(air_at(atmosphere, Height{-500}).temperature == Approx(300));
    CHECK(air_at(atmosphere, Height{3001}).density == 0);
    CHECK(air_at(atmosphere, Height{3001}).speed_of_sound == Approx(std::sqrt(1.4 * gas * 280)));
}

TEST_CASE("A table that states density keeps it, with any other columns") {
    const double gas = 8314.32 / 28.9644;
    SECTION("with temperature: pressure by the gas law") {
        const auto atmosphere = table_atmosphere({{0, 10e3}, {1.2, 0.4}, {288, 223}, {}});
        CHECK(air_at(atmosphere, Height{0}).density == Approx(1.2));
        CHECK(air_at(atmosphere, Height{10e3}).pressure == Approx(0.4 * gas * 223));
        CHECK(air_at(atmosphere, Height{5e3}).density == Approx(std::sqrt(1.2 * 0.4)));
    }
    SECTION("with pressure: sound from p / density") {
        const auto atmosphere = table_atmosphere({{0, 10e3}, {1.2, 0.4}, {}, {1e5, 2.6e4}});
        CHECK(air_at(atmosphere, Height{0}).speed_of_sound == Approx(std::sqrt(1.4 * 1e5 / 1.2)));
        CHECK(air_at(atmosphere, Height{0}).temperature == Approx(1e5 / (gas * 1.2)));
        const Air<double> air = air_at(atmosphere, Height{5e3});
        CHECK(air.speed_of_sound == Approx(std::sqrt(1.4 * air.pressure / air.density)));
    }
    SECTION("all three, which need not agree: each is taken as it stands") {
        const auto atmosphere = table_atmosphere({{0, 10e3}, {1.2, 0.4}, {250, 200}, {1e5, 2.6e4}});
        const Air<double> air = air_at(atmosphere, Height{10e3});
        CHECK(air.density == Approx(0.4));
        CHECK(air.pressure == Approx(2.6e4));
        CHECK(air.temperature == Approx(200));
        CHECK(air.speed_of_sound == Approx(std::sqrt(1.4 * gas * 200)));
    }
}

TEST_CASE("A table of density alone carries the weight of the air above") {
    AtmosphereTable table;
    for (double z = 0; z <= 60e3; z += 1000) {
        table.height_m.push_back(z);
        table.density_kg_m3.push_back(air_at(us1976(), Height{z}).density);
    }
    const Atmosphere atmosphere = table_atmosphere(table);
    for (double z = 0; z <= 60e3; z += 1000) {
        INFO("height " << z);
        const Air<double> ours = air_at(atmosphere, Height{z}), standard = air_at(us1976(), Height{z});
        CHECK(relative(ours.density, standard.density) < 1e-12);
        // Density is not quite exponential inside a kilometre: (1 km / 7 km)^2 / 12 times the change of its
        // slope.
        CHECK(relative(ours.pressure, standard.pressure) < 5e-4);
        CHECK(relative(ours.speed_of_sound, standard.speed_of_sound) < 3e-4);
    }
    SECTION("a uniform density has a pressure too") {
        const auto uniform = table_atmosphere({{0, 1000}, {1.0, 1.0}, {}, {}});
        const double difference =
            air_at(uniform, Height{0}).pressure - air_at(uniform, Height{1000}).pressure;
        CHECK(difference == Approx(9806.65 * 6356766 / 6357766));
    }
}

TEST_CASE("Lanes get what single heights get, bit for bit") {
    Atmosphere layers = us1976();
    layers.insert(layers.end() - 1, table_atmosphere({{0, 1000}, {1.2, 1.1}, {288, 282}, {}}).front());
    for (const AirLayer& layer : layers) {
        INFO("from " << layer.bottom_m);
        const double top = std::min(layer.top_m, layer.bottom_m + 900e3);
        const double low = layer.bottom_m + 0.3 * (top - layer.bottom_m), high = 0.8 * top + 0.2 * low;
        const Air<Pair> both = air_in(layer, GeometricHeight<Pair>{{low, high}});
        const Air<double> first = air_in(layer, Height{low}), second = air_in(layer, Height{high});
        CHECK((both.density.a == first.density && both.density.b == second.density));
        CHECK((both.pressure.a == first.pressure && both.pressure.b == second.pressure));
        CHECK((both.temperature.a == first.temperature && both.temperature.b == second.temperature));
        CHECK((both.speed_of_sound.a == first.speed_of_sound &&
               both.speed_of_sound.b == second.speed_of_sound));
    }
}
