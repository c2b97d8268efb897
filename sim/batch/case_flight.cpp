#include "batch/case_flight.h"

#include <limits>
#include <utility>

#include "flight/figures.h"
#include "flight/lift_off.h"
#include "physics/elementary.h"
#include "physics/reproducible_geodesy.h"

namespace apogee {
namespace {

double pressure_at(const LaneWorld& world, double height_m) {
    const LaneLayer& layer = world.air[cell_at(world.air, height_m)];
    const double x = layer.scaled(height_m);
    return elementary::exp(polynomial(layer.ln_density, x)) * polynomial(layer.specific_pressure, x);
}

Instant instant(const LanePoint& point) {
    const auto &r = point.r_I, &v = point.v_I;
    return {point.time_s, {r[0], r[1], r[2]}, {v[0], v[1], v[2]}};
}

}  // namespace

void CaseFlight::prepare(FlightPlan plan, const Release* release, const Earth& earth,
                         const LaneWorld& world) {
    plan_ = std::move(plan);
    earth_ = earth;
    lanes_ = LaneFlight{};
    lanes_.density_scale = plan_.density_scale;
    place_start(release, world);
}

void CaseFlight::place_start(const Release* release, const LaneWorld& world) {
    const EastNorthUp axes = axes_at(plan_.start);
    const auto [s, c] = elementary::sine_cosine(plan_.azimuth);
    const Vec3<double> along = axes.north * c + axes.east * s, r = place_on_earth(earth_, plan_.start);
    const double omega = earth_.rotation_rate_rad_s;
    Vec3<double> v(-omega * r.y(), omega * r.x(), 0);
    lanes_.plan = view_of(plan_, height_and_up(earth_, r).height.m);
    lanes_.plan.has_air = world.layers > 1;
    if (release) {
        v += axes.north * release->north_m_s + axes.east * release->east_m_s - axes.up * release->down_m_s;
    } else {
        const PadHold hold = hold_on_pad(lanes_.plan, pressure_at(world, plan_.start.height),
                                         weight_on_pad(earth_, r, axes.up));
        lanes_.now.time_s = hold.time_s;
        if (!hold.lifts_off) {
            lanes_.progress = LaneFlight::Progress::ended;
            lanes_.outcome = hold.outcome;
        }
    }
    lanes_.start_s = lanes_.now.time_s;
    lanes_.regime = first_regime(lanes_.plan, lanes_.start_s);
    for (int i = 0; i < 3; ++i) {
        lanes_.up_I[i] = axes.up[i];
        lanes_.along_I[i] = along[i];
        lanes_.now.r_I[i] = r[i];
        lanes_.now.v_I[i] = v[i];
    }
}

CaseResult CaseFlight::result(const LaneFlight& flown, FlownBy by) const {
    EndedFlight ended;
    // What neither path brought to an end was given up.
    ended.outcome = flown.has_ended() ? flown.outcome : Outcome::step_limit;
    ended.earth = earth_;
    ended.start_place = plan_.start;
    ended.epoch_s = lanes_.start_s;
    ended.start = instant(lanes_.now);
    ended.end = instant(flown.now);
    ended.burnout = instant(flown.burnout);
    if (!(flown.burnout.time_s > 0)) ended.burnout.time_s = absent;
    const bool has_summit = flown.summit_m > LaneFlight::no_summit_m;
    ended.summit_m = has_summit && ended.outcome != Outcome::in_orbit ? flown.summit_m : absent;
    ended.ascent_pressure_Pa =
        has_summit && !flown.summit_at_start ? flown.summit_pressure_Pa : flown.pressure_Pa;
    const Figures f = figures(ended);

    CaseResult result;
    result.flown_by = by;
    result.outcome = ended.outcome;
    result.range_km = f.range_m / 1000;
    result.apogee_km = f.apogee_m / 1000;
    result.flight_time_s = f.flight_time_s;
    result.impact_latitude_deg = degrees(f.impact.latitude);
    result.impact_longitude_deg = degrees(f.impact.longitude);
    result.impact_speed_km_s = f.impact_speed_m_s / 1000;
    result.burnout_time_s = f.burnout_s;
    result.burnout_height_km = f.burnout_height_m / 1000;
    result.burnout_speed_km_s = f.burnout_speed_m_s / 1000;
    result.burnout_relative_speed_km_s = f.burnout_relative_speed_m_s / 1000;
    result.burnout_flight_path_angle_deg = degrees(f.burnout_flight_path_angle);
    result.max_dynamic_pressure_kPa = f.max_dynamic_pressure_Pa / 1000;
    return result;
}

}  // namespace apogee
