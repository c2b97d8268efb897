#include "flight/orbit.h"

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

}  // namespace

FlightSummary::Orbit osculating(const Earth& earth, const State& state) {
    const double mu = earth.gm_m3_s2, r = state.r_I.norm();
    const Vec3<double> h = state.r_I.cross(state.v_I);
    const Vec3<double> e = state.v_I.cross(h) / mu - state.r_I / r;
    const double energy = 0.5 * state.v_I.squaredNorm() - mu / r;
    FlightSummary::Orbit orbit{};
    orbit.semi_major_axis_m = -mu / (2 * energy);
    orbit.eccentricity = e.norm();
    // From the semi-latus rectum: holds for every conic, and does not cancel near a parabola.
    const double semi_latus = h.squaredNorm() / mu;
    orbit.perigee_m = semi_latus / (1 + orbit.eccentricity) - earth.equatorial_radius_m;
    const double infinity = std::numeric_limits<double>::infinity();
    const bool closed = energy < 0;
    orbit.apogee_m =
        closed ? orbit.semi_major_axis_m * (1 + orbit.eccentricity) - earth.equatorial_radius_m : infinity;
    orbit.period_s = closed ? 2 * pi * std::sqrt(std::pow(orbit.semi_major_axis_m, 3) / mu) : infinity;
    const Vec3<double> pole = h.norm() > 0 ? Vec3<double>(h.normalized()) : Vec3<double>::UnitZ();
    orbit.inclination = std::acos(std::clamp(pole.z(), -1.0, 1.0));
    Vec3<double> node(-h.y(), h.x(), 0);
    if (node.norm() <= 1e-12 * h.norm()) node = Vec3<double>::UnitX();  // equatorial: count from the x axis
    orbit.raan = angle_about(Vec3<double>::UnitZ(), Vec3<double>::UnitX(), node);
    const Vec3<double> perigee = orbit.eccentricity > 1e-12 ? e : node;  // circular: count from the node
    orbit.argument_of_perigee = angle_about(pole, node, perigee);
    orbit.true_anomaly = angle_about(pole, perigee, state.r_I);
    return orbit;
}

}  // namespace apogee
