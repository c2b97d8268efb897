#pragma once

#include "flight/state_rates.h"
#include "lanes/lane_data.h"
#include "lanes/pack.h"

namespace apogee::APOGEE_LANES {

using Vec = Vec3<Pack>;

/// Something of which a plan has several and lanes hold the current one.
template <class T>
struct Current {
    T value;
    INLINE const T& operator[](std::size_t) const { return value; }
    INLINE T& operator*() { return value; }
    INLINE const T& operator*() const { return value; }
};

// The same members as in FlightPlan, holding a number per lane: `forces` reads both.

struct LaneSpan {
    Pack start_s{0.0}, mass_kg{1.0}, flow_kg_s{0.0}, flow_slope_kg_s2{0.0};
    Pack thrust_vacuum_N{0.0}, thrust_slope_N_s{0.0}, pressure_area_m2{0.0}, pressure_area_slope_m2_s{0.0};
    bool burning = false;  ///< in any lane; the thrust of the others is 0
    static constexpr int drag_segments = 1;
};

struct LaneSegment {
    Pack mach_low{0.0}, area_m2{0.0}, slope_m2{0.0};
};

struct LaneSteering {
    Pack elevation{0.0}, rate_rad_s{0.0}, start_s{0.0};
    Mask local{}, along{};  ///< how a lane steers; neither: launch frame
    bool any_launch = false, any_local = false, any_along = false;
};

struct LaneAir {
    static constexpr AirLayer::Kind kind = AirLayer::Kind::polynomial;
    Pack centre_m{0.0}, per_half_width_1_m{1.0};
    Pack ln_density[LaneLayer::terms], specific_pressure[LaneLayer::few], sound[LaneLayer::few];
    Pack sound_m_s{1.0};
};

INLINE Air<Pack> air_in(const LaneAir& layer, GeometricHeight<Pack> height) {
    const Pack x = (height.m - layer.centre_m) * layer.per_half_width_1_m, x2 = x * x;
    const Pack density = elementary::exp<7>(polynomial(layer.ln_density, x, x2));  // within 2e-10
    const Pack pressure = density * polynomial(layer.specific_pressure, x, x2);
    return {density, pressure, Pack(0.0), polynomial(layer.sound, x, x2)};
}

/// Without the air's state: a pack's lanes are in layers of one form.
INLINE AirSlopes<Pack> air_slopes(const LaneAir& layer, GeometricHeight<Pack> height, const Air<Pack>&) {
    const Pack x = (height.m - layer.centre_m) * layer.per_half_width_1_m;
    return {polynomial_slope(layer.ln_density, x) * layer.per_half_width_1_m,
            polynomial_slope(layer.sound, x) * layer.per_half_width_1_m};
}

struct LaneCell {
    LaneAir air;
    Pack wind_base_m{0.0}, east_m_s{0.0}, east_slope_1_s{0.0}, north_m_s{0.0}, north_slope_1_s{0.0};
};

/// Where there is no air.
struct NoAir : LaneAir {
    static constexpr AirLayer::Kind kind = AirLayer::Kind::vacuum;
};
struct NoAirCell : LaneCell {
    NoAir air;
};

struct LaneFrame {
    Vec up_I, along_I;
};

struct LaneEarth : Earth {
    bool needs_up = false;  ///< some lane needs the vertical itself
};

/// What `forces` reads of a plan, a number per lane.
template <class Cell>
struct LanePlanIn {
    LaneEarth earth;
    bool has_wind = false;
    Pack density_scale{1.0};
    static constexpr double shroud_mass_kg = 0;  ///< counted in the span's mass
    LaneFrame frame;
    Current<LaneSpan> propulsion;
    Current<LaneSteering> steering;
    Current<LaneSegment> drag;
    Current<Cell> air;
};
using LanePlan = LanePlanIn<LaneCell>;
using AirlessPlan = LanePlanIn<NoAirCell>;

/// The height in a vacuum, too: steps end by it.
INLINE HeightAndUp<Pack> above_ground(const LanePlan& plan, const Regime&, const Vec& r_I) {
    const Earth& earth = plan.earth;
    HeightAndUp<Pack> above{height_for_air(earth, r_I), Vec::Zero()};
    if (plan.earth.needs_up) above.up = height_and_up(earth, r_I).up;
    return above;
}

INLINE HeightAndUp<Pack> above_ground(const AirlessPlan& plan, const Regime&, const Vec& r_I) {
    if (plan.earth.needs_up) return height_and_up<Pack>(plan.earth, r_I);
    return {{Pack(0.0)}, Vec::Zero()};
}

template <class Cell>
INLINE Vec thrust_direction(const LanePlanIn<Cell>& plan, const Regime&, const Pack& time_s, const Vec& up_I,
                            const Vec& air_velocity_I) {
    const LaneSteering& steering = *plan.steering;
    const Pack elevation = steering.elevation + steering.rate_rad_s * (time_s - steering.start_s);
    Vec direction = Vec::Zero();
    if (steering.any_launch) direction = at_launch_elevation(plan.frame, elevation);
    const auto replace = [&](Mask where, const Vec& with) {
        for (int i = 0; i < 3; ++i) direction[i] = select(where, with[i], direction[i]);
    };
    if (steering.any_local) replace(steering.local, at_local_elevation(plan.frame, elevation, up_I));
    if (steering.any_along) replace(steering.along, along_air_velocity(air_velocity_I));
    return direction;
}

}  // namespace apogee::APOGEE_LANES
