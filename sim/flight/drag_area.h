#pragma once

#include <limits>

#include "flight/flight_plan.h"

namespace apogee {

/// The largest drag area that a span has at any Mach number, m^2; the curve is linear between its knots.
/// @param drag  FlightPlan::drag
[[nodiscard, gnu::always_inline]] inline double largest_drag_area_m2(const PropulsionSpan& span,
                                                                     const DragSegment* drag) {
    double largest = 0;
    for (int i = 0; i < span.drag_segments; ++i) {
        const DragSegment& d = drag[span.first_drag + i];
        const bool ends = d.mach_high < std::numeric_limits<double>::infinity();
        const double at_end = ends ? d.area_m2 + d.slope_m2 * (d.mach_high - d.mach_low) : 0;
        largest = largest > d.area_m2 ? largest : d.area_m2;
        largest = largest > at_end ? largest : at_end;
    }
    return largest;
}

}  // namespace apogee
