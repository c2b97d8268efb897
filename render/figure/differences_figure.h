#pragma once

#include <string>
#include <vector>

#include "figure/figure.h"

namespace apogee {

/// A measured quantity less the computed one over the data's time.
struct DifferenceSeries {
    const Column* column = nullptr;
    std::vector<double> time_s, difference;  ///< where both are known; in the column's unit
};

/// What `apogee figure --kind differences` draws.
struct DifferencesFigure {
    std::string name;  ///< of the file, without its ending
    std::vector<DifferenceSeries> series;
};

/// From the CSV file that `apogee compare --csv` wrote. @throws InputError
[[nodiscard]] DifferencesFigure differences_figure(const std::string& file);

[[nodiscard]] PageWords words_of(const DifferencesFigure& figure, const Look& look);
/// A panel for each quantity, zero in it.
void draw_differences(Canvas& canvas, const Box& whole, const DifferencesFigure& figure,
                      const PageWords& words, const Look& look);

}  // namespace apogee
