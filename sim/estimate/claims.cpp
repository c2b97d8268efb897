#include "estimate/claims.h"

#include "base/angles.h"
#include "estimate/payload_curves.h"
#include "estimate/sample_energies.h"
#include "estimate/turning_earth.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

/// Ranges of the samples that count.
class StillRanges {
  public:
    explicit StillRanges(const Estimate& e) {
        for (const EstimateSample& s : e.samples) {
            if (!(s.weight > 0)) continue;
            weights_.push_back(s.weight);
            standard_.push_back(s.standard_km());
            maximum_.push_back(s.maximum_km());
        }
    }
    [[nodiscard]] ClaimShare reaching(double distance_m) const {
        return {share_reaching(standard_, weights_, km(distance_m)),
                share_reaching(maximum_, weights_, km(distance_m))};
    }

  private:
    std::vector<double> weights_, standard_, maximum_;
};

/// What of the samples reaches a point of the turning Earth: those whose energy on the still one is that of
/// flights which come down there.
class TurningRanges {
  public:
    TurningRanges(const Estimate& estimate, const ReportedFlight& report, const EstimateOptions& options)
        : earth_(estimate, report, options), samples_(sample_energies(estimate, earth_.per_kg(), options)) {
        for (const EnergyPerKg& of : earth_.per_kg()) per_kg_.push_back(of.standard);
    }
    /// Of each candidate, on a standard trajectory.
    [[nodiscard]] std::span<const double> per_kg() const { return per_kg_; }

    [[nodiscard]] double needed_energy(double distance_m, double azimuth) const {
        return earth_.needed_energy(TurningEarth::Which::standard, azimuth, km(distance_m));
    }
    [[nodiscard]] ClaimShare reaching(double distance_m, double azimuth) const {
        const double standard = needed_energy(distance_m, azimuth),
                     maximum = earth_.needed_energy(TurningEarth::Which::maximum, azimuth, km(distance_m));
        double by_standard = 0, by_maximum = 0, all = 0;
        for (const SampleEnergies& s : samples_) {
            all += s.weight;
            const bool reached = s.standard >= standard;
            if (reached) by_standard += s.weight;
            // The farthest flight is never the shorter one.
            if (reached || s.maximum >= maximum) by_maximum += s.weight;
        }
        return all > 0 ? ClaimShare{by_standard / all, by_maximum / all} : ClaimShare{};
    }
    /// Standard ranges in equal steps of a turn from north on.
    [[nodiscard]] std::vector<WeightedQuantiles> standard_km() const {
        WeightedSample energies;
        for (const SampleEnergies& s : samples_) energies.add(s.standard, s.weight);
        const WeightedQuantiles energy = energies.quantiles();
        std::vector<WeightedQuantiles> all;
        for (std::size_t i = 0; i < RangeByDirection::flights; ++i) {
            const double azimuth = 2 * pi * static_cast<double>(i) / RangeByDirection::flights;
            const auto there = [&](double here) {
                return earth_.range_km(TurningEarth::Which::standard, azimuth, here);
            };
            all.push_back({there(energy.low), there(energy.median), there(energy.high)});
        }
        return all;
    }

  private:
    TurningEarth earth_;
    std::vector<SampleEnergies> samples_;
    std::vector<double> per_kg_;
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
    const StillRanges still(e);
    const PayloadCurves curves(e, options);
    std::optional<TurningRanges> turning;
    if (report.turning()) turning.emplace(e, report, options);
    const std::vector<WeightedQuantiles> turning_km =
        turning ? turning->standard_km() : std::vector<WeightedQuantiles>{};
    for (Claim& claim : claims) {
        const RegionDistance& d = claim.distance;
        if (!known)
            claim.why_no_payload =
                "the vehicle is unknown: the same flights are flown by missiles of any size, so a payload is "
                "told as a multiple of the one that the test carried";
        claim.why_not_turning = report.why_not_turning();
        claim.still =
            claim_on_earth(d, [&](const SeenPlace& seen) { return still.reaching(seen.distance_m); });
        claim.still->standard_km = {e.standard_km};
        if (!curves.empty()) add_payload(*claim.still, curves.limits(km(d.farthest.distance_m)), known);
        if (!turning) continue;
        // A distance by itself lies in the direction of the test.
        const auto azimuth = [&](const SeenPlace& seen) {
            return d.region.kind == RegionKind::distance ? *report.azimuth : seen.azimuth;
        };
        claim.turning = claim_on_earth(
            d, [&](const SeenPlace& seen) { return turning->reaching(seen.distance_m, azimuth(seen)); });
        claim.turning->standard_km = turning_km;
        if (!curves.empty())
            add_payload(
                *claim.turning,
                curves.limits_of_energy(turning->needed_energy(d.farthest.distance_m, azimuth(d.farthest)),
                                        turning->per_kg()),
                known);
    }
    return claims;
}

}  // namespace apogee
