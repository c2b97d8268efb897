#pragma once

#include <span>
#include <string_view>

namespace apogee {

/// A name to write on the water. Where a name is disputed both stand.
struct Sea {
    std::string_view name;
    double latitude_deg;  ///< a point in open water near the middle, chosen by hand, to a degree or so
    double longitude_deg;
    int rank;  ///< 0 ocean, 1 large sea, 2 sea or gulf, 3 strait or small sea
};

/// Names of oceans, seas, gulfs and straits, oceans first.
[[nodiscard]] std::span<const Sea> seas();

}  // namespace apogee
