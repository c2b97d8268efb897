#include "estimate/claims.h"

#include "base/angles.h"
#include "estimate/payload_curves.h"
#include "estimate/rotation_gain.h"
#include "range/range_by_direction.h"

namespace apogee {
namespace {

/// The samples that count, and what the Earth's rotation makes of their ranges.
class SampleRanges {
  public:
    explicit SampleRanges(const Estimate& e) {
        for (const EstimateSample& s : e.samples) {
            if (!(s.weight > 0)) continue;
            weights_.push_back(s.weight);
            standard_.push_back(s.standard_km());
            maximum_.push_back(s.maximum_km());
        }
    }
    void turn(const RotationGains& gains) {
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            standard_ratios_.push_back(gains.standard.ratios(standard_[i]));
            maximum_ratios_.push_back(gains.maximum.ratios(maximum_[i]));
        }
    }
    /// In the directions that the ratios are of.
    [[nodiscard]] std::vector<WeightedQuantiles> turning_km() const {
        std::vector<WeightedQuantiles> all;
        for (std::size_t direction = 0; direction < RotationGain::directions; ++direction) {
            WeightedSample sample;
            for (std::size_t i = 0; i < weights_.size(); ++i)
                sample.add(standard_[i] * standard_ratios_[i][direction], weights_[i]);
            all.push_back(sample.quantiles());
        }
        return all;
    }
    [[nodiscard]] ClaimShare still(double distance_m) const {
        return {share_reaching(standard_, weights_, distance_m / 1000),
                share_reaching(maximum_, weights_, distance_m / 1000)};
    }
    [[nodiscard]] ClaimShare turning(double distance_m, double azimuth) const {
        return {share_reaching(turned(standard_, standard_ratios_, azimuth), weights_, distance_m / 1000),
                share_reaching(turned(maximum_, maximum_ratios_, azimuth), weights_, distance_m / 1000)};
    }

  private:
    static std::vector<double> turned(const std::vector<double>& still,
                                      const std::vector<std::vector<double>>& ratios, double azimuth) {
        std::vector<double> result;
        for (std::size_t i = 0; i < still.size(); ++i)
            result.push_back(still[i] * periodic(ratios[i], azimuth));
        return result;
    }

    std::vector<double> weights_, standard_, maximum_;
    std::vector<std::vector<double>> standard_ratios_, maximum_ratios_;
};

/// @param share  of a place
ClaimOnEarth claim_on_earth(const RegionDistance& d, auto&& share) {
    ClaimOnEarth on;
    on.nearest = share(d.nearest);
    on.farthest = share(d.farthest);
    for (const TownDistance& town : d.towns) on.towns.push_back(share(town.seen));
    for (const PartDistance& part : d.parts)
        on.parts.push_back({share(part.reach.nearest), share(part.reach.farthest)});
    return on;
}

void add_payload(ClaimOnEarth& claim, const PayloadLimits& limits, bool known) {
    if (known) claim.payload_kg = limits.kg;
    claim.payload_part = limits.part;
}

}  // namespace

double share_reaching(std::span<const double> ranges_km, std::span<const double> weights,
                      double distance_km) {
    double reaching = 0, total = 0;
    for (std::size_t i = 0; i < ranges_km.size(); ++i) {
        total += weights[i];
        if (ranges_km[i] >= distance_km) reaching += weights[i];
    }
    return total > 0 ? reaching / total : 0;
}

std::vector<Claim> answer_claims(const Estimate& e, const ReportedFlight& report, std::vector<Region> regions,
                                 bool known, const EstimateOptions& options) {
    std::vector<Claim> claims;
    for (Region& region : regions) {
        Claim claim;
        claim.distance = distance_to(report.site.value_or(Geodetic{}), std::move(region));
        claims.push_back(std::move(claim));
    }
    if (claims.empty() || !(e.effective > 0)) return claims;
    SampleRanges samples(e);
    const PayloadCurves curves(e, options);
    std::string why_not_turning(report.why_not_turning());
    std::optional<RotationGains> gains;
    std::vector<WeightedQuantiles> turning_km;
    if (why_not_turning.empty()) {
        gains = rotation_gains(e, report, options);
        if (gains) {
            samples.turn(*gains);
            turning_km = samples.turning_km();
        } else {
            why_not_turning =
                "the samples pass half the Earth or leave it, whatever their direction, so that nothing "
                "tells how far they would go on the turning one";
        }
    }
    for (Claim& claim : claims) {
        const RegionDistance& d = claim.distance;
        const double farthest_km = km(d.farthest.distance_m);
        if (!known)
            claim.why_no_payload =
                "the vehicle is unknown: the same flights are flown by missiles of any size, so a payload is "
                "told as a multiple of the one that the test carried";
        claim.why_not_turning = why_not_turning;
        claim.still =
            claim_on_earth(d, [&](const SeenPlace& seen) { return samples.still(seen.distance_m); });
        claim.still->standard_km = {e.standard_km};
        if (!curves.empty()) add_payload(*claim.still, curves.limits(farthest_km), known);
        if (!report.turning()) continue;
        // A distance by itself lies in the direction of the test.
        const auto azimuth = [&](const SeenPlace& seen) {
            return d.region.kind == RegionKind::distance ? *report.azimuth : seen.azimuth;
        };
        std::optional<ClaimOnEarth>& there = gains ? claim.turning : claim.turning_payload;
        if (gains) {
            there = claim_on_earth(
                d, [&](const SeenPlace& seen) { return samples.turning(seen.distance_m, azimuth(seen)); });
            there->standard_km = turning_km;
        }
        if (curves.empty()) continue;
        if (!there) there.emplace();
        add_payload(*there, curves.limits(curves.still_km(*report.site, azimuth(d.farthest), farthest_km)),
                    known);
    }
    return claims;
}

}  // namespace apogee
