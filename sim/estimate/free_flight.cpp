#include "estimate/free_flight.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace apogee {

double FreeFlight::speed_at(double height_m) const {
    return std::sqrt(gm_m3_s2 * (2 / (radius_m + height_m) - 1 / semi_major_axis_m));
}

double FreeFlight::fall_to(double height_m) const {
    // r = a (1 + e cos E) with E counted from the apogee.
    const double r = radius_m + height_m;
    const double cosine = std::clamp((r / semi_major_axis_m - 1) / eccentricity, -1.0, 1.0);
    const double anomaly = std::acos(cosine);
    const double mean_motion = std::sqrt(gm_m3_s2 / std::pow(semi_major_axis_m, 3));
    return (anomaly + eccentricity * std::sin(anomaly)) / mean_motion;
}

FreeFlight free_flight(double gm_m3_s2, double radius_m, double apogee_m, double angle) {
    FreeFlight flight;
    flight.gm_m3_s2 = gm_m3_s2;
    flight.radius_m = radius_m;
    const double top = radius_m + apogee_m, cosine = std::cos(angle / 2);
    flight.eccentricity = apogee_m / (top - radius_m * cosine);
    flight.semi_major_axis_m = top / (1 + flight.eccentricity);
    flight.time_s = 2 * flight.fall_to(0);
    flight.speed_m_s = flight.speed_at(0);
    // Angular momentum: speed at the apogee times its distance.
    const double horizontal = flight.speed_at(apogee_m) * top / radius_m;
    flight.flight_path_angle = std::acos(std::clamp(horizontal / flight.speed_m_s, -1.0, 1.0));
    return flight;
}

double widest_free_angle(double gm_m3_s2, double radius_m, double speed_m_s) {
    const double k = speed_m_s * speed_m_s * radius_m / gm_m3_s2;
    return k >= 1 ? pi : 2 * std::asin(k / (2 - k));
}

double inertial_angle(const Geodetic& site, double azimuth, double range_m, double radius_m,
                      double rotation_rate_rad_s, double time_s) {
    const double sine = std::sin(site.latitude), cosine = std::cos(site.latitude), arc = range_m / radius_m;
    const Vec3<double> up(cosine, 0, sine), north(-sine, 0, cosine), east(0, 1, 0);
    const Vec3<double> along = std::cos(azimuth) * north + std::sin(azimuth) * east;
    const Vec3<double> end = std::cos(arc) * up + std::sin(arc) * along;
    const Vec3<double> moved = Eigen::AngleAxisd(rotation_rate_rad_s * time_s, Vec3<double>::UnitZ()) * end;
    return std::atan2(up.cross(moved).norm(), up.dot(moved));
}

}  // namespace apogee
