#pragma once

#include <span>
#include <vector>

namespace apogee {

/// Payloads over which the greatest one is looked for that reaches a distance: from a tenth to ten times of a
/// payload.
[[nodiscard]] std::vector<double> payloads_around(double payload_kg);

/// Payloads to fly as well: between the heaviest that goes beyond half the Earth and the next. A few per cent
/// of payload make thousands of kilometres there. Empty where none goes beyond, or the heaviest does.
/// @param payloads  growing
[[nodiscard]] std::vector<double> payloads_at_half_earth(std::span<const double> payloads,
                                                         std::span<const double> ranges_km);
/// How often: the widest gap of `payloads_around`, a factor of two, is then one of 1.03.
inline constexpr int half_earth_rounds = 2;

/// Puts a payload and its range where they belong.
void add_range(std::vector<double>& payloads, std::vector<double>& ranges_km, double payload,
               double range_km);

/// The greatest payload with which a distance is reached, from ranges over payloads: linear in the payload
/// and the range's logarithm between them.
/// @param payloads  growing
/// @param ranges_km  with each; infinite beyond half the Earth, NaN where the vehicle does not fly with it
/// @return within 3 % for `payloads_around` with those of `payloads_at_half_earth`; 0 where none of them
/// reaches it, infinite where the greatest does
[[nodiscard]] double payload_limit(std::span<const double> payloads, std::span<const double> ranges_km,
                                   double distance_km);

/// The greatest payload whose flight has an energy, beyond half the Earth as well: linear between
/// `energies_over_payload`. 0 and infinite as above.
[[nodiscard]] double payload_limit_of_energy(std::span<const double> payloads_kg,
                                             std::span<const double> ranges_km, double per_kg, double energy);

}  // namespace apogee
