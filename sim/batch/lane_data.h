#pragma once

#include "flight/flight_plan.h"

/// Plain data between the engine and the code that is compiled once per instruction set. Pointers and counts,
/// no containers: their inline functions must not be compiled for a processor that may not be there.
namespace apogee {

/// One layer of air as polynomials of x = (height - centre) / half width, lowest power first: every kind of
/// layer in one form, so that lanes in different layers run the same instructions. Fitted to `air_in` by
/// `lane_air`; ln density within 1e-9, within 2e-3 in thin air whose layers are joined.
struct LaneLayer {
    static constexpr int terms = AirLayer::terms, few = 6;
    double bottom_m = 0, top_m = 0;  ///< of the cell, unbounded at both ends of the air
    double centre_m = 0, half_width_m = 1;
    double ln_density[terms] = {};
    double specific_pressure[few] = {};  ///< p / density, m^2/s^2
    double sound_m_s[few] = {};
    double wind_base_m = 0, east_m_s = 0, east_slope_1_s = 0, north_m_s = 0, north_slope_1_s = 0;
    bool vacuum = false;
};

/// How high the air reaches: above `height_m[k]` its density is below 2^-(k + first), kg/m^3.
struct ThinAir {
    static constexpr int first = 10, last = 63;
    double height_m[last - first + 1] = {};
};

/// What the flights of a call share.
struct LaneWorld {
    Earth earth;
    const LaneLayer* air = nullptr;
    int layers = 0;
    const ThinAir* thin_air = nullptr;
    bool has_wind = false;
    double relative_tolerance = 0;  ///< local error per step, as in Tolerance
    double fall_tolerance = 0;      ///< the same after the coast: such an error has little time left to grow
    long step_limit = 0;
    bool in_steps = false;  ///< coasts, too, are flown with error control: where the long steps were in doubt
};

/// The segments of one drag curve within LaneFlight::segments; none: no drag.
struct LaneDrag {
    int first = 0, count = 0;
};

/// Position and velocity in the inertial frame, and when.
struct LanePoint {
    double time_s = 0;
    double r_I[3] = {}, v_I[3] = {};
};

/// One flight: its numbers, then what came of it.
struct LaneFlight {
    const PropulsionSpan* spans = nullptr;  ///< the last one does not end
    const LaneDrag* drag = nullptr;         ///< of each span
    const DragSegment* segments = nullptr;
    const SteeringSpan* steering = nullptr;  ///< null: none
    int steering_spans = 0;
    double up_I[3] = {}, along_I[3] = {};  ///< the launch frame
    double density_scale = 1, last_burnout_s = 0;
    double shroud_mass_kg = 0, shroud_height_m = 0, shroud_time_s = 0;  ///< infinite where it is the other
    double duration_s = 0;                                              ///< infinite: until it lands
    double ground_m = 0;
    bool from_pad = true;
    bool shroud_on = false;

    LanePoint now;  ///< in: lift-off or release; out: the end

    /// climbing: under thrust above the air. coasting: on its way there without.
    enum class End { ready, landed, duration_reached, escaped, in_orbit, climbing, coasting, doubtful };
    End end = End::ready;
    LanePoint burnout;  ///< last one, time 0 where it was not reached
    double apogee_m = -1e300, max_dynamic_pressure_Pa = 0;
    double entry_m = 0;     ///< coasting: the height down to which drag does not count
    int steering_span = 0;  ///< climbing: where it is in the ascent programme, and since when
    double steering_start_s = 0;
    int steps = 0, rejected = 0;
};

/// Flies them all; the results do not depend on which of them are flown together.
using FlyLanes = void (*)(const LaneWorld& world, LaneFlight* flights, int count);

namespace lanes_1 {
void fly(const LaneWorld& world, LaneFlight* flights, int count);
}
namespace lanes_2 {
void fly(const LaneWorld& world, LaneFlight* flights, int count);
}
namespace lanes_4 {
void fly(const LaneWorld& world, LaneFlight* flights, int count);
}
namespace lanes_8 {
void fly(const LaneWorld& world, LaneFlight* flights, int count);
}

}  // namespace apogee
