#pragma once

#include <optional>
#include <vector>

#include "range/range.h"

namespace apogee {

/// A flight of a ring: which way it steers, where it comes down as seen from the site, and how far away.
struct DirectedRange {
    double steering = 0, landing = 0;  ///< rad, clockwise from north
    double km = 0;                     ///< infinite: beyond half the Earth; NaN: no flight
};
/// @param flight  one that was flown from the site towards `steering`.
[[nodiscard]] DirectedRange directed_range(const Geodetic& site, double steering, const FamilyFlight& flight);

/// How far a missile goes in a direction over the turning Earth, told from a ring of flights. While a flight
/// lasts the Earth turns below it: it does not land in the direction in which it steered. Range and shift are
/// smooth, periodic functions of the steering; both are interpolated by cubics through four flights (Catmull
/// and Rom 1974), linearly beside flights that pass half the Earth. With 24 flights the range is within 0.1 %
/// (up to 13,000 km).
class RangeByDirection {
  public:
    /// Of a ring that is flown for this.
    static constexpr std::size_t flights = 24;

    /// @param ring  at least 4, at equal steps of steering from north on.
    explicit RangeByDirection(std::vector<DirectedRange> ring) : ring_(std::move(ring)) {}

    /// The flight that comes down in a direction, rad; the farthest where several do. `km` is infinite where
    /// flights in that direction pass half the Earth, NaN where there is none.
    [[nodiscard]] DirectedRange towards(double landing) const;

  private:
    [[nodiscard]] std::optional<DirectedRange> between(std::size_t first, double landing) const;

    std::vector<DirectedRange> ring_;
};

/// A periodic function given at equal steps of a turn, at an angle in rad: by the same cubics.
/// Between an infinite value and a finite one it is the finite one.
[[nodiscard]] double periodic(const std::vector<double>& values, double angle);

}  // namespace apogee
