#include "flight/figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "physics/elementary.h"
#include "physics/reproducible_geodesy.h"

namespace apogee {
namespace {

/// A scalar product summed from x to z. Eigen's order depends on the vectors it was compiled for, and with it
/// the last bit of what is stored.
double product(const Vec3<double>& a, const Vec3<double>& b) {
    return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
}

double length(const Vec3<double>& v) {
    return std::sqrt(product(v, v));
}

/// Velocity relative to the turning Earth, along inertial axes.
Vec3<double> over_ground(const Earth& earth, const Instant& at) {
    const double omega = earth.rotation_rate_rad_s;
    return {at.v_I.x() + omega * at.r_I.y(), at.v_I.y() - omega * at.r_I.x(), at.v_I.z()};
}

/// Angle of a velocity above the plane across `up`, rad.
double angle_above(const Vec3<double>& up, const Vec3<double>& velocity) {
    const double climb = product(velocity, up);
    const Vec3<double> level = velocity - climb * up;
    return elementary::atan2(climb, length(level));
}

double height_of(const Earth& earth, const Instant& at) {
    return height_and_up(earth, at.r_I).height.m;
}

}  // namespace

bool starts_at_summit(double climb_m_s) {
    return std::fabs(climb_m_s) <= at_rest_m_s;
}

bool is_apogee(const EndedFlight& flight) {
    const double ends_m =
        std::max(height_of(flight.earth, flight.start), height_of(flight.earth, flight.end));
    const double known_to_m = 0.01 + 1e-6 * std::fabs(ends_m);  // the heights of lanes are a series
    return flight.outcome != Outcome::escaped && flight.summit_m >= ends_m - known_to_m;
}

Figures figures(const EndedFlight& flight) {
    const Earth& earth = flight.earth;
    Figures f{};
    f.range_m = f.flight_time_s = f.impact_speed_m_s = f.impact.latitude = f.impact.longitude = absent;
    if (flight.outcome == Outcome::landed) {
        const double turned = earth.rotation_rate_rad_s * (flight.end.time_s - flight.epoch_s);
        const auto [s, c] = elementary::sine_cosine(turned);
        const Vec3<double>& r = flight.end.r_I;
        f.impact = place_below(earth, {c * r.x() + s * r.y(), c * r.y() - s * r.x(), r.z()});
        f.range_m = ground_distance(earth, flight.start_place, f.impact);
        f.flight_time_s = flight.end.time_s - flight.start.time_s;
        f.impact_speed_m_s = length(over_ground(earth, flight.end));
    }
    f.apogee_m = is_apogee(flight) ? flight.summit_m : absent;

    f.burnout_s = flight.burnout.time_s;
    f.burnout_height_m = f.burnout_speed_m_s = f.burnout_relative_speed_m_s = f.burnout_flight_path_angle =
        absent;
    if (!std::isnan(f.burnout_s)) {
        const HeightAndUp<double> at = height_and_up(earth, flight.burnout.r_I);
        const Vec3<double> relative = over_ground(earth, flight.burnout);
        f.burnout_height_m = at.height.m;
        f.burnout_speed_m_s = length(flight.burnout.v_I);
        f.burnout_relative_speed_m_s = length(relative);
        f.burnout_flight_path_angle = angle_above(at.up, relative);
    }
    // What was released into an orbit has no way up: how much of the way round was flown would make the
    // figure.
    const bool released_into_orbit = flight.outcome == Outcome::in_orbit && std::isnan(f.burnout_s);
    f.max_dynamic_pressure_Pa = !released_into_orbit && flight.ascent_pressure_Pa > min_pressure_Pa
                                    ? flight.ascent_pressure_Pa
                                    : absent;
    return f;
}

}  // namespace apogee
