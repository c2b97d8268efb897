#pragma once

#include "flight/endings.h"
#include "flight/regime.h"

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

    [[nodiscard, gnu::always_inline]] double scaled(double height_m) const {
        return (height_m - centre_m) / half_width_m;
    }
    [[nodiscard, gnu::always_inline]] AirEdges edges() const { return {bottom_m, top_m, vacuum}; }
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
    /// The robust path: coasts, too, are flown with error control, and nothing is doubted.
    bool robust = false;
};

/// Position and velocity in the inertial frame, and when.
struct LanePoint {
    double time_s = 0;
    double r_I[3] = {}, v_I[3] = {};
};

/// One flight: its numbers, then what came of it.
struct LaneFlight {
    PlanView plan;
    double up_I[3] = {}, along_I[3] = {};  ///< the launch frame
    double density_scale = 1;
    double start_s = 0;  ///< lift-off or release

    LanePoint now;  ///< in: lift-off or release; out: the end
    Regime regime;  ///< there

    /// ready: to be flown from `now`. climbing: under thrust above the air. coasting: on its way there
    /// without. ended: as `outcome` says. ended_roughly: the same, but small errors have grown to more than a
    /// metre (`needs_tight`). doubtful: the fast path gave up.
    enum class Progress { ready, climbing, coasting, ended, ended_roughly, doubtful };
    Progress progress = Progress::ready;
    [[nodiscard]] bool has_ended() const {
        return progress == Progress::ended || progress == Progress::ended_roughly;
    }
    Outcome outcome = Outcome::step_limit;
    LanePoint burnout;  ///< last one, time 0 where it was not reached
    static constexpr double no_summit_m = -1e300;
    double summit_m = no_summit_m;  ///< as EndedFlight::summit_m
    double summit_pressure_Pa = 0;  ///< greatest dynamic pressure until that summit
    double pressure_Pa = 0;         ///< the same until now
    double entry_m = 0;             ///< coasting: the height down to which drag does not count
    double revolution_end_s = never;
    bool falls_freely = false;     ///< the free flight has begun
    bool summit_at_start = false;  ///< the summit is where the body was let go at rest
    int steps = 0, rejected = 0;
    /// What the lanes' series of the height has too much at the start, some tenths of a millimetre: a kick
    /// half a metre above the pad is met to less.
    double height_error_m = 0;

    /// A height at which the rate of climb passes zero downward, the greatest dynamic pressure so far known.
    [[gnu::always_inline]] void note_summit(double height_m, double pressure_so_far_Pa) {
        constexpr double rounding_m = 1e-3;
        if (height_m <= summit_m + rounding_m) return;
        summit_m = height_m;
        summit_at_start = false;
        summit_pressure_Pa = pressure_so_far_Pa;
    }
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
