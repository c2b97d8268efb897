#pragma once

#include <limits>

#include "flight/flight_plan.h"

namespace apogee {

/// A time, a height or a speed that does not come.
inline constexpr double never = std::numeric_limits<double>::infinity();

/// What decides the course of a flight, as plain numbers: the rules of a flight read this and nothing else. A
/// FlightPlan hands it out (`view_of`), and so does a flight in a lane, so that both obey the same rules.
/// Pointers and counts, no containers: inline functions of containers must not be compiled for a processor
/// that may not be there.
struct PlanView {
    const PropulsionSpan* propulsion = nullptr;  ///< the last one does not end
    const DragSegment* drag = nullptr;
    const SteeringSpan* steering = nullptr;  ///< null: no thrust to steer
    int steering_spans = 0;
    double last_burnout_s = 0;
    double shroud_mass_kg = 0, shroud_height_m = never, shroud_time_s = never;  ///< mass 0: no shroud
    double duration_s = never;  ///< stop here; `never`: the flight ends by itself
    double ground_m = 0;        ///< the height of impact: 0, or the start's height where that is below
    bool from_pad = true;
    bool has_air = false;     ///< anywhere
    bool once_round = false;  ///< see FlightPlan
};

[[nodiscard]] PlanView view_of(const FlightPlan& plan, double start_height_m);

/// A step that ends this close to an edge of the air is on it: only slopes jump there, and what is gone over
/// costs the square of this. Of a thin cell it is a small share: within a metre a table's density may halve.
inline constexpr double kink_m = 1e-2, kink_share = 1e-4;

/// One piece of the air: between these heights it is one smooth function.
struct AirEdges {
    double bottom_m = 0, top_m = 0;
    bool vacuum = false;
    double bottom_kink_m = kink_m, top_kink_m = kink_m;  ///< how close is on the edge
};

/// The cell that holds a height: its bottom belongs to it, its top to the next.
/// @param cells  AirCell or whatever has `top_m`; the last one has no top
template <class Cell>
[[nodiscard, gnu::always_inline]] inline int cell_at(const Cell* cells, double height_m) {
    int cell = 0;
    while (height_m >= cells[cell].top_m) ++cell;
    return cell;
}

}  // namespace apogee
