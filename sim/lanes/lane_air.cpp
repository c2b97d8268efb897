#include "lanes/lane_air.h"

#include <algorithm>
#include <cmath>
#include <span>

// One lane of the baseline instruction set, for its elementary functions.
#define APOGEE_LANES lane_air_fit
#define APOGEE_VECTOR_SIZE 1
#define APOGEE_VECTORS 1
#define APOGEE_ROUNDED_TWICE
#define INLINE inline
#include "lanes/pack.h"

namespace apogee {
namespace {

using Number = lane_air_fit::Pack;

/// Coefficients, lowest power first, of the polynomial through the values at the n Chebyshev extrema of
/// [-1, 1] (from -1 up): nearly the best fit, and through both ends, so that layers join without a jump.
template <int n>
void fit(const double (&values)[n], double (&coefficients)[n]) {
    // Chebyshev coefficients by the discrete cosine transform, then to powers by T(k+1) = 2 x T(k) - T(k-1).
    double before[n] = {}, now[n] = {};
    before[0] = 1;  // T0
    now[1] = 1;     // T1
    for (double& c : coefficients) c = 0;
    for (int k = 0; k < n; ++k) {
        double sum = 0;
        for (int i = 0; i < n; ++i) {
            const double end = i == 0 || i == n - 1 ? 0.5 : 1.0;
            // cos(k arccos x_i) with x_i = -cos(pi i / (n - 1)).
            sum += end * values[i] * elementary::cos(pi * k * (n - 1 - i) / (n - 1));
        }
        const double weight = (k == 0 || k == n - 1 ? 1.0 : 2.0) / (n - 1) * sum;
        for (int j = 0; j < n; ++j) coefficients[j] += weight * before[j];
        double next[n] = {};
        for (int j = 0; j < n; ++j) next[j] = (j > 0 ? 2 * now[j - 1] : 0) - before[j];
        for (int j = 0; j < n; ++j) before[j] = now[j];
        for (int j = 0; j < n; ++j) now[j] = next[j];
    }
}

/// The air at a height within neighbouring cells.
Air<Number> air_among(std::span<const AirCell> cells, double height_m) {
    std::size_t i = 0;
    while (i + 1 < cells.size() && height_m >= cells[i].top_m) ++i;
    return air_in(cells[i].air, GeometricHeight<Number>{height_m});
}

/// Fits a quantity of the air over a layer.
template <int n, class Quantity>
void fit_over(const LaneLayer& layer, std::span<const AirCell> cells, const Quantity& quantity,
              double (&coefficients)[n]) {
    double values[n];
    for (int i = 0; i < n; ++i) {
        const double height = layer.centre_m - layer.half_width_m * elementary::cos(pi * i / (n - 1));
        values[i] = quantity(air_among(cells, height));
    }
    fit(values, coefficients);
}

/// One layer for neighbouring cells.
LaneLayer lane_layer(std::span<const AirCell> cells) {
    const AirCell &first = cells.front(), &last = cells.back();
    LaneLayer layer;
    layer.bottom_m = first.bottom_m;
    layer.top_m = last.top_m;
    layer.vacuum = first.air.kind == AirLayer::Kind::vacuum;
    if (layer.vacuum) {              // where nothing is, nothing blows
        layer.ln_density[0] = -700;  // 1e-304 kg/m^3
        layer.sound_m_s[0] = first.air.sound_m_s;
        return layer;
    }
    layer.wind_base_m = first.wind_base_m;
    layer.east_m_s = first.east_m_s;
    layer.east_slope_1_s = first.east_slope_1_s;
    layer.north_m_s = first.north_m_s;
    layer.north_slope_1_s = first.north_slope_1_s;
    // The lowest cell has no bottom: it is flown down to the lowest ground there is.
    constexpr double lowest_m = -1000;
    const double low = std::max(first.bottom_m, std::min(first.air.bottom_m, lowest_m)), high = last.top_m;
    layer.centre_m = 0.5 * (low + high);
    layer.half_width_m = 0.5 * (high - low);
    const auto over = [&](auto& coefficients, auto quantity) {
        fit_over(layer, cells, quantity, coefficients);
    };
    over(layer.ln_density, [](const Air<Number>& air) { return elementary::log(air.density[0]); });
    over(layer.specific_pressure, [](const Air<Number>& air) { return (air.pressure / air.density)[0]; });
    over(layer.sound_m_s, [](const Air<Number>& air) { return air.speed_of_sound[0]; });
    return layer;
}

double ln_density(const LaneLayer& layer, double height_m) {
    return polynomial(layer.ln_density, layer.scaled(height_m));
}

/// Whether cells are one layer: each edge costs a step. Only in air so thin that its drag changes no flight
/// by more than some metres is a fit within 0.2 % good enough.
bool one_layer(std::span<const AirCell> cells) {
    constexpr double thin_kg_m3 = 1e-5, allowed = 2e-3;
    for (const AirCell& cell : cells)
        if (cell.air.kind != AirLayer::Kind::polynomial || cell.east_slope_1_s != 0 ||
            cell.north_slope_1_s != 0 || cell.east_m_s != cells[0].east_m_s ||
            cell.north_m_s != cells[0].north_m_s)
            return false;
    const double bottom = cells.front().bottom_m, top = cells.back().top_m;
    if (air_among(cells, bottom).density[0] > thin_kg_m3) return false;
    const LaneLayer layer = lane_layer(cells);
    constexpr int samples = 200;
    for (int i = 0; i <= samples; ++i) {
        const double height = bottom + (top - bottom) * i / samples;
        const double exact = elementary::log(air_among(cells, height).density[0]);
        if (std::fabs(ln_density(layer, height) - exact) > allowed) return false;
    }
    return true;
}

}  // namespace

ThinAir thin_air(const std::vector<LaneLayer>& layers) {
    constexpr double ln_2 = 0.693147180559945309417;
    ThinAir thin;
    for (int k = ThinAir::first; k <= ThinAir::last; ++k) {
        // From the top down: the first layer that is not thin all through, and where it becomes so.
        double height = layers.back().vacuum ? layers.back().bottom_m : 0;
        for (std::size_t i = layers.size(); i-- > 0;) {
            const LaneLayer& layer = layers[i];
            if (layer.vacuum) continue;
            double low = layer.centre_m - layer.half_width_m, high = height;
            height = low;
            if (ln_density(layer, low) < -k * ln_2) continue;
            for (int n = 0; n < 40; ++n) {
                const double middle = 0.5 * (low + high);
                (ln_density(layer, middle) < -k * ln_2 ? high : low) = middle;
            }
            height = high;
            break;
        }
        thin.height_m[k - ThinAir::first] = height;
    }
    return thin;
}

namespace {

/// Whether a layer holds what it was fitted to.
bool holds(const LaneLayer& layer, const AirCell& cell) {
    constexpr int samples = 24;
    constexpr double ln_density_error = 1e-9, relative_error = 1e-6;
    for (int i = 0; i <= samples; ++i) {
        const double x = -1 + 2.0 * i / samples, height = layer.centre_m + x * layer.half_width_m;
        const Air<Number> air = air_in(cell.air, GeometricHeight<Number>{height});
        const double specific = (air.pressure / air.density)[0], sound = air.speed_of_sound[0];
        if (std::fabs(polynomial(layer.ln_density, x) - elementary::log(air.density[0])) > ln_density_error ||
            std::fabs(polynomial(layer.specific_pressure, x) / specific - 1) > relative_error ||
            std::fabs(polynomial(layer.sound_m_s, x) / sound - 1) > relative_error)
            return false;
    }
    return true;
}

/// Adds the layers of one cell: as many as it takes to hold it.
void add_layers(const AirCell& cell, std::vector<LaneLayer>& layers) {
    const LaneLayer layer = lane_layer({&cell, 1});
    constexpr double thinnest_m = 1;
    if (layer.vacuum || layer.half_width_m < thinnest_m || holds(layer, cell)) {
        layers.push_back(layer);
        return;
    }
    AirCell lower = cell, upper = cell;
    lower.top_m = upper.bottom_m = layer.centre_m;
    add_layers(lower, layers);
    add_layers(upper, layers);
}

}  // namespace

std::vector<LaneLayer> lane_air(const FlightPlan& plan, Layers kind) {
    std::vector<LaneLayer> layers;
    const std::span<const AirCell> cells = plan.air;
    for (std::size_t first = 0, count = 1; first < cells.size(); first += count, count = 1) {
        while (kind == Layers::joined && first + count < cells.size() &&
               one_layer(cells.subspan(first, count + 1)))
            ++count;
        if (count == 1)
            add_layers(cells[first], layers);
        else
            layers.push_back(lane_layer(cells.subspan(first, count)));
    }
    return layers;
}

}  // namespace apogee
