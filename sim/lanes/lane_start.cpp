#include "lanes/lane_start.h"

#include <algorithm>
#include <cmath>

#include "flight/dynamics.h"
#include "physics/earth.h"

namespace apogee {

LaneStart lane_start(const LaneWorld& world, const LaneFlight& flight) {
    const auto &r = flight.now.r_I, &v = flight.now.v_I;
    const Vec3<double> r_I{r[0], r[1], r[2]}, v_I{v[0], v[1], v[2]};
    const HeightAndUp<double> above = height_and_up(world.earth, r_I);
    LaneStart start;
    start.height_m = above.height.m;
    start.lane_height_m = height_for_air(world.earth, r_I).m;
    start.climb_m_s = above.up.dot(v_I);
    constexpr double on_edge_m = 1e-6;
    start.layer =
        cell_at(world.air, flight.plan.from_pad ? std::max(start.height_m, start.lane_height_m) + on_edge_m
                                                : start.height_m);
    Vec3<double> air_velocity = relative_to_earth(world.earth, r_I, v_I);
    if (world.has_wind) air_velocity -= wind_at(world.air[start.layer], r_I, above).velocity_I;
    start.air_speed_m_s = std::sqrt(air_velocity.squaredNorm());
    return start;
}

}  // namespace apogee
