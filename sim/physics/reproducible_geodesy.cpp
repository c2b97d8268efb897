#include "physics/reproducible_geodesy.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "physics/elementary.h"

namespace apogee {
namespace {

using elementary::atan2;
using elementary::sine_cosine;

/// Vincenty's series in u^2 = cos^2(azimuth at the equator) e'^2: the arc on the auxiliary sphere to metres,
/// and the longitude on the ellipsoid to that on the sphere.
struct Series {
    double a, b, c;

    Series(const Earth& earth, double cos2_alpha) {
        const double f = earth.flattening, polar = 1 - f;
        const double u2 = cos2_alpha * (1 / (polar * polar) - 1);
        a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
        b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
        c = f / 16 * cos2_alpha * (4 + f * (4 - 3 * cos2_alpha));
    }

    [[nodiscard]] double longitude_lag(const Earth& earth, double sin_alpha, double sigma, double sin_sigma,
                                       double cos_sigma, double cos_2m) const {
        return (1 - c) * earth.flattening * sin_alpha *
               (sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1)));
    }
    [[nodiscard]] double distance_m(const Earth& earth, double sigma, double sin_sigma, double cos_sigma,
                                    double cos_2m) const {
        const double m2 = cos_2m * cos_2m, s2 = sin_sigma * sin_sigma;
        const double bend =
            b * sin_sigma *
            (cos_2m + b / 4 * (cos_sigma * (2 * m2 - 1) - b / 6 * cos_2m * (4 * s2 - 3) * (4 * m2 - 3)));
        return earth.polar_radius_m() * a * (sigma - bend);
    }
};

/// Sine and cosine of the parametric latitude.
struct Reduced {
    double sine, cosine;
};
Reduced reduced(const Earth& earth, double latitude) {
    const auto [s, c] = sine_cosine(latitude);
    const double y = (1 - earth.flattening) * s, length = std::sqrt(y * y + c * c);
    return {y / length, c / length};
}

/// Nearly opposite places. The longitude reached grows steadily with the first azimuth when the first place
/// is the one farther from the equator, in the southern hemisphere.
double distance_by_bisection(const Earth& earth, Reduced from, Reduced to, double longitude) {
    if (std::fabs(from.sine) < std::fabs(to.sine)) std::swap(from, to);
    if (from.sine > 0) {
        from.sine = -from.sine;
        to.sine = -to.sine;
    }
    from.sine = std::min(from.sine, -1e-13);  // off the equator, where the way round has no direction
    double low = 0, high = pi, distance = 0;
    for (int i = 0; i < 60; ++i) {
        const double azimuth = 0.5 * (low + high);
        const auto [sin_1, cos_1] = sine_cosine(azimuth);
        const double sin_alpha = sin_1 * from.cosine, cos2_alpha = 1 - sin_alpha * sin_alpha;
        const double along = std::sqrt(
            std::max(0.0, cos_1 * cos_1 * from.cosine * from.cosine +
                              (from.sine - to.sine) * (from.sine + to.sine)));  // cos(azimuth) cos(latitude)
        const double sigma_1 = atan2(from.sine, cos_1 * from.cosine), sigma_2 = atan2(to.sine, along);
        const double omega_1 = atan2(sin_alpha * from.sine, cos_1 * from.cosine);
        const double omega_2 = atan2(sin_alpha * to.sine, along);
        const double sigma = sigma_2 - sigma_1;
        const auto [sin_sigma, cos_sigma] = sine_cosine(sigma);
        const double cos_2m = elementary::cos(sigma_1 + sigma_2);
        const Series series(earth, cos2_alpha);
        const double reached =
            omega_2 - omega_1 - series.longitude_lag(earth, sin_alpha, sigma, sin_sigma, cos_sigma, cos_2m);
        (reached < longitude ? low : high) = azimuth;
        distance = series.distance_m(earth, sigma, sin_sigma, cos_sigma, cos_2m);
    }
    return distance;
}

}  // namespace

Vec3<double> place_on_earth(const Earth& earth, const Geodetic& place) {
    const auto [sp, cp] = sine_cosine(place.latitude);
    const auto [sl, cl] = sine_cosine(place.longitude);
    const double e2 = earth.flattening * (2 - earth.flattening);
    const double n = earth.equatorial_radius_m / std::sqrt(1 - e2 * sp * sp);
    const double p = (n + place.height) * cp;
    return {p * cl, p * sl, (n * (1 - e2) + place.height) * sp};
}

EastNorthUp axes_at(const Geodetic& place) {
    const auto [sp, cp] = sine_cosine(place.latitude);
    const auto [sl, cl] = sine_cosine(place.longitude);
    return {{-sl, cl, 0}, {-sp * cl, -sp * sl, cp}, {cp * cl, cp * sl, sp}};
}

Geodetic place_below(const Earth& earth, const Vec3<double>& r_E) {
    const auto [height, up] = height_and_up(earth, r_E);
    return {atan2(up.z(), std::sqrt(up.x() * up.x() + up.y() * up.y())), atan2(r_E.y(), r_E.x()), height.m};
}

double ground_distance(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    const Reduced u1 = reduced(earth, from.latitude), u2 = reduced(earth, to.latitude);
    double longitude = std::fabs(to.longitude - from.longitude);
    if (longitude > pi) longitude = std::fabs(2 * pi - longitude);
    double lambda = longitude;
    for (int i = 0; i < 30; ++i) {
        const auto [sin_l, cos_l] = sine_cosine(lambda);
        const double x = u2.cosine * sin_l, y = u1.cosine * u2.sine - u1.sine * u2.cosine * cos_l;
        const double sin_sigma = std::sqrt(x * x + y * y);
        if (sin_sigma == 0 && cos_l > 0) return 0;
        if (sin_sigma == 0) break;
        const double cos_sigma = u1.sine * u2.sine + u1.cosine * u2.cosine * cos_l;
        const double sigma = atan2(sin_sigma, cos_sigma);
        const double sin_alpha = u1.cosine * u2.cosine * sin_l / sin_sigma;
        const double cos2_alpha = 1 - sin_alpha * sin_alpha;
        const double cos_2m = cos2_alpha > 1e-14 ? cos_sigma - 2 * u1.sine * u2.sine / cos2_alpha : 0;
        const Series series(earth, cos2_alpha);
        const double next =
            longitude + series.longitude_lag(earth, sin_alpha, sigma, sin_sigma, cos_sigma, cos_2m);
        if (std::fabs(next) > pi) break;
        if (std::fabs(next - lambda) < 1e-13)
            return series.distance_m(earth, sigma, sin_sigma, cos_sigma, cos_2m);
        lambda = next;
    }
    return distance_by_bisection(earth, u1, u2, longitude);
}

}  // namespace apogee
