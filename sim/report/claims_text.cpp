#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"

namespace apogee {
namespace {

/// Limits beyond what was flown: a tenth to ten times the payload of the test (`payloads_around`).
constexpr const char *beyond_least = "less than a tenth of the test's payload",
                     *beyond_most = "more than ten times the test's payload";

/// "40 % of the samples reach", "all samples reach", "no sample reaches".
std::string samples_do(double share, const char* several, const char* one) {
    if (share <= 0) return std::string("no sample ") + one;
    return (share >= 1 ? "all samples" : percent_text(share) + " of the samples") + ' ' + several;
}

/// Of a place or a distance, and of a region with its two ends; what follows from the other end is left out.
std::string reach_text(const RegionDistance& d, double nearest, double farthest) {
    if (d.region.parts.empty()) return samples_do(nearest, "go that far", "goes that far");
    if (farthest >= 1) return "all samples reach every point of it";
    const std::string part = nearest_part(d);
    const std::string near =
        samples_do(nearest, "reach", "reaches") + " its nearest point" + (part.empty() ? "" : ", in " + part);
    return nearest <= 0 ? near
                        : near + ", " + samples_do(farthest, "reach", "reaches") + " every point of it";
}

}  // namespace

std::string kilograms_text(double kg) {
    return kg < 100 ? fixed(kg, 0) : fixed(10 * std::round(kg / 10), 0);
}

std::string which_earth_text(RegionKind kind, bool turning, const std::string& why_not_turning) {
    if (!turning)
        return fmt::format(
            "Quote the answers for the still Earth, and say so{}. Eastward the Earth's rotation adds to a "
            "range, "
            "westward it takes from it.",
            why_not_turning.empty() ? std::string() : ": " + why_not_turning);
    if (kind == RegionKind::distance)
        return "Quote the answer for the still Earth: published ranges are told for an Earth that stands "
               "still. "
               "The other one holds in the direction of the test alone.";
    return "Quote the answers for the turning Earth: they are of flights from this site in these directions, "
           "and "
           "the Earth does turn. Those on the still Earth compare with published ranges and with circles on "
           "maps, which leave the rotation out.";
}

std::string payload_text(const Claim& claim, const ClaimOnEarth& on, const char* earth) {
    const std::string point =
        claim.distance.region.parts.empty() ? std::string("It") : std::string("The farthest point");
    const std::optional<WeightedQuantiles>& q = on.payload_kg ? on.payload_kg : on.payload_part;
    if (!q) return {};
    const bool kilograms = on.payload_kg.has_value();
    const auto limit = [&](double x) {
        if (x == 0) return std::string(beyond_least);
        if (std::isinf(x)) return std::string(beyond_most);
        return kilograms ? kilograms_text(x) + " kg" : fixed(x, 2) + " times the test's payload";
    };
    if (q->high == 0)
        return fmt::format("{} is not reached even with a tenth of the test's payload ({}).", point, earth);
    if (std::isinf(q->low))
        return fmt::format("{} is reached even with ten times the test's payload ({}).", point, earth);
    return fmt::format("{} is reached with {}{} (90 %: {} to {}; {}).", point,
                       q->median == 0 || std::isinf(q->median) ? "" : "up to ", limit(q->median),
                       limit(q->low), limit(q->high), earth);
}

std::string contradiction_caution(const EstimateAnswer& answer) {
    if (!answer.audit.contradicts() || answer.claims.empty()) return {};
    return "The reported figures contradict each other: no claim should be answered from them. What follows "
           "leaves the time out.";
}

std::string claim_answer_text(const Claim& claim) {
    const ClaimOnEarth* const on = claim.quoted();
    if (!on) return "No answer: nothing flies what was reported.";
    const RegionDistance& d = claim.distance;
    const std::string standard = reach_text(d, on->nearest.standard, on->farthest.standard),
                      maximum = reach_text(d, on->nearest.maximum, on->farthest.maximum);
    if (standard == maximum)
        return fmt::format("On a standard trajectory and on the one of greatest range, {} ({}).", standard,
                           claim.quoted_earth());
    return fmt::format("On a standard trajectory {}; on the one of greatest range, {} ({}).", standard,
                       maximum, claim.quoted_earth());
}

std::string range_earth_text(const RangeClaim& claim) {
    if (claim.quotes_turning() || !claim.turning)
        return which_earth_text(claim.distance.region.kind, claim.turning.has_value(), {});
    return "Quote the answer for the still Earth: published ranges are told for an Earth that stands still. "
           "The turning one's holds for steering towards the scenario's azimuth alone.";
}

std::string range_payload_text(const RangeClaim& claim) {
    const auto with = [](double kg) {
        return std::isinf(kg) ? std::string("more than ten times the scenario's payload")
               : kg == 0      ? std::string("less than a tenth of the scenario's payload, or not at all")
                              : "up to " + kilograms_text(kg) + " kg";
    };
    std::string text = fmt::format("{} is reached on a standard trajectory with {} (still Earth)",
                                   claim.distance.region.parts.empty() ? "It" : "The farthest point",
                                   with(claim.payload_still_kg));
    if (claim.payload_turning_kg)
        text += fmt::format(", with {} (turning Earth)", with(*claim.payload_turning_kg));
    return text + '.';
}

std::string range_claim_answer_text(const RangeClaim& claim) {
    const RegionDistance& d = claim.distance;
    const bool turning = claim.quotes_turning();
    const DirectedReach &nearest = turning ? claim.turning->nearest : claim.still,
                        &farthest = turning ? claim.turning->farthest : claim.still;
    const auto reaches = [&](double DirectedReach::*how) {
        if (std::isnan(nearest.*how)) return std::string("has no flight");
        const bool near = nearest.*how >= d.nearest.distance_m / 1000,
                   far = farthest.*how >= d.farthest.distance_m / 1000;
        if (d.region.parts.empty()) return std::string(far ? "goes that far" : "does not go that far");
        if (far) return std::string("reaches every point of it");
        const std::string part = nearest_part(d),
                          point = "its nearest point" + (part.empty() ? "" : ", in " + part);
        return near ? "reaches " + point + (part.empty() ? "" : ",") + " and not every point of it"
                    : "does not reach " + point;
    };
    const std::string standard = reaches(&DirectedReach::standard_km),
                      maximum = reaches(&DirectedReach::maximum_km);
    const char* const earth = turning ? "turning Earth" : "still Earth";
    if (standard == maximum)
        return fmt::format("On a standard trajectory and on the one of greatest range the missile {} ({}).",
                           standard, earth);
    return fmt::format("On a standard trajectory the missile {}; on the one of greatest range it {} ({}).",
                       standard, maximum, earth);
}

std::string reached_text(double share) {
    return std::isnan(share) ? "-" : share > 0 ? "yes" : "no";
}

}  // namespace apogee
