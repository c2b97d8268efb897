#include "report/claim_points.h"

#include <cmath>
#include <limits>

namespace apogee {
namespace {

/// The list without answers.
std::vector<ClaimPoint> points_of(const RegionDistance& d) {
    using Kind = ClaimPoint::Kind;
    std::vector<ClaimPoint> points;
    const auto add = [&](Kind kind, std::string name, const SeenPlace& seen, bool counted = true) {
        ClaimPoint& point = points.emplace_back();
        point.kind = kind;
        point.name = std::move(name);
        point.seen = seen;
        point.counted = counted;
    };
    if (d.region.parts.empty()) {
        add(Kind::only, full_name(d.region), d.nearest);
    } else {
        add(Kind::nearest, d.region.name, d.nearest);
        add(Kind::farthest, d.region.name, d.farthest);
    }
    for (const PartDistance& part : d.parts) {
        add(Kind::part_nearest, name_of(part, d.region), part.reach.nearest, part.counted);
        add(Kind::part_farthest, name_of(part, d.region), part.reach.farthest, part.counted);
    }
    for (const TownDistance& town : d.towns) {
        add(Kind::town, std::string(town.town->name), town.seen);
        points.back().population = town.town->population;
    }
    return points;
}

/// What an Earth's answers are of, in the order of the list.
template <class Share>
std::vector<Share> in_order(const RegionDistance& d, const Share& nearest, const Share& farthest,
                            const auto& parts, const std::vector<Share>& towns) {
    std::vector<Share> all{nearest};
    if (!d.region.parts.empty()) all.push_back(farthest);
    for (const auto& [near, far] : parts) all.insert(all.end(), {near, far});
    all.insert(all.end(), towns.begin(), towns.end());
    return all;
}

double reached(double reach_km, const SeenPlace& seen) {
    if (std::isnan(reach_km)) return std::numeric_limits<double>::quiet_NaN();
    return reach_km >= seen.distance_m / 1000 ? 1 : 0;
}

ClaimShare reached(const DirectedReach& reach, const SeenPlace& seen) {
    return {reached(reach.standard_km, seen), reached(reach.maximum_km, seen)};
}

}  // namespace

std::vector<ClaimPoint> points_of(const Claim& claim) {
    const RegionDistance& d = claim.distance;
    std::vector<ClaimPoint> points = points_of(d);
    const auto shares = [&](const ClaimOnEarth& on) {
        return in_order(d, on.nearest, on.farthest, on.parts, on.towns);
    };
    const std::vector<ClaimShare> still = shares(*claim.still);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].still = still[i];
    if (!claim.turning) return points;
    const std::vector<ClaimShare> turning = shares(*claim.turning);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].turning = turning[i];
    return points;
}

std::vector<ClaimPoint> points_of(const RangeClaim& claim) {
    const RegionDistance& d = claim.distance;
    std::vector<ClaimPoint> points = points_of(d);
    for (ClaimPoint& point : points) point.still = reached(claim.still, point.seen);
    if (!claim.turning) return points;
    const RangeClaim::Turning& there = *claim.turning;
    const std::vector<DirectedReach> turning =
        in_order(d, there.nearest, there.farthest, there.parts, there.towns);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].turning = reached(turning[i], points[i].seen);
        points[i].turning_km = turning[i].standard_km;
    }
    return points;
}

}  // namespace apogee
