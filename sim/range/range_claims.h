#pragma once

#include <array>
#include <optional>
#include <vector>

#include "geo/region.h"
#include "range/range.h"

/// What of a country, or of a place, lies within a missile's range: distance against range.
namespace apogee {

/// How far it goes in a direction, km; infinite beyond half the Earth, NaN where no flight is.
struct DirectedReach {
    double standard_km = 0, maximum_km = 0;
};

/// Of one region, from a scenario's launch site.
struct RangeClaim {
    RegionDistance distance;
    DirectedReach still;  ///< in every direction alike
    /// On the turning Earth, towards each point.
    struct Turning {
        DirectedReach nearest, farthest;
        /// In equal steps of a turn from north on; `periodic` tells between.
        std::vector<double> standard_km;
        std::vector<DirectedReach> towns;                 ///< of `distance.towns`
        std::vector<std::array<DirectedReach, 2>> parts;  ///< of `distance.parts`: nearest, farthest point
    };
    std::optional<Turning> turning;
    /// The greatest payload whose standard trajectory reaches the farthest point: `payload_limit`.
    double payload_still_kg = 0;
    std::optional<double> payload_turning_kg;

    /// As `Claim::quotes_turning`.
    [[nodiscard]] bool quotes_turning() const {
        return turning && distance.region.kind != RegionKind::distance;
    }
};

/// @param turning  also on the turning Earth. A distance by itself is compared with the flight that
/// steers towards the scenario's azimuth, as `range_at_azimuth` tells it.
/// @throws InputError where the scenario has no launch
[[nodiscard]] std::vector<RangeClaim> range_claims(const Scenario& scenario, std::vector<Region> regions,
                                                   bool turning, const RangeOptions& options = {});

}  // namespace apogee
