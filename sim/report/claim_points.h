#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "estimate/claims.h"
#include "range/range_claims.h"

/// The points that a claim is answered for, one list for tables and maps.
namespace apogee {

struct ClaimPoint {
    /// `only`: the claim is one place or distance.
    enum class Kind : std::uint8_t { only, nearest, farthest, part_nearest, part_farthest, town };
    Kind kind = Kind::only;
    std::string name;              ///< of the region, of the part, of the town
    SeenPlace seen;                ///< from the launch site
    bool counted = true;           ///< false: of a territory
    std::uint64_t population = 0;  ///< of a town
    ClaimShare still;              ///< of a vehicle 1 or 0; NaN where no flight is
    std::optional<ClaimShare> turning;
    double turning_km = 0;  ///< of a vehicle: its standard range there
};

/// The ends, or the one place or distance that the claim is; nearest and farthest point of each part; the
/// towns, the most populous first.
/// @param claim  with an answer (`Claim::quoted`)
[[nodiscard]] std::vector<ClaimPoint> points_of(const Claim& claim);
[[nodiscard]] std::vector<ClaimPoint> points_of(const RangeClaim& claim);

}  // namespace apogee
