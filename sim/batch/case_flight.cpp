#include "batch/case_flight.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "batch/ground.h"
#include "physics/elementary.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double pressure_at(const LaneWorld& world, double height_m) {
    int i = 0;
    while (height_m >= world.air[i].top_m) ++i;
    const LaneLayer& layer = world.air[i];
    const double x = (height_m - layer.centre_m) / layer.half_width_m;
    double ln_density = 0, specific = 0;
    for (int k = LaneLayer::terms - 1; k >= 0; --k) ln_density = ln_density * x + layer.ln_density[k];
    for (int k = LaneLayer::few - 1; k >= 0; --k) specific = specific * x + layer.specific_pressure[k];
    return elementary::exp(ln_density) * specific;
}

Outcome outcome_of(LaneFlight::End end) {
    switch (end) {
        case LaneFlight::End::landed:
            return Outcome::landed;
        case LaneFlight::End::duration_reached:
            return Outcome::duration_reached;
        case LaneFlight::End::escaped:
            return Outcome::escaped;
        case LaneFlight::End::in_orbit:
            return Outcome::in_orbit;
        case LaneFlight::End::ready:
        case LaneFlight::End::climbing:
        case LaneFlight::End::coasting:
        case LaneFlight::End::doubtful:
            break;
    }
    return Outcome::step_limit;
}

Vec3<double> vector(const double (&x)[3]) {
    return {x[0], x[1], x[2]};
}

/// Velocity relative to the turning Earth, along inertial axes.
Vec3<double> over_ground(const Earth& earth, const LanePoint& point) {
    const double omega = earth.rotation_rate_rad_s;
    const Vec3<double> r = vector(point.r_I), v = vector(point.v_I);
    return {v.x() + omega * r.y(), v.y() - omega * r.x(), v.z()};
}

/// Angle of a velocity above the plane across `up`, rad.
double angle_above(const Vec3<double>& up, const Vec3<double>& velocity) {
    const double climb = velocity.dot(up);
    const Vec3<double> level = velocity - climb * up;
    return elementary::atan2(climb, level.norm());
}

}  // namespace

void CaseFlight::prepare(FlightPlan plan, const Release* release, const Earth& earth,
                         const LaneWorld& world) {
    plan_ = std::move(plan);
    earth_ = earth;
    lanes_ = LaneFlight{};
    lanes_.spans = plan_.propulsion.data();
    lanes_.steering = plan_.steering.empty() ? nullptr : plan_.steering.data();
    lanes_.steering_spans = static_cast<int>(plan_.steering.size());
    lanes_.density_scale = plan_.density_scale;
    lanes_.last_burnout_s = plan_.last_burnout_s;
    lanes_.shroud_mass_kg = plan_.shroud_mass_kg;
    lanes_.shroud_on = plan_.shroud_mass_kg > 0;
    lanes_.shroud_height_m = plan_.shroud_height_m.value_or(infinity);
    lanes_.shroud_time_s = plan_.shroud_time_s.value_or(infinity);
    lanes_.duration_s = plan_.duration_s.value_or(infinity);
    lanes_.from_pad = plan_.from_pad;
    lay_out_drag();
    place_start(release, world);
}

void CaseFlight::lay_out_drag() {
    segments_.clear();
    std::vector<LaneDrag> curves;
    for (const DragCurve& curve : plan_.drag) {
        curves.push_back({static_cast<int>(segments_.size()), static_cast<int>(curve.size())});
        segments_.insert(segments_.end(), curve.begin(), curve.end());
    }
    drag_.clear();
    for (const PropulsionSpan& span : plan_.propulsion)
        drag_.push_back(span.drag < 0 ? LaneDrag{} : curves[static_cast<std::size_t>(span.drag)]);
    lanes_.drag = drag_.data();
    lanes_.segments = segments_.data();
}

void CaseFlight::place_start(const Release* release, const LaneWorld& world) {
    const EastNorthUp axes = axes_at(plan_.start);
    const auto [s, c] = elementary::sine_cosine(plan_.azimuth);
    const Vec3<double> along = axes.north * c + axes.east * s, r = place_on_earth(earth_, plan_.start);
    const double omega = earth_.rotation_rate_rad_s;
    Vec3<double> v(-omega * r.y(), omega * r.x(), 0);
    lifts_off_ = true;
    if (release) {
        v += axes.north * release->north_m_s + axes.east * release->east_m_s - axes.up * release->down_m_s;
    } else {
        find_lift_off(world, axes);
    }
    for (int i = 0; i < 3; ++i) {
        lanes_.up_I[i] = axes.up[i];
        lanes_.along_I[i] = along[i];
        lanes_.now.r_I[i] = r[i];
        lanes_.now.v_I[i] = v[i];
    }
    lanes_.apogee_m = height_and_up(earth_, r).height.m;  // until it is higher
    lanes_.ground_m = std::min(0.0, lanes_.apogee_m);
}

void CaseFlight::find_lift_off(const LaneWorld& world, const EastNorthUp& axes) {
    const Vec3<double> r = place_on_earth(earth_, plan_.start);
    const double omega = earth_.rotation_rate_rad_s, pressure = pressure_at(world, plan_.start.height);
    const Vec3<double> centrifugal(omega * omega * r.x(), omega * omega * r.y(), 0);
    const double weight_per_kg = -(gravitation(earth_, r) + centrifugal).dot(axes.up);
    for (const PropulsionSpan& span : plan_.propulsion) {
        if (!span.burning || span.stage > 1) break;
        const auto excess = [&](double tau) {
            const double thrust = span.thrust_vacuum_N + span.thrust_slope_N_s * tau -
                                  (span.pressure_area_m2 + span.pressure_area_slope_m2_s * tau) * pressure;
            const double mass = span.mass_kg + plan_.shroud_mass_kg -
                                tau * (span.flow_kg_s + 0.5 * span.flow_slope_kg_s2 * tau);
            return thrust - mass * weight_per_kg;
        };
        lanes_.now.time_s = span.start_s;
        if (excess(0) > 0) return;
        double low = 0, high = span.end_s - span.start_s;
        if (excess(high) <= 0) continue;
        for (int i = 0; i < 60; ++i) (excess(0.5 * (low + high)) > 0 ? high : low) = 0.5 * (low + high);
        lanes_.now.time_s = span.start_s + high;
        return;
    }
    lifts_off_ = false;
    for (const PropulsionSpan& span : plan_.propulsion) {
        lanes_.now.time_s = span.start_s;  // the flight is over when the first stage has burnt out on the pad
        if (!span.burning || span.stage > 1) break;
    }
}

CaseResult CaseFlight::result(const LaneFlight& flown, FlownBy by) const {
    CaseResult result;
    result.flown_by = by;
    result.outcome = lifts_off_ ? outcome_of(flown.end) : Outcome::lift_off_failed;
    result.flight_time_s = flown.now.time_s;
    result.apogee_km = (lifts_off_ ? flown.apogee_m : plan_.start.height) / 1000;
    const double omega = earth_.rotation_rate_rad_s;
    const auto [s, c] = elementary::sine_cosine(omega * (flown.now.time_s - lanes_.now.time_s));
    const Vec3<double> r = vector(flown.now.r_I);
    const Geodetic place = place_below(earth_, {c * r.x() + s * r.y(), c * r.y() - s * r.x(), r.z()});
    result.range_km = ground_distance(earth_, plan_.start, place) / 1000;
    const bool landed = result.outcome == Outcome::landed;
    result.impact_latitude_deg = landed ? degrees(place.latitude) : none;
    result.impact_longitude_deg = landed ? degrees(place.longitude) : none;
    result.impact_speed_km_s = landed ? over_ground(earth_, flown.now).norm() / 1000 : none;
    result.burnout_time_s = result.burnout_height_km = result.burnout_speed_km_s =
        result.burnout_relative_speed_km_s = result.burnout_flight_path_angle_deg = none;
    if (flown.burnout.time_s > 0) {
        const HeightAndUp<double> at = height_and_up(earth_, vector(flown.burnout.r_I));
        result.burnout_time_s = flown.burnout.time_s;
        result.burnout_height_km = at.height.m / 1000;
        result.burnout_speed_km_s = vector(flown.burnout.v_I).norm() / 1000;
        const Vec3<double> relative = over_ground(earth_, flown.burnout);
        result.burnout_relative_speed_km_s = relative.norm() / 1000;
        result.burnout_flight_path_angle_deg = degrees(angle_above(at.up, relative));
    }
    result.max_dynamic_pressure_kPa =
        lifts_off_ && flown.max_dynamic_pressure_Pa > 0 ? flown.max_dynamic_pressure_Pa / 1000 : none;
    return result;
}

}  // namespace apogee
