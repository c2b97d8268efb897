#pragma once

#include <string>
#include <vector>

#include "view/panels.h"

namespace apogee {

/// One line of a plot: ascending x.
struct PlotLine {
    std::vector<double> x, y;
    int style = 0;
    bool bold = false;
};

/// What a plot shows and what the user did to it.
struct PlotFrame {
    int id = 0;
    std::string title, unit;
    double x_from = 0, x_to = 1;     ///< shown span
    double x_least = 0, x_most = 1;  ///< the whole one, to which a double click goes back
    double y_from = 0, y_to = 0;     ///< to <= from: fitted to what is shown
    double cursor = 0;
};

/// The plot as it was left by the mouse: wheel zooms at the cursor (with Ctrl the vertical axis), left-drag
/// sets the time, right-drag pans, a double click fits.
struct PlotAnswer {
    bool time_set = false, axes_set = false, title_pressed = false;
};

/// Draws a plot with axes, round ticks and the time cursor, and reads the mouse over it into `frame`.
PlotAnswer plot(Ui& ui, const Area& area, PlotFrame& frame, const std::vector<PlotLine>& lines);

/// The distance of round ticks (1, 2 or 5 times a power of ten), at most `most` of them over a span.
[[nodiscard]] double round_step(double span, int most);
/// Of ticks in minutes and seconds: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10, 15, 30 min, hours.
[[nodiscard]] double clock_step(double span, int most);

}  // namespace apogee
