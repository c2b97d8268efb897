#include "scene/impact_ellipse.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace apogee {

Path impact_ellipse(std::span<const LatLon> impacts, double share) {
    constexpr std::size_t fewest = 10;
    if (impacts.size() < fewest) return {};
    Vec3<double> sum = Vec3<double>::Zero();
    for (const LatLon& place : impacts) sum += direction(place);
    if (sum.norm() == 0) return {};
    const Projection plane(ProjectionKind::azimuthal, geo_point(sum));
    std::vector<Eigen::Vector2d> points;
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    for (const LatLon& place : impacts) {
        const PlanePoint p = plane.forward(direction(place));
        mean += points.emplace_back(p.x, p.y);
    }
    mean /= static_cast<double>(points.size());
    Eigen::Matrix2d covariance = Eigen::Matrix2d::Zero();
    for (Eigen::Vector2d& p : points) {
        p -= mean;
        covariance += p * p.transpose();
    }
    covariance /= static_cast<double>(points.size());
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> axes(covariance);
    const Eigen::Vector2d variance = axes.eigenvalues();  // the smaller one first
    // Places have 1e-10 degrees in files, 1e-12 radians.
    constexpr double same_place = 1e-11, on_a_line = 1e-10;
    if (!(std::sqrt(variance[1]) > same_place)) return {};
    const bool flat = variance[0] < on_a_line * variance[1];
    const Eigen::Vector2d sd{flat ? 0 : std::sqrt(variance[0]), std::sqrt(variance[1])};
    std::vector<double> distances;
    for (const Eigen::Vector2d& p : points) {
        const Eigen::Vector2d along = axes.eigenvectors().transpose() * p;
        distances.push_back(std::hypot(flat ? 0 : along[0] / sd[0], along[1] / sd[1]));
    }
    const double rank = std::ceil(share * static_cast<double>(distances.size())) - 1;
    const auto nth = distances.begin() + static_cast<std::ptrdiff_t>(std::clamp(
                                             rank, 0.0, static_cast<double>(distances.size() - 1)));
    std::nth_element(distances.begin(), nth, distances.end());
    // Counterclockwise, whichever way the axes are turned.
    const double turn = axes.eigenvectors().determinant() > 0 ? 1 : -1;
    constexpr int parts = 96;
    Path ellipse;
    for (int i = 0; i <= parts; ++i) {
        const double angle = turn * 2 * pi * i / parts;
        const Eigen::Vector2d on_axes{*nth * sd[0] * std::cos(angle), *nth * sd[1] * std::sin(angle)};
        const Eigen::Vector2d p = mean + axes.eigenvectors() * on_axes;
        if (const auto place = plane.inverse(p.x(), p.y())) ellipse.push_back({0, direction(*place), 0});
    }
    return ellipse;
}

}  // namespace apogee
