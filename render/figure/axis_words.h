#pragma once

#include <string>

#include "figure/page.h"
#include "report/columns.h"

namespace apogee {

/// What an axis that shows a column of a time history says: "Height, km". A column that the table of words
/// does not know keeps its name.
struct AxisWords {
    std::string name;
    double factor = 1;  ///< from the column's unit to what is shown
};
[[nodiscard]] AxisWords axis_words(const Column& column, const Look& look);

}  // namespace apogee
