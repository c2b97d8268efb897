#pragma once

#include "figure/chart.h"

namespace apogee {

/// Shares of a distribution between even steps.
struct Bars {
    double from = 0, step = 1;  ///< in the unit of the axis
    std::vector<double> shares;
};

/// A number that a distribution is compared with.
struct NumberMark {
    double value = 0;
    std::string words;
};

/// A histogram with what is said of it: the interval shaded, the median, marks, another one as an outline.
struct DistributionPlot {
    Bars bars;
    Bars outline;  ///< no shares: none
    std::string outline_name, axis_name, share_name;
    double low = 0, median = 0, high = 0;  ///< NaN: none
    std::vector<NumberMark> marks;
    int style = 0;  ///< of flight_style
};

/// About as many bars as a page shows well, of a round width, over a span.
[[nodiscard]] Bars empty_bars(double low, double high);
/// Adds a weight where a value lies; beyond the bars nothing.
void add(Bars& bars, double value, double weight);

/// @param span  of the x axis
void draw_distribution(Canvas& canvas, const Box& box, const DistributionPlot& shown, const AxisSpan& span,
                       const Look& look);
/// A span that holds the bars and the marks.
[[nodiscard]] AxisSpan span_of(const DistributionPlot& shown);

}  // namespace apogee
