#include "scene/track_strip.h"

#include <algorithm>

namespace apogee {

Ground ground_of(const Overflight& over) {
    if (over.below.land) return Ground::land;
    return over.territorial_sea_of.empty() ? Ground::sea : Ground::territorial_sea;
}

std::vector<StripPart> strip_parts(const std::vector<Overflight>& overflights,
                                   const std::function<double(double time_s)>& place_of, double least) {
    std::vector<StripPart> parts;
    for (const Overflight& over : overflights) {
        const double from = place_of(over.from_s);
        parts.push_back({&over, from, std::max(place_of(over.to_s), from + least)});
    }
    return parts;
}

}  // namespace apogee
