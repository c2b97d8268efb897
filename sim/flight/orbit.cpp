#include "flight/orbit.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <limits>

namespace apogee {
namespace {

/// Angle from a to b about the axis n, in [0, 2 pi).
double angle_about(const Vec3<double>& n, const Vec3<double>& a, const Vec3<double>& b) {
    const double angle = std::atan2(n.dot(a.cross(b)), a.dot(b));
    return angle < 0 ? angle + 2 * pi : angle;
}

/// Directions that an orbit defines; of any length.
struct Axes {
    Vec3<double> momentum, node, perigee;
};
Axes axes_of(const Earth& earth, const State& state) {
    const Vec3<double> h = state.r_I.cross(state.v_I);
    const Vec3<double> e = state.v_I.cross(h) / earth.gm_m3_s2 - state.r_I / state.r_I.norm();
    Vec3<double> node(-h.y(), h.x(), 0);
    if (node.norm() <= 1e-12 * h.norm()) node = Vec3<double>::UnitX();  // equatorial: count from the x axis
    return {h, node, e.norm() > 1e-12 ? e : node};                      // circular: count from the node
}

}  // namespace

Orbit osculating(const Earth& earth, const State& state) {
    const Conic shape = conic(earth, state.r_I, state.v_I);
    const Axes axes = axes_of(earth, state);
    Orbit orbit{};
    orbit.semi_major_axis_m = shape.semi_major_axis_m;
    orbit.eccentricity = shape.eccentricity;
    orbit.perigee_m = shape.perigee_radius_m - earth.equatorial_radius_m;
    orbit.apogee_m = shape.closed()
                         ? shape.semi_major_axis_m * (1 + shape.eccentricity) - earth.equatorial_radius_m
                         : std::numeric_limits<double>::infinity();
    orbit.period_s = shape.period_s;
    const Vec3<double>& h = axes.momentum;
    const Vec3<double> pole = h.norm() > 0 ? Vec3<double>(h.normalized()) : Vec3<double>::UnitZ();
    orbit.inclination = std::acos(std::clamp(pole.z(), -1.0, 1.0));
    orbit.raan = angle_about(Vec3<double>::UnitZ(), Vec3<double>::UnitX(), axes.node);
    orbit.argument_of_perigee = angle_about(pole, axes.node, axes.perigee);
    orbit.true_anomaly = angle_about(pole, axes.perigee, state.r_I);
    return orbit;
}

Vec3<double> apogee_position(const Earth& earth, const State& state) {
    const Conic shape = conic(earth, state.r_I, state.v_I);
    return -axes_of(earth, state).perigee.normalized() * (shape.semi_major_axis_m * (1 + shape.eccentricity));
}

}  // namespace apogee
