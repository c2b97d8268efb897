#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "estimate/estimate.h"
#include "geo/region.h"

/// "Capable of striking anywhere in ...": what of a country, or of a place, lies within the ranges that an
/// estimate finds possible. Distance against range; nothing is aimed.
namespace apogee {

/// The part of the samples, by weight, that go at least as far as a point is.
struct ClaimShare {
    double standard = 0, maximum = 0;  ///< on a standard trajectory; on the family's farthest
};

/// Of a part of a country.
struct PartShare {
    ClaimShare nearest, farthest;
};

/// A claim on the still or on the turning Earth.
struct ClaimOnEarth {
    ClaimShare nearest, farthest;
    /// Standard ranges: the still Earth's one, or those in equal steps of a turn from north on; `periodic`
    /// tells between.
    std::vector<WeightedQuantiles> standard_km;
    std::vector<ClaimShare> towns;  ///< of the claim's `distance.towns`
    std::vector<PartShare> parts;   ///< of the claim's `distance.parts`
    /// The greatest payload with which the standard trajectory reaches the farthest point, sample by sample:
    /// 0 where none of those looked for does, infinite where the greatest does (`payload_limit`).
    std::optional<WeightedQuantiles> payload_kg;    ///< of a known vehicle
    std::optional<WeightedQuantiles> payload_part;  ///< of the payload that the sample's test carried
};

struct Claim {
    RegionDistance distance;
    std::optional<ClaimOnEarth> still;    ///< empty: the estimate has no answer
    std::optional<ClaimOnEarth> turning;  ///< towards each point
    std::string why_not_turning;          ///< empty where `turning` is told
    std::string why_no_payload;           ///< why `payload_kg` is empty

    /// Whether the turning Earth's answer is the one to quote: of a place, where it is told. A bare distance
    /// is meant to be compared with published ranges, which are those of the still Earth.
    [[nodiscard]] bool quotes_turning() const {
        return turning && distance.region.kind != RegionKind::distance;
    }
    /// The answer to quote; null where the estimate has none.
    [[nodiscard]] const ClaimOnEarth* quoted() const {
        return quotes_turning() ? &*turning : still ? &*still : nullptr;
    }
    /// "turning Earth", "still Earth": that of the answer to quote.
    [[nodiscard]] const char* quoted_earth() const {
        return quotes_turning() ? "turning Earth" : "still Earth";
    }
};

/// @param regions  of which all but distances need the report's site
/// @param known    whether the vehicle is
[[nodiscard]] std::vector<Claim> answer_claims(const Estimate& estimate, const ReportedFlight& report,
                                               std::vector<Region> regions, bool known,
                                               const EstimateOptions& options);

/// The part of the weight whose range is at least a distance. Infinite ranges reach everything, NaN nothing.
[[nodiscard]] double share_reaching(std::span<const double> ranges_km, std::span<const double> weights,
                                    double distance_km);

}  // namespace apogee
