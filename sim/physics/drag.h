#pragma once

#include <string>
#include <vector>

namespace apogee {

/// Drag coefficient over Mach number: linear between rows, held beyond the first and the last.
/// Both columns have one length (at least 1), Mach numbers ascend.
struct DragTable {
    std::string name;
    std::vector<double> mach, cd;
};

}  // namespace apogee
