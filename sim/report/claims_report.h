#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "estimate/answer.h"
#include "estimate/claims.h"
#include "range/range_claims.h"

namespace apogee {

/// What of a country or a place lies within range, for reading on a terminal 100 columns wide; empty without
/// claims. Shares of an estimate's samples.
[[nodiscard]] std::string claims_report(std::span<const Claim> claims);
/// One object for each claim and Earth: docs/claims.md.
[[nodiscard]] nlohmann::ordered_json claims_json(std::span<const Claim> claims);

/// The same of a single vehicle: what it reaches.
[[nodiscard]] std::string range_claims_report(std::span<const RangeClaim> claims);
[[nodiscard]] nlohmann::ordered_json range_claims_json(std::span<const RangeClaim> claims);

/// The same of a vehicle. "On a standard trajectory the missile reaches every point of it; ...".
[[nodiscard]] std::string range_claim_answer_text(const RangeClaim& claim);
/// A vehicle had no test: a bare distance is compared with the flight that the range is told of first.
[[nodiscard]] std::string range_earth_text(const RangeClaim& claim);
[[nodiscard]] std::string range_payload_text(const RangeClaim& claim);
/// "yes", "no", "-": the `still` or `turning` of a vehicle's `ClaimPoint`.
[[nodiscard]] std::string reached_text(double share);
inline constexpr const char* range_claims_caveat =
    "The vehicle's numbers are taken as exact. A range says nothing of surviving re-entry, and nothing of "
    "hitting anything.";

/// The answer to quote in a sentence: the share of the samples that reaches the region's ends.
[[nodiscard]] std::string claim_answer_text(const Claim& claim);
/// "Nearest point: 52.9 172.9, 950 km W of Anchorage (Alaska)", the farthest one, and which territories do
/// not count; none of a place.
[[nodiscard]] std::vector<std::string> claim_ends_texts(const RegionDistance& distance);
/// The part of a country in which its nearest point lies; empty of what has no parts.
[[nodiscard]] std::string nearest_part(const RegionDistance& distance);
/// Which of the two Earths' answers a reader should quote, and why.
[[nodiscard]] std::string which_earth_text(RegionKind kind, bool turning, const std::string& why_not_turning);
/// What stands before claims about figures that contradict each other; empty of others.
[[nodiscard]] std::string contradiction_caution(const EstimateAnswer& answer);
/// With what payload the farthest point is reached: "The farthest point is reached with up to 640 kg (90 %:
/// 480 to 790)."
[[nodiscard]] std::string payload_text(const Claim& claim, const ClaimOnEarth& on, const char* earth);
/// To ten kilograms, which is what the interpolation over payload is good for; below a hundred to one.
[[nodiscard]] std::string kilograms_text(double kg);
/// What a comparison of distance and range does not say.
inline constexpr const char* claims_caveat =
    "Tested was the flight that was reported. Inferred is the range of the same missile on another "
    "trajectory. "
    "Assumed is that it would fly that one as well. A range says nothing of surviving re-entry, and nothing "
    "of "
    "hitting anything.";

}  // namespace apogee
