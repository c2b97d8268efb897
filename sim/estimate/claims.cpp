#include "estimate/claims.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/angles.h"
#include "estimate/estimate_answers.h"
#include "estimate/rotation_gain.h"
#include "range/payload_limit.h"
#include "range/range_by_direction.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

constexpr const char* payload_path = "payload.mass_kg";

/// Standard ranges of a few samples over their payload, on the still Earth.
struct SampleCurve {
    double own_kg = 0;  ///< payload of the sample's test
    double weight = 1;
    std::vector<double> payloads_kg, ranges_km;
};

/// The candidate with its payload among the numbers of its rows.
CandidateVehicles with_payload(const CandidateVehicles& candidate) {
    CandidateVehicles result = candidate;
    if (candidate.unknown == payload_path ||
        std::ranges::find(candidate.paths, payload_path) != candidate.paths.end())
        return result;
    const auto stated = std::ranges::find(candidate.scenario.parameters, payload_path, &Parameter::path);
    assert(stated != candidate.scenario.parameters.end());
    result.paths.emplace_back(payload_path);
    result.build = [build = candidate.build, kg = stated->value](std::span<const double> drawn,
                                                                 std::span<double> values) {
        values.back() = kg;
        return build(drawn, values.first(values.size() - 1));
    };
    return result;
}

/// The payload in a row of a candidate `with_payload`.
double& payload_in(const CandidateVehicles& candidate, std::span<double> row) {
    const FlightNumbers numbers(row);
    if (candidate.unknown == payload_path) return numbers.unknown;
    const auto at = std::ranges::find(candidate.paths, payload_path) - candidate.paths.begin();
    return numbers.vehicle[static_cast<std::size_t>(at)];
}

std::vector<SampleCurve> payload_curves(const Estimate& e, const EstimateOptions& options) {
    // The median of the limits is then known to a sixth of their spread.
    constexpr double wanted = 60;
    std::vector<SampleCurve> curves;
    for (std::size_t c = 0; c < e.candidates.size(); ++c) {
        const CandidateVehicles candidate = with_payload(e.candidates[c]);
        const std::size_t width = FlightNumbers::width(candidate);
        std::vector<double> all, predictors;
        const std::size_t first = curves.size();
        std::optional<std::size_t> last;
        for (const std::size_t i :
             drawn_by_weight(e, c, static_cast<std::size_t>(std::ceil(e.candidate_share[c] * wanted)))) {
            if (last == i) {  // drawn again, for its weight
                ++curves.back().weight;
                continue;
            }
            last = i;
            const EstimateSample& s = e.samples[i];
            std::vector<double> row(width);
            fill_row(candidate, s, s.reproduced.unknown, 90, row);
            SampleCurve curve;
            curve.own_kg = payload_in(candidate, row);
            curve.payloads_kg = payloads_around(curve.own_kg);
            for (const double kg : curve.payloads_kg) {
                payload_in(candidate, row) = kg;
                all.insert(all.end(), row.begin(), row.end());
                append_predictors(s, predictors);
                predictors.push_back(kg);
            }
            curves.push_back(std::move(curve));
        }
        if (all.empty()) continue;
        CaseTable table(width);
        table.resize(all.size() / width);
        for (std::size_t k = 0; k < table.size(); ++k)
            std::ranges::copy(std::span(all).subspan(k * width, width), table.row(k).begin());
        std::size_t k = 0;
        const std::vector<Farthest> flights =
            fly_again(candidate, without_rotation(candidate.scenario), table, predictors, options);
        for (std::size_t i = first; i < curves.size(); ++i)
            for (std::size_t p = 0; p < curves[i].payloads_kg.size(); ++p)
                curves[i].ranges_km.push_back(reach_km(standard_flight(flights[k++])));
    }
    return curves;
}

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

/// @param ratio  of the range on this Earth to that on the still one, for a range on the latter in km
void add_payload(ClaimOnEarth& claim, const std::vector<SampleCurve>& curves, double distance_m, bool known,
                 auto&& ratio) {
    WeightedSample kg, part;
    // With the payload that just reaches the point the range is the distance: one still range serves all
    // samples. The ratio changes slowly with the range; each round wins a digit.
    double compared_km = distance_m / 1000;
    for (int round = 0; round < 4; ++round) compared_km = distance_m / 1000 / ratio(compared_km);
    for (const SampleCurve& curve : curves) {
        const double limit = payload_limit(curve.payloads_kg, curve.ranges_km, compared_km);
        kg.add(limit, curve.weight);
        part.add(limit / curve.own_kg, curve.weight);
    }
    const auto quantiles = [](WeightedSample& sample) {
        return WeightedQuantiles{sample.quantile(0.05), sample.quantile(0.5), sample.quantile(0.95)};
    };
    if (kg.empty()) return;
    if (known) claim.payload_kg = quantiles(kg);
    claim.payload_part = quantiles(part);
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
    const std::vector<SampleCurve> curves = payload_curves(e, options);
    std::string why_not_turning(report.why_not_turning());
    std::optional<RotationGains> gains;
    if (why_not_turning.empty()) {
        gains = rotation_gains(e, report, options);
        if (gains)
            samples.turn(*gains);
        else
            why_not_turning = "the samples pass half the Earth or leave it, whatever their direction";
    }
    for (Claim& claim : claims) {
        const RegionDistance& d = claim.distance;
        const auto payload = [&](ClaimOnEarth& on, auto&& ratio) {
            add_payload(on, curves, d.farthest.distance_m, known, ratio);
        };
        if (!known)
            claim.why_no_payload =
                "the vehicle is unknown: the same flights are flown by missiles of any size, so a payload is "
                "told as a multiple of the one that the test carried";
        claim.why_not_turning = why_not_turning;
        claim.still =
            claim_on_earth(d, [&](const SeenPlace& seen) { return samples.still(seen.distance_m); });
        payload(*claim.still, [](double) { return 1.0; });
        if (!gains) continue;
        // A distance by itself lies in the direction of the test.
        const auto azimuth = [&](const SeenPlace& seen) {
            return d.region.kind == RegionKind::distance ? *report.azimuth : seen.azimuth;
        };
        claim.turning = claim_on_earth(
            d, [&](const SeenPlace& seen) { return samples.turning(seen.distance_m, azimuth(seen)); });
        payload(*claim.turning,
                [&](double km) { return periodic(gains->standard.ratios(km), azimuth(d.farthest)); });
    }
    return claims;
}

}  // namespace apogee
