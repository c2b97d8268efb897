#pragma once

#include <functional>
#include <string>
#include <vector>

#include "figure/page.h"
#include "scene/axis.h"

namespace apogee {

/// A plot's area with what its axes span.
struct Chart {
    Box box;
    AxisSpan x, y;
    [[nodiscard]] double px(double value) const {
        return box.left + (value - x.from) / (x.to - x.from) * box.width;
    }
    [[nodiscard]] double py(double value) const {
        return box.bottom() - (value - y.from) / (y.to - y.from) * box.height;
    }
};

using NumberText = std::function<std::string(double)>;
/// Numbers of an axis with as many decimals as its step needs.
[[nodiscard]] NumberText axis_numbers(double step, const Look& look);

/// Lines across at round numbers, numbered on the left. @return the step
double draw_y_axis(Canvas& canvas, const Chart& chart, int ticks, const Look& look);
/// Ticks below at round numbers; the names of the ends stay within the box.
void draw_x_axis(Canvas& canvas, const Chart& chart, double step, const NumberText& text, const Look& look);
/// What the x axis shows, below its numbers.
void name_x_axis(Canvas& canvas, const Chart& chart, const std::string& name, const Look& look);
/// Room below a chart for its numbers and the name of its axis.
inline constexpr double x_axis_height = 22;
/// Room for the widest number of a y axis with these ends.
[[nodiscard]] double y_axis_width(const AxisSpan& span, int ticks, const Look& look);

}  // namespace apogee
