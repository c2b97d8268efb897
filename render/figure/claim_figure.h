#pragma once

#include "figure/claim_map.h"

namespace apogee {

/// The launch site in the middle, what lies within range and what does not, and how far the missile goes.
/// @param words  round it; the map's own, or those with another title
void draw_claim(Canvas& canvas, const Box& whole, const ClaimMap& map, const PageWords& words,
                const Look& look);

}  // namespace apogee
