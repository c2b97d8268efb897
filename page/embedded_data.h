#pragma once

#include <string>

namespace apogee::embedded {

/// Hands over the bytes of geo/data/world-50m.bin and world-10m.bin, before a map is read for the first time.
/// Until then a coarser one stands in for each.
void keep_maps(std::string world_50m, std::string world_10m);

}  // namespace apogee::embedded
