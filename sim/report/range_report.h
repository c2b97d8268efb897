#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "range/range.h"
#include "range/range_claims.h"
#include "report/figure_table.h"
#include "report/flight.h"
#include "scenario/scenario.h"

namespace apogee {

struct MapContent;

/// Everything `apogee range` was asked, and its answers.
struct RangeResult {
    std::string name;   ///< the scenario file's stem
    Scenario scenario;  ///< as read, with its own ascent programme
    Overrides overrides;
    StandardFamily family;
    GravityTurn turn;                 ///< the family's: when the kick begins, how long it takes
    std::optional<Farthest> turning;  ///< from the turning Earth; empty with --no-rotation
    Farthest still;                   ///< without rotation
    std::vector<OtherFamily> others;  ///< as `turning` where that is, else as `still`
    std::optional<RangeRing> ring;
    std::vector<PayloadPoint> payload_curve;
    std::vector<RangeClaim> claims;

    /// The answer in the world that was asked for.
    [[nodiscard]] const Farthest& main() const { return turning ? *turning : still; }
};

/// For reading on a terminal 100 columns wide.
[[nodiscard]] std::string range_report(const RangeResult& result);

/// Keys with units, null where there is no such figure; docs/range.md.
[[nodiscard]] nlohmann::ordered_json range_json(const RangeResult& result);

/// One row an answer: what, azimuth, payload, world, standard and farthest flight.
[[nodiscard]] FigureTable range_table(const RangeResult& result);

/// What the whole of a file says: title, where it comes from.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> range_facts(const RangeResult& result);

/// The standard and the farthest flight at the azimuth, flown: what is drawn of them. Those that land.
[[nodiscard]] std::vector<Flight> range_flights(const RangeResult& result);

/// What maps and globes show: the launch site; the ring of standard and of farthest flights, and the plain
/// circles of both without rotation, as regions; `flights` with their impacts. A ring is left out where one
/// of its flights passes the far side of the Earth.
/// @param flights  of `range_flights`, which must outlive the content
[[nodiscard]] MapContent range_content(const RangeResult& result, std::span<const Flight> flights);

}  // namespace apogee
