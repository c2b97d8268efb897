#pragma once

#include <span>
#include <vector>

/// Ranges told as energies: of two missiles near half the Earth ranges say little, for a tenth of the energy
/// makes the difference between 11,000 and 19,000 km, and a little more none at all.
namespace apogee {

/// The least kinetic energy that carries over a distance on a sphere without air, as a part of that of a
/// circular orbit; from half the Earth on 1. From the least major axis between two points: Battin, An
/// Introduction to the Mathematics and Methods of Astrodynamics (1999), chapter 6.
[[nodiscard]] double least_energy(double km);
/// The distance that an energy carries; infinite from 1 on.
[[nodiscard]] double range_of_energy_km(double energy);

/// The energies of ranges over payloads, continued beyond half the Earth. The standard flight of a missile
/// that nearly passes it flies ever flatter: its energy grows ever faster with every kilogram less, and ends
/// at 1. So above `regular_energy` it is continued by what a kilogram is worth below, which hardly differs
/// between missiles of a kind.
/// @param payloads_kg  growing; @param ranges_km  with each; NaN where the vehicle does not fly with it
/// @param per_kg  of the energy: `energy_per_kg` of such flights
/// @return infinite where no heavier flight has so little energy or nothing tells what a kilogram is worth,
/// NaN where the range is
[[nodiscard]] std::vector<double> energies_over_payload(std::span<const double> payloads_kg,
                                                        std::span<const double> ranges_km, double per_kg);
inline constexpr double regular_energy = 0.95;

/// What energy a kilogram less gives, between the lightest flight of regular energy and the next one that is
/// a tenth heavier. NaN where there are no such two.
[[nodiscard]] double energy_per_kg(std::span<const double> payloads_kg, std::span<const double> ranges_km);

}  // namespace apogee
