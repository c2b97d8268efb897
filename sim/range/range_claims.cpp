#include "range/range_claims.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/angles.h"
#include "range/payload_limit.h"
#include "range/range_by_direction.h"

namespace apogee {
namespace {

/// Flights of a ring, by where they come down.
struct Rings {
    RangeByDirection standard, maximum;

    [[nodiscard]] DirectedReach towards(double azimuth) const {
        return {standard.towards(azimuth).km, maximum.towards(azimuth).km};
    }
    [[nodiscard]] std::vector<double> standard_km() const {
        std::vector<double> list;
        for (int i = 0; i < azimuths; ++i) list.push_back(standard.towards(2 * pi * i / azimuths).km);
        return list;
    }
    static constexpr int azimuths = static_cast<int>(RangeByDirection::flights);
};

RangeByDirection by_direction(const RangeRing& ring, FamilyFlight Farthest::*which) {
    std::vector<DirectedRange> list;
    for (const RingPoint& point : ring.points)
        list.push_back(directed_range(ring.site, radians(point.azimuth_deg), point.farthest.*which));
    return RangeByDirection(std::move(list));
}

Rings rings(const Scenario& scenario, const RangeOptions& options) {
    const RangeRing ring = range_ring(scenario, Rings::azimuths, options);
    return {by_direction(ring, &Farthest::standard), by_direction(ring, &Farthest::maximum)};
}

/// Within the bounds that the scenario's format has for them.
std::vector<double> payloads_of(const Scenario& scenario) {
    double own_kg = 0, least_kg = 0, most_kg = std::numeric_limits<double>::infinity();
    for (const Parameter& p : scenario.parameters)
        if (p.path == "payload.mass_kg") {
            own_kg = p.value;
            least_kg = p.least;
            most_kg = p.most;
        }
    std::vector<double> payloads_kg;
    for (const double kg : payloads_around(own_kg))
        if (kg >= least_kg && kg <= most_kg) payloads_kg.push_back(kg);
    return payloads_kg;
}

/// The greatest payload that goes so far. @param ranges  of payloads
template <class Ranges>
double limit_kg(const Scenario& scenario, double distance_m, Ranges ranges) {
    std::vector<double> payloads_kg = payloads_of(scenario);
    if (payloads_kg.empty()) return 0;
    std::vector<double> ranges_km = ranges(payloads_kg);
    for (int round = 0; round < half_earth_rounds; ++round) {
        const std::vector<double> between = payloads_at_half_earth(payloads_kg, ranges_km);
        if (between.empty()) break;
        const std::vector<double> found = ranges(between);
        for (std::size_t i = 0; i < between.size(); ++i)
            add_range(payloads_kg, ranges_km, between[i], found[i]);
    }
    return payload_limit(payloads_kg, ranges_km, distance_m / 1000);
}

/// Of one scenario; what was flown for one claim need not be flown for the next.
class DirectedLimits {
  public:
    DirectedLimits(const Scenario& scenario, const RangeOptions& options)
        : scenario_(scenario), options_(options) {}

    /// Steering as the scenario says.
    [[nodiscard]] double steered_kg(double distance_m) {
        return limit_kg(scenario_, distance_m, [&](const std::vector<double>& payloads_kg) {
            std::vector<double> ranges_km;
            for (const PayloadPoint& point : range_over_payload(scenario_, payloads_kg, options_))
                ranges_km.push_back(reach_km(point.farthest.standard));
            return ranges_km;
        });
    }
    /// Coming down in a direction.
    [[nodiscard]] double towards_kg(double azimuth, double distance_m) {
        return limit_kg(scenario_, distance_m, [&](const std::vector<double>& payloads_kg) {
            fly_rings(payloads_kg);
            std::vector<double> ranges_km;
            for (const double kg : payloads_kg) ranges_km.push_back(rings_.at(kg).towards(azimuth).km);
            return ranges_km;
        });
    }

  private:
    void fly_rings(const std::vector<double>& payloads_kg) {
        std::vector<double> missing;
        for (const double kg : payloads_kg)
            if (!rings_.contains(kg)) missing.push_back(kg);
        if (missing.empty()) return;
        const std::vector<RangeRing> flown =
            rings_over_payload(scenario_, missing, Rings::azimuths, options_);
        for (std::size_t i = 0; i < missing.size(); ++i)
            rings_.emplace(missing[i], by_direction(flown[i], &Farthest::standard));
    }

    const Scenario& scenario_;
    const RangeOptions& options_;
    std::map<double, RangeByDirection> rings_;  ///< by payload, kg
};

}  // namespace

std::vector<RangeClaim> range_claims(const Scenario& scenario, std::vector<Region> regions, bool turning,
                                     const RangeOptions& options) {
    std::vector<RangeClaim> claims;
    if (regions.empty()) return claims;
    const Scenario still = without_rotation(scenario);
    const Farthest alone = range_at_azimuth(still, options);
    DirectedLimits alone_limits(still, options), limits(scenario, options);
    const auto& launch = std::get<Launch>(scenario.start);
    std::optional<Rings> ring;
    std::optional<DirectedReach> steered_alike;
    if (turning) {
        ring = rings(scenario, options);
        const Farthest own = range_at_azimuth(scenario, options);
        steered_alike = DirectedReach{reach_km(own.standard), reach_km(own.maximum)};
    }
    for (Region& region : regions) {
        RangeClaim claim;
        claim.distance = distance_to(launch.site, std::move(region));
        claim.still = {reach_km(alone.standard), reach_km(alone.maximum)};
        claim.payload_still_kg = alone_limits.steered_kg(claim.distance.farthest.distance_m);
        if (ring) {
            // A distance lies nowhere: it is compared with the flight that steers as the scenario says.
            const bool directed = claim.distance.region.kind != RegionKind::distance;
            const auto towards = [&](const SeenPlace& seen) {
                return directed ? ring->towards(seen.azimuth) : *steered_alike;
            };
            RangeClaim::Turning there{towards(claim.distance.nearest),
                                      towards(claim.distance.farthest),
                                      ring->standard_km(),
                                      {},
                                      {}};
            for (const PartDistance& part : claim.distance.parts)
                there.parts.push_back(
                    {ring->towards(part.reach.nearest.azimuth), ring->towards(part.reach.farthest.azimuth)});
            for (const TownDistance& town : claim.distance.towns)
                there.towns.push_back(ring->towards(town.seen.azimuth));
            const SeenPlace& far = claim.distance.farthest;
            claim.payload_turning_kg =
                directed ? limits.towards_kg(far.azimuth, far.distance_m) : limits.steered_kg(far.distance_m);
            claim.turning = std::move(there);
        }
        claims.push_back(std::move(claim));
    }
    return claims;
}

}  // namespace apogee
