#pragma once

#include <functional>
#include <vector>

#include "report/overflight.h"

/// The strip of what lies below a flight's track: a bar cut where countries and seas begin.
namespace apogee {

/// Land stands out in a strip, the sea recedes, a country's waters lie between.
enum class Ground { land, territorial_sea, sea };
[[nodiscard]] Ground ground_of(const Overflight& over);

struct StripPart {
    const Overflight* over;
    double from, to;  ///< along the strip
};
/// @param place_of  where along the strip a time stands
/// @param least     of a part's length, so that it shows
[[nodiscard]] std::vector<StripPart> strip_parts(const std::vector<Overflight>& overflights,
                                                 const std::function<double(double time_s)>& place_of,
                                                 double least);

}  // namespace apogee
