#include "batch/lane_air.h"

#include <algorithm>
#include <cmath>

// One lane of the baseline instruction set, for its elementary functions.
#define APOGEE_LANES lane_air_fit
#define APOGEE_VECTOR_SIZE 1
#define APOGEE_VECTORS 1
#define INLINE inline
#include "batch/pack.h"

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

/// Fits a quantity of the air over a layer.
template <int n, class Quantity>
void fit_over(const LaneLayer& layer, const AirLayer& air, const Quantity& quantity,
              double (&coefficients)[n]) {
    double values[n];
    for (int i = 0; i < n; ++i) {
        const double x = -elementary::cos(pi * i / (n - 1));
        values[i] = quantity(air_in(air, GeometricHeight<Number>{layer.centre_m + layer.half_width_m * x}));
    }
    fit(values, coefficients);
}

LaneLayer lane_layer(const AirCell& cell) {
    LaneLayer layer;
    layer.bottom_m = cell.bottom_m;
    layer.top_m = cell.top_m;
    layer.wind_base_m = cell.wind_base_m;
    layer.east_m_s = cell.east_m_s;
    layer.east_slope_1_s = cell.east_slope_1_s;
    layer.north_m_s = cell.north_m_s;
    layer.north_slope_1_s = cell.north_slope_1_s;
    layer.vacuum = cell.air.kind == AirLayer::Kind::vacuum;
    if (layer.vacuum) {
        layer.ln_density[0] = -700;  // 1e-304 kg/m^3
        layer.sound_m_s[0] = cell.air.sound_m_s;
        return layer;
    }
    const double low = std::max(cell.bottom_m, cell.air.bottom_m),
                 high = std::min(cell.top_m, cell.air.top_m);
    layer.centre_m = 0.5 * (low + high);
    layer.half_width_m = 0.5 * (high - low);
    const auto over = [&](auto& coefficients, auto quantity) {
        fit_over(layer, cell.air, quantity, coefficients);
    };
    over(layer.ln_density, [](const Air<Number>& air) { return elementary::log(air.density[0]); });
    over(layer.specific_pressure, [](const Air<Number>& air) { return (air.pressure / air.density)[0]; });
    over(layer.sound_m_s, [](const Air<Number>& air) { return air.speed_of_sound[0]; });
    return layer;
}

double ln_density(const LaneLayer& layer, double height_m) {
    const double x = (height_m - layer.centre_m) / layer.half_width_m;
    double sum = 0;
    for (int i = LaneLayer::terms - 1; i >= 0; --i) sum = sum * x + layer.ln_density[i];
    return sum;
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

std::vector<LaneLayer> lane_air(const FlightPlan& plan) {
    std::vector<LaneLayer> layers;
    for (const AirCell& cell : plan.air) layers.push_back(lane_layer(cell));
    return layers;
}

}  // namespace apogee
