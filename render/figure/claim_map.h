#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "figure/estimate_figure.h"
#include "range/range_claims.h"

/// What the map of a claim shows: which places of countries, or which single places, lie within a missile's
/// range.
namespace apogee {

/// How likely a place lies within range, as the map tells it.
enum class WithinRange { yes, perhaps, no };
/// At least 95 %, less than 5 % of the samples (or NaN, no flight), and what lies between.
[[nodiscard]] WithinRange within_range(double share);

/// A place of a claim.
struct ClaimMark {
    enum class Kind { end, part, town };
    LatLon at;
    std::string name;
    WithinRange within = WithinRange::no;
    Kind kind = Kind::end;
    std::uint64_t population = 0;  ///< of a town
    bool framed = true;            ///< the map is so large that it is shown
};

/// How far it goes in every direction: where the missile's range ends, or a distance that was claimed.
struct ClaimLine {
    /// One for all directions, or in equal steps of a turn from north on; infinite beyond half the Earth.
    std::vector<double> km;
    enum class Kind { middle, end_of_interval, claimed_distance } kind = Kind::middle;
    std::string name;  ///< empty: it has none
};

struct ClaimMap {
    LatLon site;
    std::string site_name;
    std::vector<ClaimMark> marks;  ///< the ends, the parts, then the towns, the most populous first
    std::vector<ClaimLine> lines;
    PageWords words;
};

/// What `apogee figure --kind claim` draws of a scenario: the missile that flew its reported flight, or,
/// where it reports none, its vehicle. @throws InputError before any work without a claim
[[nodiscard]] ClaimMap claim_map(const std::string& scenario, const Overrides& changes,
                                 const EstimateFigureOptions& options, const Look& look);

/// Of an estimate that has an answer. Marks and lines are of the Earth whose answer is to be quoted
/// (`Claim::quotes_turning`).
[[nodiscard]] ClaimMap claim_map(const EstimateAnswer& answer, const Look& look);

/// What a scenario's vehicle reaches of countries, places and distances. @throws InputError also where it
/// begins in flight
[[nodiscard]] std::vector<RangeClaim> vehicle_claims(const Scenario& scenario,
                                                     const std::vector<std::string>& asked);
/// @param claims  at least one, of the scenario
/// @param name  that stands where it has no title
[[nodiscard]] ClaimMap claim_map(const Scenario& scenario, std::span<const RangeClaim> claims,
                                 const std::string& name, const Look& look);

/// Whether an estimate has something to draw: a site, and shares of samples for a claim.
[[nodiscard]] bool has_claim_map(const EstimateAnswer& answer);

}  // namespace apogee
