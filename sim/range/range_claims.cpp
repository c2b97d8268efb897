#include "range/range_claims.h"

#include <algorithm>
#include <limits>

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
    static constexpr int azimuths = 24;
};

Rings rings(const Scenario& scenario, const RangeOptions& options) {
    const RangeRing ring = range_ring(scenario, Rings::azimuths, options);
    const auto directed = [&](FamilyFlight Farthest::*which) {
        std::vector<DirectedRange> list;
        for (const RingPoint& point : ring.points)
            list.push_back(directed_range(ring.site, radians(point.azimuth_deg), point.farthest.*which));
        return RangeByDirection(std::move(list));
    };
    return {directed(&Farthest::standard), directed(&Farthest::maximum)};
}

/// Standard ranges over payload.
struct PayloadCurve {
    std::vector<double> payloads_kg, ranges_km;

    PayloadCurve(const Scenario& scenario, const RangeOptions& options) {
        double own_kg = 0, least_kg = 0, most_kg = std::numeric_limits<double>::infinity();
        for (const Parameter& p : scenario.parameters)
            if (p.path == "payload.mass_kg") {
                own_kg = p.value;
                least_kg = p.least;
                most_kg = p.most;
            }
        for (const double kg : payloads_around(own_kg))
            if (kg >= least_kg && kg <= most_kg) payloads_kg.push_back(kg);
        for (const PayloadPoint& point : range_over_payload(scenario, payloads_kg, options))
            ranges_km.push_back(reach_km(point.farthest.standard));
        for (int round = 0; round < half_earth_rounds; ++round)
            for (const PayloadPoint& point :
                 range_over_payload(scenario, payloads_at_half_earth(payloads_kg, ranges_km), options))
                add_range(payloads_kg, ranges_km, point.payload_kg, reach_km(point.farthest.standard));
    }
    [[nodiscard]] double limit_kg(double distance_m) const {
        return payloads_kg.empty() ? 0 : payload_limit(payloads_kg, ranges_km, distance_m / 1000);
    }
};

}  // namespace

std::vector<RangeClaim> range_claims(const Scenario& scenario, std::vector<Region> regions, bool turning,
                                     const RangeOptions& options) {
    std::vector<RangeClaim> claims;
    if (regions.empty()) return claims;
    const Scenario still = without_rotation(scenario);
    const Farthest alone = range_at_azimuth(still, options);
    const PayloadCurve curve(still, options);
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
        claim.payload_still_kg = curve.limit_kg(claim.distance.farthest.distance_m);
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
            // Where it steers to come down there; over payload that moves the range little.
            Scenario steered = scenario;
            std::get<Launch>(steered.start).azimuth =
                directed ? ring->standard.towards(claim.distance.farthest.azimuth).steering : launch.azimuth;
            claim.payload_turning_kg =
                PayloadCurve(steered, options).limit_kg(claim.distance.farthest.distance_m);
            claim.turning = std::move(there);
        }
        claims.push_back(std::move(claim));
    }
    return claims;
}

}  // namespace apogee
