#pragma once

#include <string>

#include "scene/overlay.h"
#include "session/estimate_maker.h"

namespace apogee {

/// "14,190 km", "beyond half the Earth".
[[nodiscard]] std::string range_text(double km, LengthUnit unit);
/// "13,486 km to beyond half the Earth".
[[nodiscard]] std::string interval_text(const WeightedQuantiles& km, LengthUnit unit);

/// The reported and the standard flight, the ring of the standard range round the site and the band of its
/// interval. Rings are drawn up to `widest_ring_km`; a band that goes beyond has no outer edge: it fades.
[[nodiscard]] Overlay overlay_of(const FlightEstimate& estimate, const EstimateLayers& layers, Color color,
                                 LengthUnit unit, bool dark);

/// Near the antipode a circle on the ellipsoid folds over itself, there where no shortest way leads on:
/// within pi times the flattening of a radius, 67 km.
inline constexpr double widest_ring_km = 19'900;

}  // namespace apogee
