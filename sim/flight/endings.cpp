#include "flight/endings.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace apogee {

const char* name(Outcome outcome) {
    switch (outcome) {
        case Outcome::landed:
            return "landed";
        case Outcome::duration_reached:
            return "duration_reached";
        case Outcome::escaped:
            return "escaped";
        case Outcome::in_orbit:
            return "in_orbit";
        case Outcome::step_limit:
            return "step_limit";
        case Outcome::lift_off_failed:
            return "lift_off_failed";
        case Outcome::time_limit:
            return "time_limit";
    }
    return "unknown";
}

Conic conic(const Earth& earth, const Vec3<double>& r_I, const Vec3<double>& v_I) {
    const double mu = earth.gm_m3_s2, r = std::sqrt(r_I.squaredNorm());
    const Vec3<double> h = r_I.cross(v_I);
    const Vec3<double> e = v_I.cross(h) / mu - r_I / r;
    const double energy = 0.5 * v_I.squaredNorm() - mu / r;
    Conic orbit{};
    orbit.semi_major_axis_m = -mu / (2 * energy);
    orbit.eccentricity = std::sqrt(e.squaredNorm());
    orbit.perigee_radius_m = h.squaredNorm() / mu / (1 + orbit.eccentricity);
    const double a = orbit.semi_major_axis_m;
    orbit.period_s = energy < 0 ? 2 * pi * a * std::sqrt(a / mu) : never;
    return orbit;
}

namespace {

Conic conic(const Earth& earth, const FallingBody& flight) {
    const auto &r = flight.r_I, &v = flight.v_I;
    return conic(earth, Vec3<double>(r[0], r[1], r[2]), Vec3<double>(v[0], v[1], v[2]));
}

}  // namespace

double perigee_radius_m(const Earth& earth, const FallingBody& flight) {
    return conic(earth, flight).perigee_radius_m;
}

bool needs_tight(bool delicate, double flown_s) {
    constexpr double long_s = 6000;
    return delicate || flown_s > long_s;
}

bool nearly_orbits(const Earth& earth, const FallingBody& flight) {
    constexpr double perigee_share = 0.6;
    return perigee_radius_m(earth, flight) > perigee_share * earth.equatorial_radius_m;
}

std::optional<Outcome> free_flight_outcome(const Earth& earth, const PlanView& plan,
                                           const FallingBody& flight) {
    if (plan.duration_s < never) return std::nullopt;
    const Conic orbit = conic(earth, flight);
    if (!orbit.closed()) {
        // In the air drag may yet close it; on the way down the ground or the air is ahead. Where a hyperbola
        // neither rises nor sinks is its perigee.
        const bool leaves = !flight.in_air && flight.climb_m_s > -at_rest_m_s;
        return leaves ? std::optional(Outcome::escaped) : std::nullopt;
    }
    const double clear_m = plan.has_air ? lasting_perigee_m : clear_perigee_m;
    const bool lasts = orbit.perigee_radius_m > earth.equatorial_radius_m + clear_m;
    return lasts ? std::optional(Outcome::in_orbit) : std::nullopt;
}

double revolution_end_s(const Earth& earth, const PlanView& plan, const FallingBody& flight, double time_s) {
    if (plan.has_air && !plan.once_round) return never;
    const Conic orbit = conic(earth, flight);
    // What dives below the ground comes down before.
    const bool dives = orbit.perigee_radius_m < earth.equatorial_radius_m * (1 - earth.flattening);
    return plan.has_air && dives ? never : time_s + orbit.period_s;
}

double flight_end_s(const PlanView& plan, double revolution_end_s) {
    if (plan.duration_s < never) return plan.duration_s;
    return std::min(time_limit_s, revolution_end_s);
}

std::optional<Outcome> timed_outcome(const PlanView& plan, double time_s, double revolution_end_s) {
    if (time_s < flight_end_s(plan, revolution_end_s)) return std::nullopt;
    if (plan.duration_s < never) return Outcome::duration_reached;
    return time_s >= revolution_end_s ? Outcome::in_orbit : Outcome::time_limit;
}

bool starts_by_landing(const PlanView& plan, double height_m, double climb_m_s) {
    constexpr double rounding_m = 1e-6;
    return !plan.from_pad && height_m <= plan.ground_m + rounding_m && climb_m_s <= at_rest_m_s;
}

}  // namespace apogee
