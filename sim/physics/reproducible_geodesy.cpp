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
    /// By how much the arc on the auxiliary sphere is longer than the distance in units of b a.
    [[nodiscard]] double excess(double sin_sigma, double cos_sigma, double cos_2m) const {
        const double m2 = cos_2m * cos_2m, s2 = sin_sigma * sin_sigma;
        return b * sin_sigma *
               (cos_2m + b / 4 * (cos_sigma * (2 * m2 - 1) - b / 6 * cos_2m * (4 * s2 - 3) * (4 * m2 - 3)));
    }
    [[nodiscard]] double distance_m(const Earth& earth, double sigma, double sin_sigma, double cos_sigma,
                                    double cos_2m) const {
        return earth.polar_radius_m() * a * (sigma - excess(sin_sigma, cos_sigma, cos_2m));
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
/// @return  the line to the east.
Geodesic line_by_bisection(const Earth& earth, Reduced from, Reduced to, double longitude) {
    const bool backward = std::fabs(from.sine) < std::fabs(to.sine);
    if (backward) std::swap(from, to);
    const bool mirrored = from.sine > 0;
    if (mirrored) {
        from.sine = -from.sine;
        to.sine = -to.sine;
    }
    from.sine = std::min(from.sine, -1e-13);  // off the equator, where the way round has no direction
    double low = 0, high = pi, distance = 0, first = 0, last = 0;
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
        first = azimuth;
        last = atan2(sin_alpha, along);
    }
    // Flown backward and to the east again, a line leaves at the supplement of the azimuth it ended with; so
    // does one whose north and south are exchanged.
    const double azimuth = backward ? pi - last : first;
    return {distance, mirrored ? pi - azimuth : azimuth};
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

namespace {

/// The line to a place so far to the east, 0 to pi.
Geodesic line_east(const Earth& earth, const Geodetic& from, const Geodetic& to, double longitude) {
    const Reduced u1 = reduced(earth, from.latitude), u2 = reduced(earth, to.latitude);
    double lambda = longitude;
    for (int i = 0; i < 30; ++i) {
        const auto [sin_l, cos_l] = sine_cosine(lambda);
        const double x = u2.cosine * sin_l, y = u1.cosine * u2.sine - u1.sine * u2.cosine * cos_l;
        const double sin_sigma = std::sqrt(x * x + y * y);
        if (sin_sigma == 0 && cos_l > 0) return {};
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
            return {series.distance_m(earth, sigma, sin_sigma, cos_sigma, cos_2m), atan2(x, y)};
        lambda = next;
    }
    return line_by_bisection(earth, u1, u2, longitude);
}

}  // namespace

Geodesic ground_line(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    const double east = to.longitude - from.longitude;
    double longitude = std::fabs(east);
    const bool across = longitude > pi;  // the shorter way crosses the meridian of 180 degrees
    if (across) longitude = std::fabs(2 * pi - longitude);
    Geodesic line = line_east(earth, from, to, longitude);
    if ((east < 0) != across && line.azimuth > 0) line.azimuth = 2 * pi - line.azimuth;
    return line;
}

double ground_distance(const Earth& earth, const Geodetic& from, const Geodetic& to) {
    return ground_line(earth, from, to).distance_m;
}

Geodetic ground_place(const Earth& earth, const Geodetic& from, double azimuth, double distance_m) {
    const Reduced u = reduced(earth, from.latitude);
    const auto [sin_1, cos_1] = sine_cosine(azimuth);
    const double sin_alpha = u.cosine * sin_1, sigma_1 = atan2(u.sine, u.cosine * cos_1);
    const Series series(earth, 1 - sin_alpha * sin_alpha);
    const double least = distance_m / (earth.polar_radius_m() * series.a);
    double sigma = least;
    for (int i = 0; i < 10; ++i) {  // each pass gains a factor of the flattening: six reach the last bit
        const auto [s, c] = sine_cosine(sigma);
        sigma = least + series.excess(s, c, elementary::cos(2 * sigma_1 + sigma));
    }
    const auto [s, c] = sine_cosine(sigma);
    const double across = u.sine * s - u.cosine * c * cos_1;
    const double latitude =
        atan2(u.sine * c + u.cosine * s * cos_1,
              (1 - earth.flattening) * std::sqrt(sin_alpha * sin_alpha + across * across));
    const double lambda = atan2(s * sin_1, u.cosine * c - u.sine * s * cos_1);
    const double cos_2m = elementary::cos(2 * sigma_1 + sigma);
    double longitude = from.longitude + lambda - series.longitude_lag(earth, sin_alpha, sigma, s, c, cos_2m);
    if (longitude > pi) longitude -= 2 * pi;
    if (longitude <= -pi) longitude += 2 * pi;
    return {latitude, longitude, 0};
}

}  // namespace apogee
