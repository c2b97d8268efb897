#pragma once

#include <string>

namespace apogee::embedded {

/// Hands over the bytes of geo/data/world-50m.bin, world-10m.bin and places.tsv, before any of them is read
/// for the first time. Without them a coarser map stands in for each, and the largest places for all.
void keep_maps(std::string world_50m, std::string world_10m, std::string places);

}  // namespace apogee::embedded
