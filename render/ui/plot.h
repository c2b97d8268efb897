#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/ui.h"

namespace apogee {

/// One line of a plot: ascending x. Where a number is not finite the line is interrupted.
struct PlotLine {
    std::vector<double> x, y;
    int style = 0;
    bool bold = false;
    float alpha = 1;
    std::string name = {};  ///< beside its value; empty: it has none there
};

/// A moment along x that is marked, and its name.
struct PlotMark {
    double x;
    std::string name;
};
/// A stretch along x that is shaded, and its name.
struct PlotStretch {
    double from, to;
    std::string name;
};

/// What a plot shows and what the user did to it.
struct PlotFrame {
    int id = 0;
    std::string title, unit;
    double x_from = 0, x_to = 1;     ///< shown span
    double x_least = 0, x_most = 1;  ///< the whole one, to which a double click goes back
    double y_from = 0, y_to = 0;     ///< to <= from: fitted to what is shown
    double least_span = 0;           ///< data that vary less are shown as one number
    double cursor = 0;
    std::vector<PlotMark> marks = {};
    std::vector<PlotStretch> stretches = {};
    std::string beyond = {};  ///< what the vertical span leaves out
};

/// The plot as it was left by the mouse: wheel zooms at the cursor (with Ctrl the vertical axis), left-drag
/// sets the time, right-drag pans, a double click fits.
struct PlotAnswer {
    bool time_set = false, axes_set = false, title_pressed = false;
    std::optional<double> pointed;  ///< x below the pointer
};

/// A line's value at x, interpolated; NaN outside.
[[nodiscard]] double value_at(const PlotLine& line, double x);

/// Draws a plot with axes, round ticks, marks and the time cursor, says the values below the pointer, and
/// reads the mouse over it into `frame`.
PlotAnswer plot(Ui& ui, const Area& area, PlotFrame& frame, const std::vector<PlotLine>& lines);

/// A tick's number as it stands beside an axis with that step: "4,475", "0.25"; from a million on, and for
/// steps below a millionth, "1.5e6".
[[nodiscard]] std::string tick_text(double value, double step);

/// A stretch of a line, pixels.
struct Stretch {
    double x0, y0, x1, y1;
};
/// The part of a stretch that lies within an area; none where it passes beside it or is not finite.
[[nodiscard]] std::optional<Stretch> part_within(const Area& area, const Stretch& stretch);

}  // namespace apogee
