#pragma once

#include <vector>

namespace apogee {

/// Wind over height: the velocity at which the air moves over the ground, linear between rows and held
/// beyond the first and the last. All three columns have one length, heights ascend. Empty: still air.
struct WindTable {
    std::vector<double> height_m, east_m_s, north_m_s;
};

}  // namespace apogee
