#pragma once

#include "figure/chart.h"

namespace apogee {

/// What a number does to a result.
struct TornadoBar {
    std::string name;
    std::string low_words, high_words;  ///< the number's values at both ends; may be empty
    double at_low = 0, at_high = 0;     ///< the result there
    std::string note;                   ///< beside the bar; may be empty
};

/// Bars about a middle, the widest first, named on the left.
void draw_tornado(Canvas& canvas, const Box& box, const std::vector<TornadoBar>& bars, double middle,
                  const std::string& axis_name, const Look& look);

}  // namespace apogee
