#include "scene/projection.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "physics/earth.h"

namespace apogee {

namespace {

constexpr double near_factor = (Projection::globe_distance - 1) / Projection::globe_distance;

}  // namespace

Vec3<double> direction(const LatLon& point) {
    return sphere_direction(radians(point.latitude_deg), radians(point.longitude_deg));
}

LatLon geo_point(const Vec3<double>& d) {
    return {degrees(std::atan2(d.z(), std::hypot(d.x(), d.y()))), degrees(std::atan2(d.y(), d.x()))};
}

Projection::Projection(ProjectionKind kind, LatLon centre, double roll_deg)
    : kind_(kind), centre_(centre), roll_deg_(roll_deg) {
    // At 75 degrees a map is already four times as wide as it should be at the equator: a limit of taste.
    parallel_cosine_ = std::cos(radians(std::clamp(centre.latitude_deg, -75.0, 75.0)));
    const double phi = radians(centre.latitude_deg), lambda = radians(centre.longitude_deg);
    axes_.row(0) << -std::sin(lambda), std::cos(lambda), 0;
    axes_.row(1) << -std::sin(phi) * std::cos(lambda), -std::sin(phi) * std::sin(lambda), std::cos(phi);
    axes_.row(2) << std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi);
    if (roll_deg == 0) return;
    axes_ = Eigen::AngleAxisd(-radians(roll_deg), Vec3<double>::UnitZ()).toRotationMatrix() * axes_;
}

Projection Projection::globe(const Eigen::Matrix3d& axes) {
    const Projection level(ProjectionKind::globe, geo_point(axes.row(2)));
    const Eigen::Matrix3d rolled = axes * level.axes_.transpose();
    return {ProjectionKind::globe, level.centre_, degrees(std::atan2(rolled(0, 1), rolled(0, 0)))};
}

PlanePoint Projection::forward(const Vec3<double>& d, double height) const {
    if (kind_ == ProjectionKind::equirectangular)
        return {std::atan2(d.y(), d.x()) * parallel_cosine_, std::atan2(d.z(), std::hypot(d.x(), d.y()))};
    const Vec3<double> p = axes_ * d;
    const double s = std::hypot(p.x(), p.y());
    if (kind_ == ProjectionKind::azimuthal) {
        const double c = std::atan2(s, p.z());
        // The antipode is the whole rim; any point of it will do.
        if (s < 1e-300) return {p.z() < 0 ? pi : 0, 0};
        return {p.x() * (c / s), p.y() * (c / s)};
    }
    const double r = 1 + height, z = p.z() * r, horizon = 1 / globe_distance;
    // Beside the eye and behind it nothing is seen; there the perspective would turn round.
    constexpr double nearest = 0.5;
    const double factor = near_factor * globe_distance / std::max(nearest, globe_distance - z);
    if (globe_distance - z < nearest) return {p.x() * r * factor, p.y() * r * factor, false};
    // Beyond the plane of the horizon circle and inside the cone that the Earth shades.
    const double radius = s * r * factor, rim = disc_radius();
    if (z >= horizon || radius > rim) return {p.x() * r * factor, p.y() * r * factor};
    const double pushed = rim * (1 + horizon - p.z());
    if (s < 1e-300) return {pushed, 0, false};
    return {p.x() / s * pushed, p.y() / s * pushed, false};
}

std::optional<LatLon> Projection::inverse(double x, double y) const {
    if (!std::isfinite(x) || !std::isfinite(y)) return {};
    if (kind_ == ProjectionKind::equirectangular) {
        if (std::abs(y) > pi / 2) return {};
        return LatLon{degrees(y), degrees(std::remainder(x / parallel_cosine_, 2 * pi))};
    }
    const double r = std::hypot(x, y);
    if (r > disc_radius()) return {};
    if (r == 0) return centre_;
    double s, z;
    if (kind_ == ProjectionKind::azimuthal) {
        s = std::sin(r);
        z = std::cos(r);
    } else {
        // The ray from (0, 0, D) through (q, 0) of the plane through the centre meets the unit sphere first
        // at z.
        const double q = r / near_factor, d = globe_distance, k = q / d;
        z = (k * k * d + std::sqrt(std::max(0.0, 1 + k * k - k * k * d * d))) / (1 + k * k);
        s = k * (d - z);
    }
    return geo_point(axes_.transpose() * Vec3<double>(x / r * s, y / r * s, z));
}

double Projection::disc_radius() const {
    constexpr double d = globe_distance;
    return kind_ == ProjectionKind::azimuthal ? pi : near_factor * d / std::sqrt(d * d - 1);
}

}  // namespace apogee
