#pragma once

#include <functional>
#include <span>
#include <vector>

#include "flight/trajectory.h"

namespace apogee {

/// A number of a flight's moment that is plotted; NaN where there is none.
using Plotted = std::function<double(const FlightPoint&)>;

/// The moments of a flight between two times, ends included and ascending, through which the curves of all
/// these numbers are drawn: a curve lies within some 0.4 pixels of the straight lines between them in a plot
/// of 2000 by 1000 pixels that shows this time and this number alone. Both sides of every event are among
/// them, since thrust and mass jump there.
[[nodiscard]] std::vector<FlightPoint> plot_points(const Trajectory& trajectory,
                                                   std::span<const Plotted> numbers, double from_s,
                                                   double to_s);

}  // namespace apogee
