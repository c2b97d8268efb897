#pragma once

#include <span>
#include <vector>

namespace apogee {

/// Payloads over which the greatest one is looked for that reaches a distance: from a tenth to ten times of a
/// payload, and densely where a little less payload makes an intercontinental range one beyond half the
/// Earth.
[[nodiscard]] std::vector<double> payloads_around(double payload_kg);

/// The greatest payload with which a distance is reached, from ranges over payloads: linear in the payload
/// and the range's logarithm between them.
/// @param payloads  growing
/// @param ranges_km  with each; infinite beyond half the Earth, NaN where the vehicle does not fly with it
/// @return within 3 % for `payloads_around`; 0 where none of them reaches it, infinite where the greatest
/// does
[[nodiscard]] double payload_limit(std::span<const double> payloads, std::span<const double> ranges_km,
                                   double distance_km);

}  // namespace apogee
